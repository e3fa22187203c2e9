"""Check-ins: done, another day, let go. Doing it twice is doing it once, and a mind may be changed."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askel.lib.ids import uuid7
from askel.lib.refused import Refused
from askel.netmap.models import Encounter
from askel.people.models import Person
from askel.plan.actions import (
    Intended,
    OutcomeChangedError,
    drop_move,
    finish_move,
    plan_move,
    postpone_move,
    tell_outcome,
    undo_check_in,
)
from askel.plan.models import CheckIn, Move, Outcome, Result
from askel.plan.queries import standing
from askel.steps.models import Fact
from tests import make

TOMORROW = make.TODAY + timedelta(days=1)
TOLD = {Result.DONE: Fact.Kind.MOVE_DONE, Result.MOVED: Fact.Kind.MOVE_MOVED, Result.DROPPED: Fact.Kind.MOVE_DROPPED}


def facts(person: Person) -> Counter[str]:
    told = Counter(Fact.objects.of(person).values_list("kind", flat=True))
    return Counter({kind: told[kind] for kind in TOLD.values() if told[kind]})


def test_a_move_done_is_an_encounter_on_the_map(mina: Person) -> None:
    move = make.done_move(mina)

    met = Encounter.objects.of(mina).get()
    assert (met.contact, met.on, met.about) == (move.contact, make.TODAY, move.pk)
    assert facts(mina) == {Fact.Kind.MOVE_DONE: 1}


def test_done_twice_is_done_once(mina: Person) -> None:
    move = make.move(mina)

    first = finish_move(move, by=mina, now=make.NOON, today=make.TODAY)
    again = finish_move(move, by=mina, now=make.NOON, today=make.TODAY)

    assert first == again
    assert Encounter.objects.of(mina).count() == 1
    assert facts(mina) == {Fact.Kind.MOVE_DONE: 1}


@pytest.mark.parametrize(
    ("planned", "met"),
    [
        (make.TODAY - timedelta(days=3), make.TODAY - timedelta(days=3)),
        (TOMORROW, make.TODAY),
        (None, make.TODAY),
    ],
)
def test_the_encounter_is_on_the_planned_day_unless_that_is_still_to_come(
    mina: Person, planned: date | None, met: date
) -> None:
    finish_move(make.move(mina, on=planned), by=mina, now=make.NOON, today=make.TODAY)

    assert Encounter.objects.of(mina).get().on == met


def test_a_move_towards_nobody_meets_nobody(mina: Person) -> None:
    finish_move(make.move(mina, contact=None), by=mina, now=make.NOON, today=make.TODAY)

    assert not Encounter.objects.of(mina).exists()
    assert facts(mina) == {Fact.Kind.MOVE_DONE: 1}


def test_letting_go_twice_is_once(mina: Person) -> None:
    move = make.move(mina)

    first = drop_move(move, by=mina, now=make.NOON)
    again = drop_move(move, by=mina, now=make.NOON)

    assert first == again
    assert facts(mina) == {Fact.Kind.MOVE_DROPPED: 1}


def test_a_new_day_is_written_down_once(mina: Person) -> None:
    move = make.move(mina, on=make.TODAY)

    postpone_move(move, TOMORROW, by=mina, now=make.NOON)
    postpone_move(move, TOMORROW, by=mina, now=make.NOON)

    move.refresh_from_db()
    said = move.check_ins.get()
    assert (move.on, move.sequence, said.from_day, said.to_day) == (TOMORROW, 1, make.TODAY, TOMORROW)
    assert facts(mina) == {Fact.Kind.MOVE_MOVED: 1}


@pytest.mark.parametrize("result", Result)
def test_a_mind_may_be_changed(mina: Person, result: Result) -> None:
    move = make.move(mina, on=make.TODAY)
    say(move, result, mina, TOMORROW)

    undo_check_in(move, move.check_ins.get().pk, by=mina, now=make.NOON)

    move.refresh_from_db()
    assert (move.on, move.done_at, move.dropped_at) == (make.TODAY, None, None)
    assert not move.check_ins.exists()
    assert not Encounter.objects.of(mina).exists()
    assert facts(mina) == {}


def test_only_the_last_check_in_is_taken_back_and_only_once(mina: Person) -> None:
    move = make.move(mina, on=make.TODAY)
    postpone_move(move, TOMORROW, by=mina, now=make.NOON)
    moved = move.check_ins.get()
    done = finish_move(move, by=mina, now=make.NOON + timedelta(hours=1), today=make.TODAY)

    undo_check_in(move, moved.pk, by=mina, now=make.NOON)
    assert move.check_ins.count() == 2
    undo_check_in(move, done.pk, by=mina, now=make.NOON)
    undo_check_in(move, done.pk, by=mina, now=make.NOON)

    assert [said.pk for said in move.check_ins.all()] == [moved.pk]


def test_a_move_of_which_nothing_was_said_has_nothing_to_take_back(mina: Person) -> None:
    move = make.move(mina)

    undo_check_in(move, uuid7(), by=mina, now=make.NOON)

    move.refresh_from_db()
    assert move.version == 1


def test_what_came_of_it_is_kept_and_not_written_over(mina: Person) -> None:
    said = make.done_move(mina).check_ins.get()
    tell_outcome(said, Outcome.ADVICE, "Ask the union.", by=mina, version=1)

    with pytest.raises(OutcomeChangedError) as stale:
        tell_outcome(said, None, "other words", by=mina, version=1)

    assert (stale.value.current.outcome, stale.value.current.came_of) == (Outcome.ADVICE, "Ask the union.")


def say(move: Move, result: Result, by: Person, to: date) -> None:
    if result == Result.DONE:
        finish_move(move, by=by, now=make.NOON, today=make.TODAY)
    elif result == Result.DROPPED:
        drop_move(move, by=by, now=make.NOON)
    else:
        postpone_move(move, to, by=by, now=make.NOON)


acts = st.tuples(st.integers(0, 2), st.sampled_from([*Result, None]), st.integers(0, 9))


@settings(max_examples=25, deadline=None)
@given(days=st.lists(st.none() | st.integers(-9, 9), min_size=3, max_size=3), done=st.lists(acts, max_size=12))
def test_whatever_happens_the_plan_adds_up(days: list[int | None], done: list[tuple[int, Result | None, int]]) -> None:
    """Moves are open or ended once; check-ins, facts and encounters tell the same story; home counts them all."""
    person = make.guest()
    ons = [None if day is None else make.TODAY + timedelta(days=day) for day in days]
    moves = [plan_move(Intended("x", newcomer="Anna", on=on), by=person, now=make.NOON) for on in ons]

    for which, result, ahead in done:
        move = moves[which]
        last = move.check_ins.order_by("at", "pk").last()
        try:
            if result:
                say(move, result, person, make.TODAY + timedelta(days=ahead))
            elif last:
                undo_check_in(move, last.pk, by=person, now=make.NOON)
        except Refused:
            pass

    at = standing(person, make.TODAY)
    said = Counter(CheckIn.objects.of(person).values_list("result", flat=True))
    assert (at.open_moves, at.ended) == (3 - at.ended, said[Result.DONE] + said[Result.DROPPED])
    assert at.done == Encounter.objects.of(person).count() == said[Result.DONE]
    assert facts(person) == {TOLD[Result(result)]: count for result, count in said.items()}
