"""Every sealed field of every model: its word is where its owner reads it, nowhere else, and gone after an erase.

The list of fields comes from the models. A new field without its word in ``tests/marked.py`` fails here.
"""

import logging
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connections, models
from django.test import Client
from django.urls import reverse

from askel.errand.models import Tick
from askel.letter.kinds import CODE
from askel.letter.models import Letter
from askel.letter.writing import message_of
from askel.people.actions import erase_person
from askel.people.models import Person
from askel.plan.feed import make_feed
from askel.web.log import WithoutWords
from tests import make, test_access
from tests.conftest import SignedIn
from tests.marked import Marked, all_marks, mark, mark_everything, marks_in, sealed_fields

PRESSED = {
    "carry:take_png",
    "carry:take_pdf",
    "carry:blank_pdf",
    "plan:take_pdf",
    "plan:sheets_pdf",
    "privacy:take",
}  # made of the rest
ENDING = {"people:erase", "people:sign_out", "people:remove_passkey"}
ON_NO_PAGE = {  # no page shows results yet, the loop alone has the letter, and reports are for the host's command
    mark("sharing_report", "reported"),
    mark("sharing_report", "words"),
    mark("errand_errand", "result"),
    mark("letter_enclosure", "words"),
}
ABOUT_NOBODY = {ContentType, Group, Permission, Tick}
NOT_MADE = {"account_emailconfirmation"}  # addresses are proved by codes


@pytest.fixture
def marked(mina: Person) -> Marked:
    return mark_everything(mina)


def ids_of(marked: Marked) -> dict[test_access.Arguments, UUID]:
    """What a page of one row is asked for, by how the table of pages makes such a row."""
    return {
        test_access.a_contact: marked.contact,
        test_access.a_goal: marked.goal,
        test_access.a_move: marked.move,
        test_access.a_done_move: marked.done,
        test_access.a_snapshot: marked.snapshot,
        test_access.a_share: marked.share,
        test_access.a_remark_on_a_share: marked.remark,
    }


def addresses(owner: Person, marked: Marked) -> Iterator[str]:
    """Of every page that answers at once, about what the member has."""
    ids = ids_of(marked)
    for name, row in test_access.PAGES.items():
        if name not in PRESSED | ENDING:
            pk = ids.get(row.arguments)
            yield reverse(name, kwargs={"pk": pk} if pk else row.arguments(owner))


def rows_of(model: type[models.Model]) -> models.QuerySet[models.Model]:
    return model._base_manager.all()  # noqa: SLF001 - Django gives each model one


def said(response: Any) -> str:  # noqa: ANN401 - Django's test client has a kind of its own
    """All of an answer, its head too."""
    body = b"".join(response) if response.streaming else response.content
    return f"{response.headers} {unescape(body.decode('utf-8', 'replace'))}"


def held() -> Iterator[bytes]:
    """Each cell of each table of both databases, as it lies."""
    for name in ("default", "vault"):
        with connections[name].cursor() as cursor:
            for table in connections[name].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of ours
                for row in cursor.fetchall():
                    yield from (bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in row)


@pytest.mark.parametrize(("model", "field"), list(sealed_fields()), ids=lambda one: getattr(one, "__name__", one))
@pytest.mark.usefixtures("marked")
def test_every_sealed_field_has_its_word(model: type[models.Model], field: str) -> None:
    word = mark(model._meta.db_table, field)

    assert any(word in getattr(row, field) for row in rows_of(model))


def test_no_cell_of_a_database_and_no_session_holds_one(mina: Person, marked: Marked, signed_in: SignedIn) -> None:
    browser = signed_in(mina)
    for address in addresses(mina, marked):
        browser.get(address)
    browser.post(reverse("plan:change_move", args=[marked.move]), {"what": mark("plan_move", "what"), "version": "9"})

    assert marks_in(b"|".join(held()).decode("utf-8", "replace")) == set()
    assert marks_in(str([session.get_decoded() for session in Session.objects.all()])) == set()


def test_its_owner_reads_them_and_no_address_on_a_page_holds_one(
    mina: Person, marked: Marked, signed_in: SignedIn, caplog: pytest.LogCaptureFixture
) -> None:
    browser = signed_in(mina)
    with caplog.at_level(logging.INFO):
        pages = [said(browser.get(address)) for address in addresses(mina, marked)]

    assert marks_in("".join(pages)) == all_marks() - ON_NO_PAGE
    links = re.findall(r'(?:href|action|src|hx-\w+)="([^"]*)"', "".join(pages))
    assert marks_in(" ".join(one for one in links if not one.startswith("mailto:"))) == set()
    assert marks_in("\n".join(WithoutWords().format(record) for record in caplog.records)) == set()


@pytest.mark.parametrize("role", ["visitor", "guest", "other"])
def test_nobody_else_gets_one(role: str, mina: Person, pavel: Person, marked: Marked, signed_in: SignedIn) -> None:
    browser = Client() if role == "visitor" else signed_in(pavel if role == "other" else make.guest())

    for address in addresses(mina, marked):
        for answer in (browser.get(address), browser.post(address)):
            assert marks_in(said(answer)) == set(), address


@pytest.mark.usefixtures("marked")
def test_no_letter_that_is_owed_holds_one() -> None:
    letters = [message_of(letter) for letter in Letter.objects.exclude(kind=CODE)]

    assert letters
    assert marks_in("".join(letter.message().as_string() for letter in letters if letter)) == set()


@pytest.mark.usefixtures("marked")
def test_an_erase_leaves_no_row_of_the_member(mina: Person) -> None:
    make_feed(by=mina, now=make.NOON, version=0)
    test_access.a_passkey(mina)
    tables = [model for model in apps.get_models() if model not in ABOUT_NOBODY | {Session}]
    empty = {model._meta.db_table for model in tables if not rows_of(model).exists()}
    assert empty == NOT_MADE | {"vault_erased"}

    erase_person(mina)

    left = {model._meta.db_table: rows_of(model).count() for model in tables if rows_of(model).exists()}
    # Guests to whom she showed something, and those of support; a letter owed to one of them, which the loop drops,
    # and the yes of the one whom she supported.
    assert left == {"people_person": 4, "vault_key": 4, "letter_letter": 1, "vault_erased": 1, "people_consent": 1}
