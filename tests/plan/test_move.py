"""Planning a move, changing it, and what happens when somebody is forgotten."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from askel.netmap.actions import forget_contact
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.plan.actions import (
    FullPlanError,
    Intended,
    MoveChangedError,
    MoveEndedError,
    change_move,
    drop_move,
    finish_move,
    postpone_move,
    tell_outcome,
    undo_check_in,
)
from askel.plan.goals import close_goal
from askel.plan.models import Channel, CheckIn, Ending, Move, Outcome, Result
from askel.plan.rules import MOST_OPEN_MOVES
from askel.steps.models import Fact
from tests import make


def test_a_move_keeps_its_words_and_keeps_a_guest_until_its_day() -> None:
    guest = make.guest()
    day = make.TODAY + timedelta(days=40)

    move = make.move(guest, "I thank her.", on=day, cue="I get home", factor="the course", channel=Channel.CALL)

    kept = Move.objects.of(guest).get(pk=move.pk)
    guest.refresh_from_db()
    assert (kept.what, kept.cue, kept.factor, kept.channel) == ("I thank her.", "I get home", "the course", "call")
    assert guest.keep_until == day
    assert Fact.objects.of(guest).filter(kind=Fact.Kind.MOVE_PLANNED).count() == 1


def test_somebody_new_is_put_on_the_map_once(mina: Person) -> None:
    first = make.move(mina, newcomer="Leila")
    second = make.move(mina, newcomer="leila")

    assert first.contact == second.contact
    assert Contact.objects.of(mina).count() == 1


def test_somebody_on_the_map_is_meant(mina: Person) -> None:
    anna = make.contact(mina)

    assert make.move(mina, contact=anna.pk).contact == anna


def test_another_persons_contact_or_goal_is_nobody_and_none(mina: Person, pavel: Person) -> None:
    move = make.move(mina, contact=make.contact(pavel).pk, goal=make.goal(pavel).pk)

    assert (move.contact, move.goal) == (None, None)


def test_a_move_may_serve_a_goal_and_need_nobody(mina: Person) -> None:
    goal = make.goal(mina)

    move = make.move(mina, contact=None, goal=goal.pk)
    close_goal(goal, Ending.REACHED, by=mina, now=make.NOON)

    move.refresh_from_db()
    assert (move.goal, move.contact) == (goal, None)


def test_two_hundred_open_moves_are_enough(mina: Person) -> None:
    Move.objects.bulk_create([Move(owner=mina, what="x", made_at=make.NOON) for _ in range(MOST_OPEN_MOVES)])

    with pytest.raises(FullPlanError, match="200"):
        make.move(mina)


def test_a_new_day_is_a_new_turn_for_calendars(mina: Person) -> None:
    move = make.move(mina, on=make.TODAY)

    same = change_move(move, Intended("other words", on=make.TODAY), by=mina, version=1, now=make.NOON)
    moved = change_move(move, Intended("other words"), by=mina, version=2, now=make.NOON)

    assert (same.sequence, moved.sequence, moved.on, moved.version) == (0, 1, None, 3)


def test_a_move_that_another_device_changed_is_not_written_over(mina: Person) -> None:
    move = make.move(mina)
    change_move(move, Intended("from the phone"), by=mina, version=1, now=make.NOON)

    with pytest.raises(MoveChangedError) as stale:
        change_move(move, Intended("from the laptop"), by=mina, version=1, now=make.NOON)

    assert stale.value.current.what == "from the phone"


def test_a_move_that_has_ended_is_not_changed(mina: Person) -> None:
    move = make.done_move(mina)

    with pytest.raises(MoveEndedError):
        change_move(move, Intended("x"), by=mina, version=2, now=make.NOON)
    with pytest.raises(MoveEndedError):
        postpone_move(move, make.TODAY, by=mina, now=make.NOON)
    with pytest.raises(MoveEndedError):
        drop_move(move, by=mina, now=make.NOON)


def test_a_move_that_was_let_go_is_not_done(mina: Person) -> None:
    move = make.move(mina)
    drop_move(move, by=mina, now=make.NOON)

    with pytest.raises(MoveEndedError):
        finish_move(move, by=mina, now=make.NOON, today=make.TODAY)


def test_whoever_is_forgotten_leaves_moves_without_words(mina: Person) -> None:
    done, still = make.done_move(mina), make.move(mina, "a private thing", cue="at home", factor="the sauna")
    said = done.check_ins.get()
    tell_outcome(said, Outcome.MET, "private words", by=mina, version=1)

    forget_contact(Contact.objects.of(mina).get(), by=mina)

    done.refresh_from_db()
    still.refresh_from_db()
    said.refresh_from_db()
    assert (done.contact, done.what, said.came_of, said.outcome) == (None, "", "", Outcome.MET)
    assert (still.contact, still.what, still.cue, still.factor) == (None, "", "", "")
    assert done.done_at
    assert still.dropped_at


def test_a_forgotten_move_is_not_taken_back(mina: Person) -> None:
    move = make.move(mina)
    postpone_move(move, make.TODAY, by=mina, now=make.NOON)
    moved = move.check_ins.get()
    forget_contact(Contact.objects.of(mina).get(), by=mina)

    undo_check_in(move, moved.pk, by=mina, now=make.NOON)

    move.refresh_from_db()
    assert move.dropped_at


def test_the_database_keeps_a_move_true(mina: Person) -> None:
    move = make.done_move(mina)
    wrong: list[Callable[[], object]] = [
        lambda: Move.objects.filter(pk=move.pk).update(dropped_at=make.NOON),
        lambda: Move.objects.filter(pk=move.pk).update(channel="pigeon"),
        lambda: CheckIn.objects.create(owner=mina, move=move, result=Result.DROPPED, at=make.NOON),
        lambda: CheckIn.objects.create(owner=mina, move=move, result=Result.MOVED, at=make.NOON),
        lambda: CheckIn.objects.create(
            owner=mina, move=move, result=Result.MOVED, at=make.NOON, to_day=make.TODAY, outcome=Outcome.MET
        ),
        lambda: CheckIn.objects.filter(move=move).update(outcome="riches"),
    ]

    for attempt in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_words_of_a_plan_lie_sealed(mina: Person) -> None:
    marker = "marker-of-a-private-word"
    make.move(mina, marker, cue=marker, factor=marker)

    with connection.cursor() as cursor:
        cursor.execute("SELECT what, cue, factor FROM plan_move")
        (row,) = cursor.fetchall()

    assert len(row) == 3
    assert all(len(value) > len(marker) and marker.encode() not in bytes(value) for value in row)
