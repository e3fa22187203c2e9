"""The letter of a move's day: owed with the day, withdrawn when the move ends or gets another one.

It says that something is planned for today, never what or with whom. On a day with several moves the first letter that
leaves speaks for all.
"""

from datetime import datetime, time
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from askel.letter.actions import owe, withdraw
from askel.letter.kinds import Written
from askel.letter.models import Letter
from askel.letter.rules import day_there, moment
from askel.letter.writing import from_template
from askel.people.models import Person
from askel.people.rules import zone
from askel.plan.models import Move
from askel.plan.queries_pace import pace_of, pause_in

MOVE = "move"
MORNING = time(8)


def remind(move: Move, *, by: Person, now: datetime) -> None:
    """Owe the letter of the day that the move has now, if that morning is still to come."""
    forget_reminder(move, by=by)
    if move.on is None or move.done_at or move.dropped_at:
        return
    due_at = moment(move.on, MORNING, zone(by.time_zone))
    if due_at > now:
        owe(by, kind=MOVE, about=str(move.pk), due_at=due_at, now=now)


def forget_reminder(move: Move, *, by: Person) -> None:
    """It has ended, or its words went."""
    withdraw(by, kind=MOVE, about=str(move.pk))


def write_move(letter: Letter) -> Written | None:
    """None where the move has ended or moved, its day is over, the person pauses, or another letter of today has left."""
    person = letter.person
    assert person  # noqa: S101 - the row has one, or the loop had dropped it
    today = day_there(timezone.now(), zone(person.time_zone))
    waiting = list(Move.objects.of(person).open().filter(on=letter.due_on).values_list("pk", flat=True))
    if today != letter.due_on or UUID(letter.about) not in waiting or _is_said(letter) or _pauses(person, letter):
        return None
    if len(waiting) == 1:
        return from_template(letter, "move", page=reverse("plan:move", args=waiting))
    return from_template(letter, "moves", page=reverse("home:home"))


def _is_said(letter: Letter) -> bool:
    of_today = Letter.objects.filter(person=letter.person_id, kind=MOVE, due_on=letter.due_on)
    return of_today.exclude(sent_at=None).exists()


def _pauses(person: Person, letter: Letter) -> bool:
    return pause_in(pace_of(person), letter.due_on) is not None
