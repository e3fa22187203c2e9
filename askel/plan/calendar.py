"""Moves as a calendar file (RFC 5545): one alone, or all of a feed. Unless somebody chose otherwise, it names nothing and nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from askel.plan.lines import line_of
from askel.plan.models import Move, Shows
from askel.plan.rules import happened_on
from askel.web.forms import clean_line, clean_text

_READ_AGAIN = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Entry:
    """One move as a calendar shows it, on a whole day."""

    uid: str
    sequence: int
    on: date
    title: str
    words: str
    address: str
    is_off: bool


def entry_of(move: Move, *, site: str, shows: Shows = Shows.NEUTRAL) -> Entry:
    """The same move keeps its UID, so that a calendar follows it to another day. ``site`` is where addresses begin.

    Words are opened only when they are shown.
    """
    assert move.on  # noqa: S101 - its caller asked for a move with a day
    address = site + reverse("plan:move", args=[move.pk])
    title, words = _said(move, move.on) if shows == Shows.WORDS else ("", "")
    return Entry(
        uid=f"{move.pk}@askel",
        sequence=move.sequence,
        on=happened_on(move.on, timezone.localdate(move.done_at)) if move.done_at else move.on,
        title=clean_line(title or _("Askel: one small step")),
        words=clean_text(f"{words}\n{address}"),
        address=address,
        is_off=move.dropped_at is not None,
    )


def _said(move: Move, on: date) -> tuple[str, str]:
    """The sentence without its day, which the calendar shows, and what is done and shared. Nothing where the words are gone."""
    line = line_of(move, on)
    if line.is_empty:
        return "", ""
    shared = _("We share: %(factor)s") % {"factor": line.factor} if line.factor else ""
    return line.sentence_without_day.striptags(), "\n".join(part for part in (line.what, shared) if part)


def calendar_file(entries: Iterable[Entry], *, now: datetime, is_feed: bool = False) -> bytes:
    """Touches no database and no request. A feed says its name, and when to read it again."""
    calendar = Calendar()
    calendar.add("prodid", "-//Askel//Askel//EN")
    calendar.add("version", "2.0")
    if is_feed:
        calendar.add("x-wr-calname", "Askel")
        calendar.add("refresh-interval", _READ_AGAIN, parameters={"VALUE": "DURATION"})  # RFC 7986
    for entry in entries:
        calendar.add_component(_event(entry, now))
    if not calendar.subcomponents:  # a calendar holds one component at least, and this one says nothing
        calendar.add_component(Timezone.from_tzinfo(UTC))
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.words)
    event.add("url", entry.address)
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
