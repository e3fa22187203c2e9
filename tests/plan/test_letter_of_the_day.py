"""The letter of a move's day: owed with the day, gone with it, and without a word of the plan."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from askel.letter.models import Letter
from askel.letter.writing import message_of
from askel.netmap.actions import forget_contact
from askel.people.models import Person
from askel.plan.actions import (
    Intended,
    change_move,
    drop_move,
    finish_move,
    plan_move,
    postpone_move,
    undo_check_in,
)
from askel.plan.letters import MOVE
from askel.plan.models import CheckIn, Every, Move
from askel.plan.pace import pause
from tests import make

THURSDAY = date(2026, 11, 26)
FRIDAY = date(2026, 11, 27)


def owed(person: Person) -> list[tuple[date, datetime]]:
    letters = Letter.objects.of(person).waiting().filter(kind=MOVE).order_by("due_at")
    return list(letters.values_list("due_on", "due_at"))


def at_eight(day: date) -> tuple[date, datetime]:
    """Eight in Helsinki in winter."""
    return day, datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


def for_today(person: Person, what: str = "I call Zwetlana.") -> Letter:
    """The letter of a move that is for today, with its hour come."""
    move = plan_move(Intended(what=what, newcomer="Zwetlana", on=timezone.localdate()), by=person, now=timezone.now())
    now = timezone.now()
    return Letter(person=person, kind=MOVE, about=str(move.pk), due_at=now, due_on=timezone.localdate(now), made_at=now)


def as_sent(letter: Letter) -> EmailMessage | None:
    return message_of(letter)


def test_a_day_owes_a_letter_at_eight_there(mina: Person, pavel: Person) -> None:
    pavel.time_zone = "Asia/Tokyo"
    make.move(mina, on=THURSDAY)
    make.move(pavel, on=THURSDAY)

    assert owed(mina) == [at_eight(THURSDAY)]
    assert owed(pavel) == [(THURSDAY, datetime(2026, 11, 25, 23, tzinfo=UTC))]


def test_no_day_and_a_morning_that_has_passed_owe_none(mina: Person) -> None:
    make.move(mina)
    make.move(mina, on=make.TODAY)  # it is noon

    assert owed(mina) == []


def test_another_day_moves_the_letter_and_taking_it_back_too(mina: Person) -> None:
    move = make.move(mina, on=THURSDAY)
    postpone_move(move, FRIDAY, by=mina, now=make.NOON)
    assert owed(mina) == [at_eight(FRIDAY)]

    undo_check_in(move, CheckIn.objects.get().pk, by=mina, now=make.NOON)
    assert owed(mina) == [at_eight(THURSDAY)]


def test_changing_the_move_changes_the_day(mina: Person) -> None:
    move = make.move(mina, on=THURSDAY)
    change_move(move, Intended(what="I call.", on=FRIDAY), by=mina, version=1, now=make.NOON)
    assert owed(mina) == [at_eight(FRIDAY)]

    change_move(move, Intended(what="I call."), by=mina, version=2, now=make.NOON)
    assert owed(mina) == []


@pytest.mark.parametrize("is_done", [True, False])
def test_a_move_that_ends_takes_its_letter_along(is_done: bool, mina: Person) -> None:  # noqa: FBT001 - both ends
    move = make.move(mina, on=THURSDAY)
    other = make.move(mina, "I thank her.", on=THURSDAY)
    if is_done:
        finish_move(move, by=mina, now=make.NOON, today=make.TODAY)
    else:
        drop_move(move, by=mina, now=make.NOON)
    assert [letter.about for letter in Letter.objects.filter(kind=MOVE)] == [str(other.pk)]

    undo_check_in(move, CheckIn.objects.get().pk, by=mina, now=make.NOON)
    assert owed(mina) == [at_eight(THURSDAY)] * 2


def test_a_move_that_comes_again_owes_the_next_letter(mina: Person) -> None:
    move = make.move(mina, on=THURSDAY, every=Every.WEEK)
    finish_move(move, by=mina, now=make.NOON, today=make.TODAY)
    assert owed(mina) == [at_eight(THURSDAY + timedelta(days=7))]

    undo_check_in(move, CheckIn.objects.get().pk, by=mina, now=make.NOON)
    assert owed(mina) == [at_eight(THURSDAY)]


def test_whoever_is_forgotten_takes_the_letter_along(mina: Person) -> None:
    move = make.move(mina, on=THURSDAY)
    assert move.contact
    forget_contact(move.contact, by=mina)

    assert owed(mina) == []


def test_the_letter_says_nothing_of_the_plan(mina: Person) -> None:
    letter = for_today(mina)
    message = as_sent(letter)

    assert message
    assert message.subject == "Something you planned is for today"
    assert "You planned one thing for today." in message.body
    assert f"/plan/moves/{letter.about}/" in message.body
    assert "Zwetlana" not in message.subject + message.body
    assert "call" not in message.body


def test_of_several_the_first_letter_speaks_for_all(mina: Person) -> None:
    first, second = for_today(mina), for_today(mina, "I write.")

    message = as_sent(first)
    assert message
    assert "a few things" in message.body
    assert "http://localhost:8000/home/" in message.body

    first.sent_at = timezone.now()
    first.save()
    assert as_sent(second) is None


def test_it_does_not_leave_when_the_move_has_ended(mina: Person) -> None:
    letter = for_today(mina)
    Move.objects.update(dropped_at=timezone.now())

    assert as_sent(letter) is None


def test_it_does_not_leave_on_another_day(mina: Person) -> None:
    letter = for_today(mina)
    letter.due_on -= timedelta(days=1)
    Move.objects.update(on=letter.due_on)

    assert as_sent(letter) is None


def test_it_does_not_leave_in_a_pause(mina: Person) -> None:
    letter = for_today(mina)
    pause(timezone.localdate() + timedelta(days=3), by=mina, now=timezone.now())

    assert as_sent(letter) is None
