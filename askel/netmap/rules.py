"""What a map may hold, and when it is worth keeping."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain, count

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from askel.lib.refused import Refused
from askel.netmap.models import Contact, Snapshot, Tie
from askel.people.models import Person

MOST_CONTACTS = 500
MOST_TIES = 5_000
MOST_KEPT_LETTERS = 5_000_000  # of all kept maps of one person; a map of fifty is about 10,000
MOST_SNAPSHOTS = 100
ENOUGH_TO_KEEP = 5  # of fewer, a snapshot would tell little
_FIRST_MONTHS = (0, 3, 6, 12)  # and then every year
MOST_TIED = 40  # in one group: they are 780 ties


class FullMapError(Refused):
    """The map holds as many as it can."""


class FullTiesError(Refused):
    """The map holds as many ties as it can."""


def make_room_for_ties(person: Person, coming: int) -> None:
    """Raises: FullTiesError. 1 query."""
    if coming and Tie.objects.of(person).count() + coming > MOST_TIES:
        raise FullTiesError(_("A map holds at most %(most)d ties. Take some away first.") % {"most": MOST_TIES})


def make_room(person: Person, coming: int) -> None:
    """Raises: FullMapError where the map has no room for so many more. 1 query."""
    if Contact.objects.of(person).count() + coming > MOST_CONTACTS:
        raise FullMapError(
            _("A map holds at most %(most)d. Take somebody off first, or bring fewer.") % {"most": MOST_CONTACTS}
        )


class FullShelfError(Refused):
    """So many maps are kept already."""


def make_room_for_snapshot(person: Person, letters: int) -> None:
    """Raises: FullShelfError. 1 query."""
    kept = Snapshot.objects.of(person).aggregate(count=Count("pk"), letters=Sum("letters", default=0))
    if kept["count"] >= MOST_SNAPSHOTS or kept["letters"] + letters > MOST_KEPT_LETTERS:
        raise FullShelfError(
            ngettext(
                "%(num)d map is kept already, and there is no room for one more. Delete one that you do not need.",
                "%(num)d maps are kept already, and there is no room for one more. Delete one that you do not need.",
                kept["count"],
            )
            % {"num": kept["count"]}
        )


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which it is worth keeping the map, so many months after it was begun."""

    on: date
    months: int


def due_on(begun: date, kept_days: Iterable[date], today: date) -> Due | None:
    """The last such day that has come, unless the map was kept on it or after it. The first is the beginning itself."""
    came = [due for due in _dues(begun, today) if due.on <= today]
    return came[-1] if came and max(kept_days, default=date.min) < came[-1].on else None


def next_look_on(begun: date, today: date) -> date:
    """The next such day that is still to come."""
    days = (_months_after(begun, months) for months in chain(_FIRST_MONTHS, count(24, 12)))
    return next(day for day in days if day > today)


def _dues(begun: date, today: date) -> list[Due]:
    years = range(24, 12 * (today.year - begun.year + 1), 12)
    return [Due(_months_after(begun, months), months) for months in (*_FIRST_MONTHS, *years)]


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last one where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
