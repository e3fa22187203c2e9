"""What an erase ends beside the rows: every session, and nothing is written after it."""

import re

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from askel.netmap.models import Contact
from askel.people.actions import erase_person
from askel.people.models import Person
from askel.vault.models import Key
from tests import make
from tests.conftest import SignedIn
from tests.marked import mark_everything


def test_every_session_of_theirs_goes_and_no_other(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    here, there = signed_in(mina), signed_in(mina)
    somebody = signed_in(pavel)
    waiting, waiting_for_another = Client(), Client()
    waiting.post("/sign-in/code/", {"email": "mina@example.org"})
    waiting_for_another.post("/sign-in/code/", {"email": "na@example.org"})
    assert Session.objects.count() == 5
    pk = str(mina.pk)

    erase_person(mina)

    left = [session.get_decoded() for session in Session.objects.all()]
    assert len(left) == 2
    assert "mina@example.org" not in str(left)
    assert pk not in str(left)
    assert somebody.get("/account/").status_code == 200
    for browser in (here, there):
        assert browser.get("/account/")["Location"].startswith("/sign-in/")


def test_a_code_that_was_on_its_way_opens_nothing_afterwards(mina: Person) -> None:
    browser = Client()
    browser.post("/sign-in/code/", {"email": "mina@example.org"})
    code = re.findall(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)[0]

    erase_person(mina)

    browser.post("/sign-in/code/confirm/", {"code": code})
    assert browser.get("/account/")["Location"].startswith("/sign-in/")


def test_what_another_device_writes_afterwards_is_not_kept(mina: Person, signed_in: SignedIn) -> None:
    there = signed_in(mina)
    anna = {"nickname": "Anna", "ring": "1", "sphere": "work"}
    there.post("/map/add/", anna)
    assert Contact.objects.get().nickname == "Anna"

    erase_person(mina)
    before = rows()
    answers = [there.post("/map/add/", anna), there.post("/account/keep/"), there.post("/account/return-code/")]

    assert {answer.status_code for answer in answers} == {302, 401}
    assert rows() == before
    assert not Key.objects.exists()


def rows() -> dict[type[Model], int]:
    """How many of each, but for sessions: a page that asks to sign in makes one."""
    return {model: model._base_manager.count() for model in apps.get_models() if model is not Session}  # noqa: SLF001 - Django gives each model one


def test_erasing_one_of_two_leaves_the_other_whole(mina: Person, pavel: Person) -> None:
    mark_everything(mina)
    kept = make.contact(pavel, "Anna")

    erase_person(mina)

    kept.refresh_from_db()
    assert kept.nickname == "Anna"
    assert Person.objects.get(pk=pavel.pk).email == "pavel@example.org"
    assert make.goal(pavel, "I go on.").made_at <= timezone.now()
