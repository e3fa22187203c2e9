"""Whether a plan moves: one table of days and counts, and what steps is told."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askel.netmap.actions import forget_contact
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.plan.actions import (
    Intended,
    Split,
    change_move,
    drop_move,
    finish_move,
    postpone_move,
    split_move,
    undo_check_in,
)
from askel.plan.models import Move
from askel.plan.moving import look_at_all, tell
from askel.plan.pace import ask_for_talk, end_pause, pause, take_back_talk
from askel.plan.standing import PlanState, asks_what_helps, is_put_off, movement_of
from askel.steps.models import Movement
from askel.steps.movement import NOTHING_PLANNED, Because, Coded, State
from askel.steps.queries import Moving, movements
from tests import make

TODAY = make.TODAY
MOVING, NO_MOVE = Coded(State.MOVING), Coded(State.STILL, Because.NO_MOVE)
TWICE = Coded(State.STILL, Because.MOVED_TWICE)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


TABLE = {
    "nothing was ever planned": (PlanState(), NOTHING_PLANNED),
    "planned today": (PlanState(first_on=TODAY), MOVING),
    "planned 13 days ago, not done": (PlanState(first_on=ago(13)), MOVING),
    "planned 14 days ago, not done": (PlanState(first_on=ago(14)), NO_MOVE),
    "done 13 days ago": (PlanState(first_on=ago(90), done_on=ago(13)), MOVING),
    "done 14 days ago": (PlanState(first_on=ago(90), done_on=ago(14)), NO_MOVE),
    "done long ago, the next is today": (PlanState(first_on=ago(90), done_on=ago(40), next_on=TODAY), MOVING),
    "done long ago, the next in 13 days": (PlanState(first_on=ago(90), done_on=ago(40), next_on=ahead(13)), MOVING),
    "done long ago, the next in 14 days": (PlanState(first_on=ago(90), done_on=ago(40), next_on=ahead(14)), NO_MOVE),
    "put off once": (PlanState(first_on=ago(3), next_on=ahead(1), put_off=1), MOVING),
    "put off twice, though it has a day": (PlanState(first_on=ago(3), next_on=ahead(1), put_off=2), TWICE),
    "put off twice, and no move besides": (PlanState(first_on=ago(30), put_off=3), TWICE),
    "paused": (PlanState(first_on=ago(30), paused_until=ahead(5)), Coded(State.PAUSED, until=ahead(5))),
    "paused before anything was planned": (PlanState(paused_until=ahead(5)), Coded(State.PAUSED, until=ahead(5))),
    "the pause ends today": (PlanState(first_on=ago(30), paused_until=TODAY), MOVING),
    "the pause ended two weeks ago": (PlanState(first_on=ago(60), paused_until=ago(14)), NO_MOVE),
    "asks for a talk": (PlanState(first_on=ago(3), asks=True), Coded(State.ASKS)),
    "asks for a talk and stands still": (PlanState(asks=True), Coded(State.ASKS, Because.NO_PLAN_YET)),
    "asks for a talk in a pause": (PlanState(first_on=ago(3), paused_until=ahead(5), asks=True), Coded(State.ASKS)),
}


@pytest.mark.parametrize(("state", "coded"), TABLE.values(), ids=TABLE.keys())
def test_each_state_is_said_as_its_code(state: PlanState, coded: Coded) -> None:
    assert movement_of(state, TODAY) == coded


days = st.none() | st.integers(-60, 0).map(ahead)


@given(
    st.builds(
        PlanState,
        first_on=days,
        done_on=days,
        next_on=st.none() | st.integers(0, 60).map(ahead),
        put_off=st.integers(0, 5),
        paused_until=st.none() | st.integers(-60, 60).map(ahead),
        asks=st.booleans(),
    )
)
def test_whatever_a_plan_holds_its_code_is_whole(state: PlanState) -> None:
    coded = movement_of(state, TODAY)

    assert (coded.state == State.PAUSED) == (coded.until is not None)
    assert coded.because or coded.state != State.STILL
    assert coded.because is None or coded.state in {State.STILL, State.ASKS}


@pytest.mark.parametrize(
    ("before", "to", "is_off"),
    [
        (TODAY, ahead(1), True),
        (TODAY, ago(1), False),
        (None, TODAY, False),
        (TODAY, None, False),
        (TODAY, TODAY, False),
    ],
)
def test_only_a_later_day_puts_off(before: date | None, to: date | None, is_off: bool) -> None:  # noqa: FBT001 - a row of a table
    assert is_put_off(before, to) == is_off


def test_the_page_asks_after_each_second_time() -> None:
    assert [asks_what_helps(times) for times in range(6)] == [False, False, True, False, True, False]


# What steps is told


def told(person: Person) -> Moving:
    return movements([person.pk])[person.pk]


def put_off_twice(person: Person) -> Move:
    move = make.move(person, on=TODAY)
    for days_ahead in (1, 2):
        postpone_move(move, ahead(days_ahead), by=person, now=make.NOON)
    return move


def test_whoever_planned_nothing_has_no_plan_yet(sam: Person) -> None:
    assert told(sam) == Moving(NOTHING_PLANNED, None)


def test_planning_is_told_with_the_day(mina: Person) -> None:
    make.move(mina)

    assert told(mina) == Moving(MOVING, TODAY)


def test_moved_twice_is_told_until_it_is_done(mina: Person) -> None:
    move = put_off_twice(mina)
    assert told(mina).coded == TWICE

    finish_move(move, by=mina, now=make.NOON, today=TODAY)
    assert told(mina).coded == MOVING


def test_moved_a_third_time_is_moved_twice_still(mina: Person) -> None:
    postpone_move(put_off_twice(mina), ahead(3), by=mina, now=make.NOON)

    assert told(mina).coded == TWICE


def test_taking_back_the_second_time_is_told_as_well(mina: Person) -> None:
    move = put_off_twice(mina)
    last = move.check_ins.order_by("pk").last()
    assert last

    undo_check_in(move, last.pk, by=mina, now=make.NOON)

    assert told(mina).coded == MOVING


@pytest.mark.parametrize("ease", ["smaller", "another person", "let go"])
def test_what_was_made_easier_begins_anew(mina: Person, ease: str) -> None:
    move = put_off_twice(mina)
    move.refresh_from_db()

    if ease == "smaller":
        split_move(move, Split("I look up her address."), by=mina, version=move.version, now=make.NOON)
    elif ease == "let go":
        drop_move(move, by=mina, now=make.NOON)
    else:
        other = Intended(move.what, newcomer="Leila", on=move.on)
        change_move(move, other, by=mina, version=move.version, now=make.NOON)

    assert told(mina).coded == MOVING


def test_a_later_day_in_the_form_puts_off_too(mina: Person) -> None:
    move = make.move(mina, "I ask.", contact=None, on=TODAY)

    for version in (1, 2):
        change_move(move, Intended("I ask.", on=ahead(version)), by=mina, version=version, now=make.NOON)

    assert told(mina).coded == TWICE


def test_days_pass_by_themselves_and_the_night_tells_it(mina: Person, pavel: Person) -> None:
    make.move(mina)
    ask_for_talk(by=pavel, now=make.NOON)

    early, late = (look_at_all(now=make.NOON + timedelta(days=days)) for days in (13, 14))
    again = look_at_all(now=make.NOON + timedelta(days=15))

    assert (early, late, again) == (0, 1, 0)
    assert told(mina) == Moving(NO_MOVE, ahead(14))
    assert told(pavel).coded == Coded(State.ASKS, Because.NO_PLAN_YET)


def test_who_asks_for_a_talk_stands_still_too_when_the_days_have_passed(mina: Person) -> None:
    make.move(mina)
    ask_for_talk(by=mina, now=make.NOON)
    assert told(mina).coded == Coded(State.ASKS, None)

    look_at_all(now=make.NOON + timedelta(days=14))

    assert told(mina).coded == Coded(State.ASKS, Because.NO_MOVE)


def test_many_plans_are_looked_at_in_one_night() -> None:
    for _ in range(3):
        make.move(make.guest())

    assert look_at_all(now=make.NOON + timedelta(days=20)) == 3


def test_since_stays_while_the_cause_is_the_same(mina: Person) -> None:
    make.move(mina)
    look_at_all(now=make.NOON + timedelta(days=14))
    tell(mina, now=make.NOON + timedelta(days=20))

    assert told(mina).since == ahead(14)


def test_a_pause_is_told_and_ends_on_its_day_or_before(mina: Person) -> None:
    make.move(mina)
    pause(ahead(30), by=mina, now=make.NOON)
    assert told(mina).coded == Coded(State.PAUSED, until=ahead(30))

    look_at_all(now=make.NOON + timedelta(days=30))
    assert told(mina).coded == MOVING  # the two weeks begin with the end of the pause

    pause(ahead(60), by=mina, now=make.NOON + timedelta(days=31))
    end_pause(by=mina, now=make.NOON + timedelta(days=32))
    end_pause(by=mina, now=make.NOON + timedelta(days=33))
    assert told(mina) == Moving(MOVING, ahead(32))


def test_a_guest_is_kept_through_a_pause() -> None:
    guest = make.guest()

    pause(ahead(90), by=guest, now=make.NOON)

    guest.refresh_from_db()
    assert guest.keep_until == ahead(90)


def test_a_talk_is_asked_for_once_and_taken_back_once(mina: Person) -> None:
    for now in (make.NOON, make.NOON + timedelta(days=1)):
        ask_for_talk(by=mina, now=now)
    assert told(mina) == Moving(Coded(State.ASKS, Because.NO_PLAN_YET), TODAY)

    for _ in range(2):
        take_back_talk(by=mina, now=make.NOON)
    assert told(mina).coded == NOTHING_PLANNED


def test_forgetting_whom_it_was_towards_is_told(mina: Person) -> None:
    """What was put off twice is let go with the contact."""
    now = datetime.now(tz=make.NOON.tzinfo)
    move = make.move(mina, on=now.date())
    for days_ahead in (1, 2):
        postpone_move(move, now.date() + timedelta(days=days_ahead), by=mina, now=now)
    assert told(mina).coded == TWICE

    forget_contact(Contact.objects.of(mina).get(), by=mina)

    assert told(mina).coded != TWICE


def test_nobodys_row_is_told_by_another(mina: Person, pavel: Person) -> None:
    make.move(pavel)
    before = Movement.objects.of(pavel).get().coded

    put_off_twice(mina)

    assert Movement.objects.of(pavel).get().coded == before
    assert str(Movement.objects.of(mina).get()) == "still moved_twice"
