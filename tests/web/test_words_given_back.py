"""A form that could not be taken in gives its words back, to whoever has sent it and nobody else."""

from typing import Any

import pytest
from django.test import Client

from askel.journal.queries import owner_mark
from askel.people.models import Person
from tests.conftest import SignedIn

PAGE = "/steps/tuning-in/what-stands-in-the-way/"
HERE = "http://testserver"
TYPED = {"line-0": "Buses are <b>late</b>", "mark-0": "mine", "ask-small-thing": "\nLeave\nearlier"}


def strict(person: Person | None) -> Client:
    """A browser whose forms carry no token, as after a sign-in in another tab."""
    client = Client(enforce_csrf_checks=True)
    if person:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_after_a_sitting_has_ended_the_words_are_shown_to_copy() -> None:
    answer = Client().post(
        PAGE, {**TYPED, "csrfmiddlewaretoken": "secret-token", "owner": "secret-mark"}, HTTP_REFERER=HERE + PAGE
    )

    html = answer.content.decode()
    assert answer.status_code == 401
    assert answer["Cache-Control"] == "no-store"
    assert "Buses are &lt;b&gt;late&lt;/b&gt;</textarea>" in html
    assert ">\n\nLeave\nearlier</textarea>" in html or ">\n\nLeave\r\nearlier</textarea>" in html
    assert "Short words and choices: mine" in html
    assert f"/sign-in/?next={PAGE}" in html
    assert "secret" not in html


def test_with_nothing_typed_the_way_leads_to_sign_in() -> None:
    answer = Client().post(PAGE, {"csrfmiddlewaretoken": "x", "line-0": "  "})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_words_are_given_back_in_the_readers_language() -> None:
    answer = Client(headers={"accept-language": "fi"}).post(PAGE, TYPED)

    assert 'lang="fi"' in answer.content.decode()


def test_an_old_token_gives_the_words_back(mina: Person) -> None:
    answer = strict(mina).post(PAGE, TYPED, HTTP_ORIGIN=HERE, HTTP_REFERER="https://elsewhere.example/page")

    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Buses are &lt;b&gt;late&lt;/b&gt;" in html
    assert "elsewhere" not in html


@pytest.mark.parametrize("headers", [{}, {"HTTP_ORIGIN": "https://elsewhere.example"}, {"HTTP_ORIGIN": "null"}])
def test_a_foreign_page_cannot_make_ours_say_something(headers: dict[str, Any], mina: Person) -> None:
    answer = strict(mina).post(PAGE, {"line-0": "Call this number"}, **headers)

    assert answer.status_code == 403
    assert "Call this number" not in answer.content.decode()


def test_what_is_given_back_has_a_limit() -> None:
    much = {f"line-{n}": f"{n} {'ä' * 9_000}" for n in range(40)}

    html = Client().post(PAGE, {**much, "made": "Z " * 20_000}).content.decode()

    assert "0 ä" in html
    assert "39 ä" not in html
    assert "Z Z" not in html


def test_words_for_somebody_else_are_given_back_to_their_sender(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    answer = signed_in(pavel).post(PAGE, {**TYPED, "owner": owner_mark(mina)})

    assert answer.status_code == 409
    assert "Somebody else is signed in" in answer.content.decode()
    assert "Buses are" in answer.content.decode()
