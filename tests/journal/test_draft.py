"""Saving while somebody types: every answer is JSON, and nothing reaches anybody else."""

from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from askel.journal.actions import Seen, save_answer
from askel.journal.models import Answer
from askel.journal.queries import owner_mark
from askel.journal.words import Line, Words
from askel.people.models import Person
from askel.steps.queries import edition
from tests import make
from tests.conftest import SignedIn

SAVE = reverse("journal:draft", args=("what-stands-in-the-way",))
CHOOSE = reverse("journal:draft", args=("what-i-expect",))
WHO = reverse("journal:who")


def draft(client: Client, person: Person, path: str = SAVE, **boxes: Any) -> Any:  # noqa: ANN401 - a response of the test client
    sent = {"owner": owner_mark(person), "version": 0, "writer": "a-page", "beat": 1}
    return client.post(path, {**sent, **{name.replace("__", "-"): value for name, value in boxes.items()}})


def test_a_draft_is_kept_and_answered_with_its_time(mina: Person, signed_in: SignedIn) -> None:
    answer = draft(signed_in(mina), mina, line__0="Buses are late", mark__0="mine")

    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert ":" in answer.json()["at"]
    assert "no-store" in answer["Cache-Control"]
    assert Answer.objects.of(mina).get().words.lines == (Line("Buses are late", "mine"),)


def test_signed_out_is_said_in_json(mina: Person) -> None:
    for answer in (draft(Client(), mina, line__0="Buses are late"), Client().get(WHO)):
        assert answer.status_code == 401
        assert answer.json() == {"signed_out": True}
        assert "no-store" in answer["Cache-Control"]
    assert not Answer.objects.exists()


def test_a_draft_made_for_somebody_else_reaches_nobody(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    answer = draft(signed_in(pavel), mina, line__0="Buses are late")

    assert answer.status_code == 409
    assert answer.json() == {"other": True}
    assert not Answer.objects.exists()


@pytest.mark.parametrize("owner", ["", "x", "ä"])
def test_a_draft_without_its_owners_mark_is_not_saved(owner: str, mina: Person, signed_in: SignedIn) -> None:
    assert draft(signed_in(mina), mina, owner=owner, line__0="Buses are late").status_code == 409
    assert not Answer.objects.exists()


def test_who_says_a_mark_and_a_token_and_no_name(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    answer = signed_in(mina).get(WHO)

    assert answer.json()["owner"] == owner_mark(mina) != owner_mark(pavel)
    assert set(answer.json()) == {"owner", "csrf"}
    assert str(mina.pk) not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_the_token_that_who_gives_is_taken(mina: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(mina, backend="allauth.account.auth_backends.AuthenticationBackend")

    token = strict.get(WHO).json()["csrf"]

    assert draft(strict, mina, line__0="Buses are late").status_code == 403
    assert draft(strict, mina, line__0="Buses are late", csrfmiddlewaretoken=token).status_code == 200


def test_two_devices_get_both_texts_and_nothing_is_overwritten(mina: Person, signed_in: SignedIn) -> None:
    way = edition("en").exercise("what-stands-in-the-way")
    assert way
    theirs = Words(asks={"small-thing": "Same"}, lines=(Line("From the phone", "mine"),))
    save_answer(way, theirs, by=mina, seen=Seen(0, "phone"), now=make.NOON)

    answer = draft(signed_in(mina), mina, **{"line-0": "From the laptop", "ask-small-thing": "Same"})

    assert answer.status_code == 409
    assert answer.json() == {
        "version": 1,
        "at": "12:00",
        "boxes": {"ask-small-thing": "Same", "line-0": "From the phone", "mark-0": "mine"},
        "shown": {"lines": "From the phone (I can change this)"},
    }
    assert Answer.objects.of(mina).get().words == theirs


def test_a_box_that_is_too_full_is_named(mina: Person, signed_in: SignedIn) -> None:
    answer = draft(signed_in(mina), mina, **{"ask-small-thing": "ä" * 4010})

    assert answer.status_code == 422
    assert answer.json() == {"errors": {"ask-small-thing": "This is 10 letters too long. Make it shorter."}}


def test_a_draft_may_hold_one_tick_too_many_for_a_while(mina: Person, signed_in: SignedIn) -> None:
    answer = draft(signed_in(mina), mina, CHOOSE, choices=["my-field", "courage", "language", "plan"])

    assert answer.status_code == 200
    assert len(Answer.objects.of(mina).get().words.choices) == 4


def test_an_exercise_that_is_not_there_is_not_found(mina: Person, signed_in: SignedIn) -> None:
    assert draft(signed_in(mina), mina, reverse("journal:draft", args=("nothing-like-it",))).status_code == 404


def test_a_draft_costs_six_queries(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)
    draft(browser, mina, line__0="Buses are late")

    with CaptureQueriesContext(connections["default"]) as default, CaptureQueriesContext(connections["vault"]) as vault:
        draft(browser, mina, line__0="Buses are late here", version=1, beat=2)

    asked = [query["sql"] for query in (*default, *vault) if "SAVEPOINT" not in query["sql"]]
    assert len(asked) == 5, asked  # session, person, answer, key, and the saving
