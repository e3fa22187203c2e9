"""What pages ask about snapshots. Only their owner asks."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from askel.netmap import kept
from askel.netmap.models import Contact, Snapshot
from askel.netmap.rules import ENOUGH_TO_KEEP, Due, due_on, next_look_on
from askel.people.models import Person


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    """One snapshot: its day, spelled, how many are on it, and why it was kept."""

    pk: UUID
    on: date
    day: str
    count: int
    cause: Snapshot.Cause


def spelled(day: date) -> str:
    """A day with its year: snapshots lie years apart."""
    # Translators: Django date format for a day with its year; in Finnish "j. E Y"
    return date_format(day, pgettext("day format with year", "j F Y"))


def snapshots(person: Person) -> list[SnapshotLine]:
    """All of them, the latest first. 1 query, and 1 for the key."""
    rows = sorted(Snapshot.objects.of(person), key=lambda row: (row.taken_at, row.pk), reverse=True)
    return [
        SnapshotLine(row.pk, row.taken_on, spelled(row.taken_on), kept.count(row.kept), Snapshot.Cause(row.cause))
        for row in rows
    ]


def due_now(person: Person, today: date, on_map: int) -> Due | None:
    """Whether now is a day to keep the map of so many. 2 queries; none where they are few."""
    if on_map < ENOUGH_TO_KEEP:
        return None
    begun = _begun(person)
    days = Snapshot.objects.of(person).values_list("taken_on", flat=True)
    return due_on(begun, days, today) if begun else None


def next_look(person: Person, today: date, on_map: int) -> date | None:
    """The next day to keep the map of so many. 1 query; none where they are few."""
    begun = _begun(person) if on_map >= ENOUGH_TO_KEEP else None
    return next_look_on(begun, today) if begun else None


def _begun(person: Person) -> date | None:
    first = Contact.objects.ever_of(person).aggregate(first=Min("made_at"))["first"]
    return timezone.localdate(first) if first else None


def due_words(due: Due | None) -> str:
    """The gentle offer to keep the map now; "" where there is none."""
    if due is None:
        return ""
    if due.months == 0:
        return _("Your map has begun. Keep it as it is today, and see later what changed.")
    if due.months == 3:  # noqa: PLR2004 - the months are the words
        return _("It is three months since you began. Keep the map as it is today, and see later what changed.")
    if due.months == 6:  # noqa: PLR2004
        return _("It is half a year since you began. Keep the map as it is today, and see later what changed.")
    years = due.months // 12
    return ngettext(
        "It is %(num)d year since you began. Keep the map as it is today, and see later what changed.",
        "It is %(num)d years since you began. Keep the map as it is today, and see later what changed.",
        years,
    ) % {"num": years}
