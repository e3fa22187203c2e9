"""What is wrong with a form is said once, above it, in a link to its field."""

import re

from django.test import Client
from django.utils.html import strip_tags

from askel.people.models import Person
from tests.conftest import SignedIn


def links(page: str) -> dict[str, str]:
    """The fields that the summary leads to, each with the words of its link."""
    summary = page[page.index("ds-error-summary") : page.index("</ul>", page.index("ds-error-summary"))]
    return {
        field: strip_tags(words) for field, words in re.findall(r'href="#id_([^"]+)">(.*?)</a>', summary, re.DOTALL)
    }


def test_an_error_that_names_its_field_stands_alone(browser: Client) -> None:
    said = links(browser.post("/map/add/", {}).text)

    assert said["nickname"] == "Write a nickname."


def test_a_text_too_long_is_told_with_its_label(browser: Client) -> None:
    said = links(browser.post("/map/add/", {"nickname": "N" * 81}).text)

    assert said["nickname"] == "Nickname: This is 1 letter too long. Make it shorter."


def test_among_rows_of_the_same_fields_the_label_says_which(mina: Person, signed_in: SignedIn) -> None:
    said = links(signed_in(mina).post("/plan/from-paper/", {"whom-3": "Anna", "on-3": "30.2.2026"}).text)

    assert said["on-3"].startswith("3. On which day? ")
