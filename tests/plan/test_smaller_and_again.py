"""A move too big is split in place, one may come again, and one may be pictured before."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from askel.lib.ids import uuid7
from askel.netmap.actions import forget_contact
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.plan.actions import (
    FullPlanError,
    Intended,
    MoveChangedError,
    MoveEndedError,
    Split,
    change_move,
    drop_move,
    finish_move,
    picture_move,
    postpone_move,
    split_move,
    undo_check_in,
)
from askel.plan.models import Every, Move, Size
from askel.plan.rules import MOST_OPEN_MOVES, MOST_TURNS, again_on
from askel.steps.models import Fact
from tests import make
from tests.conftest import SignedIn

PARTS = Split("I look up her address.", "I write to her.")


# Smaller


def test_the_move_keeps_its_first_part_and_the_rest_waits_without_a_day(mina: Person) -> None:
    goal = make.goal(mina)
    move = make.move(mina, on=make.TODAY, goal=goal.pk, factor="the course", cue="I get home", minutes=Size.HOUR)

    first = split_move(move, PARTS, by=mina, version=1, now=make.NOON)

    rest = Move.objects.of(mina).exclude(pk=move.pk).get()
    assert (first.pk, first.what, first.on, first.cue, first.minutes) == (
        move.pk,
        PARTS.first,
        make.TODAY,
        "I get home",
        Size.FIFTEEN,
    )
    assert (rest.what, rest.on, rest.contact, rest.goal, rest.factor) == (
        PARTS.rest,
        None,
        move.contact,
        goal,
        "the course",
    )
    assert Fact.objects.of(mina).filter(kind=Fact.Kind.MOVE_PLANNED).count() == 2


@pytest.mark.parametrize(
    ("size", "smaller"),
    [(Size.HOUR, 15), (Size.FIFTEEN, 5), (Size.FIVE, 5), (None, None)],
)
def test_it_becomes_one_size_smaller(mina: Person, size: Size | None, smaller: int | None) -> None:
    move = make.move(mina, minutes=size)

    assert split_move(move, Split("less"), by=mina, version=1, now=make.NOON).minutes == smaller
    assert Move.objects.of(mina).count() == 1


def test_two_taps_split_it_once(mina: Person) -> None:
    move, once = make.move(mina), uuid7()

    for _ in range(2):
        split_move(move, Split("first", "rest", once), by=mina, version=1, now=make.NOON)

    assert Move.objects.of(mina).count() == 2


def test_two_taps_without_a_rest_split_it_once(mina: Person) -> None:
    move, once = make.move(mina, minutes=Size.HOUR), uuid7()

    split = [split_move(move, Split("first", "", once), by=mina, version=1, now=make.NOON) for _ in range(2)]

    assert [one.minutes for one in split] == [Size.FIFTEEN, Size.FIFTEEN]
    assert Move.objects.of(mina).get().version == 2


@pytest.mark.parametrize("other", [("another first", "rest"), ("first", "another rest"), ("first", "")])
def test_other_words_typed_after_going_back_are_not_dropped(other: tuple[str, str], mina: Person) -> None:
    move, once = make.move(mina), uuid7()
    split_move(move, Split("first", "rest", once), by=mina, version=1, now=make.NOON)

    with pytest.raises(MoveChangedError):  # both are shown, and saving again keeps what stands in the boxes
        split_move(move, Split(*other, once), by=mina, version=1, now=make.NOON)

    again = split_move(move, Split(*other, once), by=mina, version=2, now=make.NOON)
    assert again.what == other[0]


def test_what_another_device_changed_or_ended_is_not_split(mina: Person) -> None:
    move = make.move(mina)
    with pytest.raises(MoveChangedError):
        split_move(move, PARTS, by=mina, version=7, now=make.NOON)

    drop_move(move, by=mina, now=make.NOON)
    with pytest.raises(MoveEndedError):
        split_move(move, PARTS, by=mina, version=2, now=make.NOON)
    assert Move.objects.of(mina).count() == 1


def test_a_full_plan_has_no_room_for_the_rest(mina: Person) -> None:
    move = make.move(mina)
    Move.objects.bulk_create([Move(owner=mina, what="x", made_at=make.NOON) for _ in range(MOST_OPEN_MOVES - 1)])

    with pytest.raises(FullPlanError):
        split_move(move, PARTS, by=mina, version=1, now=make.NOON)

    move.refresh_from_db()
    assert move.what == "I ask for 20 minutes."


def test_the_page_has_two_boxes_and_keeps_the_words(mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina, "I prepare everything.")
    client, address = signed_in(mina), f"/plan/moves/{move.pk}/smaller/"

    opened = client.get(address).text
    empty = client.post(address, {"first": " ", "rest": "the rest", "version": "1"}).text
    stale = client.post(address, {"first": "one thing", "rest": "", "version": "9"}).text
    page = client.post(address, {"first": "one thing", "rest": "the rest", "version": "1"}, follow=True).text

    assert f'href="{address}"' in client.get(f"/plan/moves/{move.pk}/").text
    assert opened.count("<textarea") == 2
    assert "I prepare everything." in opened
    assert "Write the first small part." in empty
    assert "the rest" in empty
    assert "This was changed on another device." in stale
    assert "one thing" in page
    assert [one.what for one in Move.objects.of(mina).order_by("pk")] == ["one thing", "the rest"]


def test_a_move_that_has_ended_is_told_so_by_both_pages(mina: Person, signed_in: SignedIn) -> None:
    move = make.done_move(mina)
    client = signed_in(mina)

    for page, words in (("smaller", {"first": "x"}), ("picture", {"picture": "x"})):
        address = f"/plan/moves/{move.pk}/{page}/"
        assert client.get(address)["Location"] == f"/plan/moves/{move.pk}/"
        assert "This move has ended already." in client.post(address, {**words, "version": "2"}).text


# Pictured


def test_a_line_pictures_it_and_is_read_on_the_page(mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina)
    client, address = signed_in(mina), f"/plan/moves/{move.pk}/picture/"

    client.post(address, {"picture": "The bench by the library.", "version": "1"})
    stale = client.post(address, {"picture": "other words", "version": "1"}).text

    assert "The bench by the library." in client.get(f"/plan/moves/{move.pk}/").text
    assert "The bench by the library." in stale
    assert "other words" in stale


def test_the_picture_goes_with_the_contact(mina: Person) -> None:
    move = picture_move(make.move(mina), "Anna's kitchen", by=mina, version=1)

    forget_contact(Contact.objects.of(mina).get(), by=mina)

    move.refresh_from_db()
    assert move.picture == ""


# Again


@pytest.mark.parametrize(
    ("day", "every", "today", "again"),
    [
        (date(2026, 11, 24), Every.WEEK, date(2026, 11, 24), date(2026, 12, 1)),
        (date(2026, 11, 3), Every.WEEK, date(2026, 11, 24), date(2026, 12, 1)),
        (date(2026, 12, 20), Every.WEEK, date(2026, 11, 24), date(2026, 12, 27)),
        (date(2026, 11, 24), Every.TWO_WEEKS, date(2026, 11, 24), date(2026, 12, 8)),
        (date(2026, 11, 24), Every.MONTH, date(2026, 11, 24), date(2026, 12, 24)),
        (date(2026, 12, 31), Every.MONTH, date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), Every.MONTH, date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 31), Every.MONTH, date(2028, 1, 31), date(2028, 2, 29)),
        (date(2028, 2, 29), Every.MONTH, date(2028, 2, 29), date(2028, 3, 29)),
        (date(2028, 1, 29), Every.MONTH, date(2028, 3, 1), date(2028, 3, 29)),
        (date(2028, 2, 22), Every.WEEK, date(2028, 2, 22), date(2028, 2, 29)),
    ],
)
def test_the_next_day_is_in_the_rhythm_and_ahead(day: date, every: Every, today: date, again: date) -> None:
    assert again_on(day, every, today) == again


def weekly(person: Person, on: date | None = make.TODAY) -> Move:
    return make.move(person, on=on, every=Every.WEEK, minutes=Size.FIVE, cue="I get home", factor="the course")


def test_when_it_is_done_the_next_waits_on_its_day(mina: Person) -> None:
    move = picture_move(weekly(mina), "the tram", by=mina, version=1)

    finish_move(move, by=mina, now=make.NOON, today=make.TODAY)

    again = Move.objects.of(mina).open().get()
    assert (again.on, again.turn, again.after) == (make.TODAY + timedelta(days=7), 2, move)
    assert (again.what, again.cue, again.factor, again.picture) == (move.what, "I get home", "the course", "the tram")
    assert (again.contact, again.every, again.minutes) == (move.contact, Every.WEEK, Size.FIVE)
    assert Fact.objects.of(mina).filter(kind=Fact.Kind.MOVE_PLANNED).count() == 2


def test_done_twice_plans_the_next_once(mina: Person) -> None:
    move = weekly(mina, on=None)

    for _ in range(2):
        finish_move(move, by=mina, now=make.NOON, today=make.TODAY)

    assert Move.objects.of(mina).open().get().on == make.TODAY + timedelta(days=7)


def test_it_ends_when_it_is_let_go(mina: Person) -> None:
    drop_move(weekly(mina), by=mina, now=make.NOON)

    assert not Move.objects.of(mina).open().exists()


def test_it_comes_twelve_times_at_most(mina: Person) -> None:
    move: Move | None = weekly(mina)

    while move:
        finish_move(move, by=mina, now=make.NOON, today=make.TODAY)
        move = Move.objects.of(mina).open().first()

    assert Move.objects.of(mina).count() == MOST_TURNS


def test_who_takes_done_back_has_one_move_again(mina: Person) -> None:
    move = weekly(mina)
    said = finish_move(move, by=mina, now=make.NOON, today=make.TODAY)

    undo_check_in(move, said.pk, by=mina, now=make.NOON)

    assert Move.objects.of(mina).get() == move
    assert Fact.objects.of(mina).filter(kind=Fact.Kind.MOVE_PLANNED).count() == 1


def test_a_next_one_that_was_touched_stays_and_comes_once(mina: Person) -> None:
    move = weekly(mina)
    said = finish_move(move, by=mina, now=make.NOON, today=make.TODAY)
    again = Move.objects.of(mina).open().get()
    postpone_move(again, make.TODAY + timedelta(days=9), by=mina, now=make.NOON)

    undo_check_in(move, said.pk, by=mina, now=make.NOON)
    finish_move(move, by=mina, now=make.NOON, today=make.TODAY)

    assert Move.objects.of(mina).open().get() == again


# Size


def test_a_move_has_the_size_of_its_idea(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)

    form = client.get("/plan/moves/add/?idea=ask-20-minutes").text
    client.post("/plan/moves/add/", {"what": "I ask.", "idea": "ask-20-minutes", "when": "none"})
    client.post("/plan/moves/add/", {"what": "I ask more.", "idea": "ask-20-minutes", "minutes": "", "when": "none"})

    assert 'value="15" id="id_minutes_1" checked' in " ".join(form.split())
    assert [one.minutes for one in Move.objects.of(mina).order_by("pk")] == [15, None]


def test_the_page_reads_size_and_rhythm_back(mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina, on=timezone.localdate(), minutes=Size.FIFTEEN, every=Every.TWO_WEEKS)

    page = signed_in(mina).get(f"/plan/moves/{move.pk}/").text

    assert "It takes a quarter of an hour. I do it again every two weeks." in page


def test_the_database_keeps_size_and_rhythm_true(mina: Person) -> None:
    move = make.move(mina)

    for wrong in ({"minutes": 7}, {"every": "hour"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Move.objects.filter(pk=move.pk).update(**wrong)


def test_two_devices_see_size_and_rhythm(mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina, "words", contact=None)
    told = Intended("words", minutes=Size.HOUR, every=Every.MONTH)
    change_move(move, told, by=mina, version=1, now=make.NOON)

    page = (
        signed_in(mina).post(f"/plan/moves/{move.pk}/change/", {"what": "words", "when": "none", "version": "1"}).text
    )

    assert page.count("On the other device it says:") == 2
