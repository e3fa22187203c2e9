"""What was taken along comes in at another Askel as it was, and nothing that is there is changed."""

import copy
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any, cast
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils import timezone

from askel.lib.refused import Refused
from askel.netmap.models import Contact, Encounter, Snapshot
from askel.people.actions import erase_person
from askel.people.models import Person
from askel.people.request import PersonRequest
from askel.plan.actions import undo_check_in
from askel.plan.models import Goal, Move
from askel.privacy import views
from askel.privacy.actions import Came, bring_everything
from askel.privacy.holdings import HOLDINGS
from askel.privacy.reading import MOST_ROWS, UnreadableFileError, read_everything
from askel.privacy.taken import everything_of, to_json
from askel.privacy.zipped import taken_by_owner, to_zip
from askel.steps.models import Fact
from askel.web.pages import IN_SPARE_THREAD, BesideResponse
from tests import make
from tests.marked import mark_everything, marks_in

Told = dict[str, Any]
LISTS = [one.name for one in HOLDINGS if one.comes_back]


def taken(person: Person) -> Told:
    told: Told = json.loads(to_json(everything_of(person, now=timezone.now())))
    return told


def bring(told: Told, by: Person) -> dict[str, Came]:
    came = bring_everything(read_everything(json.dumps(told).encode()), by=by, now=timezone.now())
    return {one.holding.name: one for one in came}


def lists_of(told: Told) -> dict[str, list[Told]]:
    return {name: sorted(told[name], key=lambda row: str(row.get("id", ""))) for name in LISTS}


@pytest.fixture
def told(mina: Person) -> Told:
    mark_everything(mina)
    return taken(mina)


def test_what_was_erased_here_and_is_brought_again_is_the_same_file(mina: Person, pavel: Person, told: Told) -> None:
    assert all(told[name] for name in LISTS)
    erase_person(mina)

    came = bring(told, pavel)

    assert lists_of(taken(pavel)) == lists_of(told)
    assert {name: (one.new, one.here, one.out) for name, one in came.items()} == {
        name: (len(told[name]), 0, 0) for name in LISTS
    }


def test_while_the_first_owner_is_here_it_is_the_same_under_other_ids(mina: Person, pavel: Person, told: Told) -> None:
    before = taken(mina)

    bring(told, pavel)

    assert lists_of(taken(mina)) == lists_of(before)
    his = taken(pavel)
    assert {name: len(his[name]) for name in LISTS} == {name: len(told[name]) for name in LISTS}
    ids = {row["id"] for name in LISTS for row in told[name] if "id" in row}
    assert ids.isdisjoint(row["id"] for name in LISTS for row in his[name] if "id" in row)
    assert marks_in(json.dumps(his)) == marks_in(json.dumps({name: told[name] for name in LISTS}))
    assert {dot["id"] for dot in his["snapshots"][0]["kept"]["contacts"]} == {row["id"] for row in his["contacts"]}
    assert Move.objects.of(pavel).first().contact.owner == pavel  # type: ignore[union-attr] # it is there


def test_what_came_of_a_move_still_belongs_to_it_under_another_id(pavel: Person, told: Told) -> None:
    bring(told, pavel)
    done = Move.objects.of(pavel).exclude(done_at=None).get()
    assert Encounter.objects.of(pavel).filter(about=done.pk).exists()

    undo_check_in(done, done.check_ins.get().pk, by=pavel, now=timezone.now())

    assert not Encounter.objects.of(pavel).filter(about=done.pk).exists()
    assert not Fact.objects.of(pavel).filter(kind=Fact.Kind.MOVE_DONE).exists()


def test_bringing_twice_adds_nothing_twice(pavel: Person, told: Told) -> None:
    bring(told, pavel)
    before = taken(pavel)

    again = bring(told, pavel)

    assert lists_of(taken(pavel)) == lists_of(before)
    assert {(one.new, one.out) for one in again.values()} == {(0, 0)}


def test_it_comes_back_into_the_place_where_it_was_made(mina: Person, told: Told) -> None:
    assert {(one.new, one.out) for one in bring(told, mina).values()} == {(0, 0)}


