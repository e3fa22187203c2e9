"""A move as a calendar file (RFC 5545). It says that something was planned, never what or with whom."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from askel.plan.models import Move


def calendar_of(move: Move, *, address: str, now: datetime) -> bytes:
    """One event of a whole day. The same move keeps its UID, so that a calendar follows it to another day."""
    assert move.on  # noqa: S101 - its caller asked for a move with a day
    event = Event()
    event.add("uid", f"{move.pk}@askel")
    event.add("dtstamp", now)
    event.add("sequence", move.sequence)
    event.add("dtstart", move.on)
    event.add("dtend", move.on + timedelta(days=1))
    event.add("summary", _("Something you planned"))
    event.add("description", address)
    event.add("url", address)
    event.add("status", "CANCELLED" if move.dropped_at else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("prodid", "-//Askel//Askel//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
