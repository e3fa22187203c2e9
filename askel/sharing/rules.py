"""How long, how many, and whose."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from askel.people.models import Person
from askel.sharing.models import LINK_LASTS, ROWS, Line, Row, Share, Supporter

USUAL_DAYS = 30
MOST_DAYS = 365
MOST_SHARES = 100  # open ones of one person
MOST_REMARKS = 20  # on one share
MOST_REPORTS = 20  # open ones of one person
MOST_REPORTED = 2000  # letters of what is reported
REPORT_KEPT_DAYS = 90  # after it was closed
TOLD_KEPT_DAYS = 90  # what a supporter was told
KEPT_DAYS = 30  # so long the owner sees who looked, after a share has ended


def may_open(person: Person, share: Share) -> bool:
    """Nobody needs a door to what is their own."""
    return person.pk != share.owner_id


def row_of(share: Share) -> Row | None:
    """The row that it shows, if its line is one. No query when it was fetched along."""
    name = ROWS.get(Line(share.line))
    row: Row | None = getattr(share, name) if name else None
    return row


def today_of(owner: Person, now: datetime) -> date:
    """Days of a share are its owner's, wherever the viewer lives."""
    return timezone.localdate(now, ZoneInfo(owner.time_zone))


def last_days(today: date) -> tuple[date, date]:
    """The first and the last day that a share may be open until."""
    return today, today + timedelta(days=MOST_DAYS)


def usual_last_day(today: date) -> date:
    return today + timedelta(days=USUAL_DAYS)


def end_of(day: date, owner: Person) -> datetime:
    """The first moment after that day, where the owner is."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(owner.time_zone))


def last_day_of(share: Share) -> date:
    """No query when the owner was fetched along."""
    return today_of(share.owner, share.ends_at - timedelta(microseconds=1))


def hour_of(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def is_late(supporter: Supporter, now: datetime) -> bool:
    """Nobody opened the link in time."""
    return supporter.viewer_id is None and supporter.ended_at is None and supporter.made_at <= now - LINK_LASTS