def test_what_is_here_stays_and_goals_without_a_place_stay_out(pavel: Person, told: Told) -> None:
    kept = [make.goal(pavel, f"Goal {n}") for n in range(3)]
    answer = make.answer(pavel, "mine")

    came = bring(told, pavel)

    assert set(Goal.objects.of(pavel).values_list("pk", flat=True)) == {goal.pk for goal in kept}
    assert (came["goals"].new, came["goals"].out) == (0, 1)
    answer.refresh_from_db()
    assert answer.words.asks == {"small-thing": "mine"}
    assert came["answers"].here == 1


def test_a_goal_takes_a_place_that_is_free(pavel: Person, told: Told) -> None:
    make.goal(pavel)

    bring(told, pavel)

    assert sorted(Goal.objects.of(pavel).values_list("slot", flat=True)) == [1, 2]


def test_a_goal_that_has_ended_needs_no_place(pavel: Person, told: Told) -> None:
    for n in range(3):
        make.goal(pavel, f"Goal {n}")
    told["goals"][0] |= {"closed_at": told["goals"][0]["made_at"], "ending": "reached"}

    assert bring(told, pavel)["goals"].new == 1


def test_reminders_of_days_to_come_are_owed(pavel: Person, told: Told) -> None:
    bring(told, pavel)

    pavel.refresh_from_db()
    assert pavel.keep_until == timezone.localdate() + timedelta(days=1)
    assert [row["kind"] for row in taken(pavel)["letters"]] == ["move"]


def test_rows_whose_other_end_is_not_in_the_file_are_left_out(pavel: Person, told: Told) -> None:
    told["contacts"], told["goals"] = [], []

    came = bring(told, pavel)

    assert (came["ties"].out, came["encounters"].out, came["rhythms"].out) == (1, 1, 1)
    assert {move.contact_id for move in Move.objects.of(pavel)} == {None}


