"""How somebody who left no address wants to hear of their first move. Asked once, and reckoned, not remembered."""

from datetime import datetime
from enum import StrEnum

from askel.people.actions import choose_letters
from askel.people.models import Letters, Person
from askel.plan.models import Move


class Reminder(StrEnum):
    """The ways that are offered."""

    MAIL = "mail"
    CALENDAR = "calendar"
    NONE = "none"


def asks_how_to_remind(person: Person, move: Move) -> bool:
    """As long as it is the only move, and there is neither an address nor a wish. 1 query of those, else none."""
    if person.email or person.letters != Letters.MAIL or move.done_at or move.dropped_at:
        return False
    return not Move.objects.of(person).exclude(pk=move.pk).exists()


def choose_reminder(way: Reminder, *, by: Person, now: datetime) -> None:
    """A letter needs an address, which is left on another page, with the sentence of a yes. The other two need no letters."""
    choose_letters(by, wish=Letters.MAIL if way == Reminder.MAIL else Letters.NONE, now=now)
