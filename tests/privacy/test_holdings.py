"""Every model that knows a person has its place: what it holds is said, taken along, and gone after an erase."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from askel.errand.models import Tick
from askel.people.actions import erase_person
from askel.people.models import Person
from askel.privacy.holdings import HOLDINGS
from askel.privacy.queries import handed_over, held_of
from askel.privacy.taken import everything_of
from askel.privacy.zipped import taken_by_owner, to_zip
from askel.vault.models import Erased, Key
from tests import make
from tests.marked import Marked, all_marks, mark, mark_everything, marks_in

ABOUT_NOBODY = {ContentType, Group, Permission, Tick}
# A key never leaves, the list of erased has nobody in it who is here, and a session's row does not say whose it is.
APART = {Key, Erased, Session}
LET_SOMEBODY_IN = {mark("people_person", "return_code"), mark("letter_enclosure", "words")}
ARE_FILES = {mark("errand_errand", "result")}  # what somebody asked to be made, and took along then


@pytest.fixture
def marked(mina: Person) -> Marked:
    return mark_everything(mina)


def keys_to_a_person(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields if field.related_model is Person}


def test_each_key_to_a_person_has_its_place() -> None:
    held = {(one.model, one.owner) for one in HOLDINGS}
    keys = {(model, name) for model in apps.get_models() for name in keys_to_a_person(model)}

    assert keys
    assert keys - held == set()


def test_each_model_that_is_not_about_nobody_has_its_place() -> None:
    assert {*apps.get_models()} - ABOUT_NOBODY - APART == {one.model for one in HOLDINGS}


def test_each_place_has_a_name_of_its_own() -> None:
    names = [one.name for one in HOLDINGS]

    assert len(names) == len(set(names))


@pytest.mark.usefixtures("marked")
def test_the_file_of_everything_holds_each_word_but_those_that_let_somebody_in(mina: Person) -> None:
    told = json.dumps(everything_of(mina, now=timezone.now()), ensure_ascii=False)

    assert marks_in(told) == all_marks() - LET_SOMEBODY_IN - ARE_FILES


@pytest.mark.usefixtures("marked")
def test_it_holds_no_secret_and_no_word_of_the_other_side(mina: Person) -> None:
    viewer = Person.objects.exclude(pk=mina.pk).first()
    assert viewer

    hers = json.dumps(everything_of(mina, now=timezone.now()))
    his = json.dumps(everything_of(viewer, now=timezone.now()))

    assert "secret_hash" not in hers
    assert "password" not in hers
    assert mina.pk.hex not in his.replace("-", "")
    assert marks_in(his) == set()


@pytest.mark.usefixtures("marked")
def test_the_page_says_how_many_and_no_word(mina: Person, browser: Client) -> None:
    page = browser.get("/mine/").text
    held = {one.holding.name: one.count for _, some in held_of(mina) for one in some}

    assert (held["contacts"], held["moves"], held["shares"]) == (3, 2, 2)
    assert "3 rows" in page
    assert "feed" not in held  # of what there is none, nothing is said
    assert marks_in(page) == set()


@pytest.mark.usefixtures("marked")
def test_counting_costs_one_query(mina: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        held_of(mina)


@pytest.mark.usefixtures("marked")
def test_after_an_erase_nothing_is_held(mina: Person) -> None:
    gone = Person(id=mina.pk, email=mina.email)
    assert held_of(gone)

    erase_person(mina)

    assert held_of(gone) == ()
    assert handed_over(gone).tables == ()
    assert handed_over(gone).sessions == 0


@pytest.mark.usefixtures("marked")
def test_all_of_it_is_one_zip_that_another_program_opens(mina: Person) -> None:
    content = to_zip(taken_by_owner(mina, now=timezone.now(), site="https://askel.example"))

    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert json.loads(archive.read("askel-everything.json"))["askel"] == "everything"
        assert archive.read("map.pdf").startswith(b"%PDF")
        assert mark("plan_move", "what") in archive.read("moves.csv").decode()
        assert mark("journal_answer", "sealed_words") in archive.read("answers.csv").decode()
    assert names == [
        "read-me.txt",
        "askel-everything.json",
        "map.graphml",
        "contacts.csv",
        "ties.csv",
        "days-in-touch.csv",
        "moves.csv",
        "answers.csv",
        "moves.ics",
        "map.pdf",
        "plan.pdf",
        "answers.pdf",
    ]


def test_somebody_who_has_nothing_yet_gets_a_file_too(mina: Person) -> None:
    content = to_zip(taken_by_owner(mina, now=timezone.now(), site="https://askel.example"))

    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert json.loads(archive.read("askel-everything.json"))["contacts"] == []


def test_a_server_that_makes_no_pdf_gives_the_rest_and_says_so(
    mina: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint.py").write_text('raise OSError("cannot load library libpango-1.0-0")')
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    content = to_zip(taken_by_owner(mina, now=timezone.now(), site="https://askel.example"))

    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert "could not make these files: map.pdf, plan.pdf, answers.pdf." in archive.read("read-me.txt").decode()
        assert not [name for name in archive.namelist() if name.endswith(".pdf")]


def test_the_file_is_taken_on_the_page_and_names_nobody(browser: Client) -> None:
    answer = browser.get("/mine/everything.zip")

    today = timezone.localdate().isoformat()
    assert answer["Content-Disposition"] == f'attachment; filename="askel-everything-{today}.zip"'
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    assert zipfile.is_zipfile(BytesIO(answer.content))


def test_asked_too_often_the_page_says_when_to_come_again(browser: Client) -> None:
    for _ in range(10):
        browser.head("/mine/everything.zip")

    refused = browser.get("/mine/everything.zip")

    assert refused.status_code == 429
    assert "Wait ten minutes" in refused.text


def test_in_finnish_the_tables_are_in_finnish(mina: Person, browser: Client) -> None:
    make.move(mina)

    with zipfile.ZipFile(
        BytesIO(browser.get("/mine/everything.zip", headers={"Accept-Language": "fi"}).content)
    ) as archive:
        assert "Päivä" in archive.read("moves.csv").decode()
        assert "lueminut.txt" in archive.namelist()