Change = Callable[[Told], object]
DAMAGES: dict[str, Change] = {
    "an id that is none": lambda told: told["contacts"][0].update(id="no"),
    "no id": lambda told: told["moves"][0].pop("id"),
    "a ring that is none": lambda told: told["contacts"][0].update(ring=9),
    "a word for a number": lambda told: told["contacts"][0].update(ring="near"),
    "a yes for a number": lambda told: told["contacts"][0].update(ring=True),
    "a list for words": lambda told: told["goals"][0].update(wish=["a"]),
    "too long": lambda told: told["goals"][0].update(wish="a" * 501),
    "no moment": lambda told: told["moves"][0].pop("made_at"),
    "a moment without a zone": lambda told: told["moves"][0].update(made_at="2026-01-01T10:00:00"),
    "a moment that has not come": lambda told: told["moves"][0].update(made_at="2126-01-01T10:00:00+00:00"),
    "a day long ago": lambda told: told["encounters"][0].update(on="1026-01-01"),
    "details that are none": lambda told: told["contacts"][0].update(details={"often": "now and then"}),
    "details without end": lambda told: told["contacts"][0].update(details={"meaning": "a" * 2001}),
    "a kept map that is none": lambda told: told["snapshots"][0].update(kept={"contacts": [{}], "ties": []}),
    "an answer of numbers": lambda told: told["answers"][0].update(sealed_words={"asks": {"a": 5}}),
    "an answer without end": lambda told: told["answers"][0].update(sealed_words={"asks": {"a": "a" * 40_001}}),
    "done and let go": lambda told: told["moves"][1].update(dropped_at=told["moves"][1]["done_at"]),
    "a tie to oneself": lambda told: told["ties"][0].update(a=told["ties"][0]["b"]),
    "a result that is none": lambda told: told["check_ins"][0].update(result="perhaps"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_row_is_named_and_nothing_comes_in(damage: str, pavel: Person, told: Told) -> None:
    broken = copy.deepcopy(told)
    DAMAGES[damage](broken)

    with pytest.raises(Refused, match="Take everything along"):
        bring(broken, pavel)

    assert not Contact.objects.ever_of(pavel).exists()
    assert not Move.objects.of(pavel).exists()


def zipped(**files: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "-") + ".json", content)
    return held.getvalue()


UNREADABLE = {
    b"": "not the file that is wanted",
    b"\x89PNG": "not the file that is wanted",
    b"[1, 2": "not the file that is wanted",
    b'{"askel": "map", "version": 1}': "not the file that is wanted",
    b"[]": "not the file that is wanted",
    b'{"askel": NaN}': "not the file that is wanted",
    b"[" * 100_000: "not the file that is wanted",
    b'{"askel": "everything", "version": 2}': "newer Askel",
    b'{"askel": "everything", "version": "1"}': "is damaged",
    b'{"askel": "everything", "version": 1, "moves": 5}': "is damaged",
    b'{"askel": "everything", "version": 1, "moves": [5]}': "is damaged",
    b'{"askel": "everything",\n "version": 1, "moves": [': "damaged at line 2",
    b'{"askel": "everything", "version": 1, "moves": [%s]}' % b",".join([b"{}"] * (MOST_ROWS + 1)): "more rows",
    b"a" * (5 * 1024 * 1024 + 1): "larger than 5 MB",
    b"PK\x03\x04 and then": "zip is damaged",
    zipped(other=b"{}"): "not the file that is wanted",
    zipped(askel_everything=b"[" + b" " * (16 * 1024 * 1024)): "larger than 16 MB",
}


@pytest.mark.parametrize(("content", "words"), UNREADABLE.items(), ids=range(len(UNREADABLE)))
def test_what_is_no_file_of_everything_gets_one_sentence(content: bytes, words: str, browser: Client) -> None:
    page = browser.post("/mine/bring/", {"file": SimpleUploadedFile("f.zip", content)})

    assert page.status_code == 200
    assert words in page.text


def test_without_a_file_the_page_asks_for_it(browser: Client) -> None:
    assert "Choose the zip" in browser.post("/mine/bring/").text


def test_the_zip_comes_in_on_the_page_and_it_says_what_came(
    mina: Person, pavel: Person, signed_in: Callable[[Person], Client]
) -> None:
    make.contact(mina)
    make.move(mina)
    content = to_zip(taken_by_owner(mina, now=timezone.now(), site="https://askel.example"))

    page = signed_in(pavel).post("/mine/bring/", {"file": SimpleUploadedFile("x.zip", content)}).text

    assert "What came" in page
    assert "1 came" in page
    assert Contact.objects.of(pavel).get().nickname == Contact.objects.of(mina).get().nickname


def test_where_there_are_spare_threads_the_file_is_read_in_one(mina: Person) -> None:
    request = cast("PersonRequest", RequestFactory().post("/mine/bring/", {"file": SimpleUploadedFile("x.zip", b"{}")}))
    request.user, request.META[IN_SPARE_THREAD] = mina, True

    response = views.bring(request)

    assert isinstance(response, BesideResponse)
    assert isinstance(response.made().exception(), UnreadableFileError)


def test_an_empty_file_of_everything_holds_nothing(browser: Client) -> None:
    empty = b'{"askel": "everything", "version": 1}'

    assert "The file holds nothing." in browser.post("/mine/bring/", {"file": SimpleUploadedFile("x", empty)}).text


def test_many_files_in_a_short_time_are_refused(browser: Client) -> None:
    empty = b'{"askel": "everything", "version": 1}'
    for _ in range(20):
        browser.post("/mine/bring/", {"file": SimpleUploadedFile("x", empty)})

    assert browser.post("/mine/bring/", {"file": SimpleUploadedFile("x", empty)}).status_code == 429


def row(pk: int, **values: object) -> Told:
    return {"id": str(UUID(int=pk)), **values}


def test_a_full_map_a_full_shelf_and_a_full_plan_say_so(pavel: Person, told: Told) -> None:
    bare: Told = {"askel": "everything", "version": 1}
    contact, move, shelf = (dict(told[name][0]) for name in ("contacts", "moves", "snapshots"))
    many = {
        "contacts": [contact | row(n) for n in range(501)],
        "moves": [move | row(n) for n in range(201)],
        "snapshots": [shelf | row(n) for n in range(101)],
    }
    for name, rows in many.items():
        with pytest.raises(Refused):
            bring(bare | {name: rows}, pavel)
    assert not Snapshot.objects.of(pavel).exists()
