"""A double tap on *Start now* makes one guest."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from askel.people.actions import start_guest
from askel.people.codes import new_code
from askel.people.models import Person
from askel.vault.models import Key
from tests import make


def visitor() -> tuple[Client, dict[str, str]]:
    """A browser with the front page open, and what its button sends."""
    client = Client(enforce_csrf_checks=True)
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]*)"', client.get("/").text)[0]
    return client, {"csrfmiddlewaretoken": token}


def start(browser: str, *, minutes: float = 0) -> Person:
    return start_guest(language="en", now=make.NOON + timedelta(minutes=minutes), today=make.TODAY, browser=browser)


def test_two_taps_at_the_same_moment_are_one_guest() -> None:
    client, form = visitor()
    second = Client(enforce_csrf_checks=True)
    second.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})

    for browser in (client, second):
        assert browser.post("/start/", form).status_code == 302

    guest = Person.objects.get()
    assert Key.objects.count() == 1
    for browser in (client, second):
        assert guest.return_code in browser.get("/welcome/").text


def test_a_second_tap_that_comes_in_signed_in_goes_on() -> None:
    client, form = visitor()
    client.post("/start/", form)

    second = client.post("/start/", form)  # with the token of the page before, and the new cookies

    assert (second.status_code, second["Location"]) == (302, "/welcome/")
    assert Person.objects.count() == 1


def test_no_foreign_page_makes_a_guest() -> None:
    assert Client(enforce_csrf_checks=True).post("/start/").status_code == 403
    assert not Person.objects.exists()


def test_whoever_signs_out_and_starts_again_in_the_same_browser_is_somebody_new() -> None:
    client, form = visitor()
    client.post("/start/", form)
    client.post("/sign-out/", {"csrfmiddlewaretoken": client.cookies["askel_csrf"].value})
    assert "_auth_user_id" not in client.session

    client.post("/start/", {"csrfmiddlewaretoken": client.cookies["askel_csrf"].value})
    client.post("/start/", form)

    assert "_auth_user_id" in client.session
    assert Person.objects.count() == 2


@pytest.mark.parametrize(("minutes", "people"), [(0, 1), (1, 1), (2, 2), (60 * 24, 2)])
def test_what_a_browser_sends_names_its_guest_for_a_minute_or_two(minutes: float, people: int) -> None:
    start("a")
    start("a", minutes=minutes)

    assert Person.objects.count() == people


def test_two_browsers_are_two_guests_and_none_named_is_always_new() -> None:
    assert len({start(browser).pk for browser in ("a", "b", "", "")}) == 4


def test_of_two_that_are_made_at_once_the_faster_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both looked before either was there: the first is made while the second makes its code."""
    made: list[Person] = []

    def make_code_late() -> str:
        if not made:
            made.append(Person())
            made[0] = start("a")
        return new_code()

    monkeypatch.setattr("askel.people.actions.new_code", make_code_late)

    there = start("a")

    assert Person.objects.get() == there == made[0]
    assert there.return_code == made[0].return_code
