"""When a letter may leave, when it is tried again, when it is too late. All of it is reckoned, nothing is looked up."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LEASE = timedelta(seconds=60)  # longer than one try may take
GOOD_FOR = timedelta(hours=24)
GIVE_UP_AFTER = timedelta(days=2)
SHOWN_FOR = timedelta(days=7)
ROW_KEPT = timedelta(days=30)
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 120, 240))
WAITS_AT_ONCE = tuple(timedelta(seconds=seconds) for seconds in (2, 5, 15, 30, 60))


class Fate(StrEnum):
    """What is to be done with a letter now."""

    SEND = "send"
    WAIT = "wait"  # it is night where the person is
    SHOW = "show"  # too late to send
    GIVE_UP = "give up"
    DROP = "drop"  # nobody wants it any more


@dataclass(frozen=True)
class Standing:
    """What is known of a letter when its turn comes. ``good_for`` is how late it may be sent."""

    due_at: datetime
    zone: ZoneInfo
    is_wanted: bool = True
    is_late: bool = False  # it was found too late before
    is_at_once: bool = False  # a person waits for it
    is_shown: bool = True  # on the front page, when it is too late to send
    good_for: timedelta = GOOD_FOR


def moment(day: date, at: time, where: ZoneInfo) -> datetime:
    """When the clock there shows ``at`` on ``day``. An hour that is skipped in spring: as much later. One that comes
    twice in autumn: the first.
    """
    return datetime.combine(day, at, tzinfo=where).astimezone(UTC)


def day_there(at: datetime, where: ZoneInfo) -> date:
    return at.astimezone(where).date()


def quiet_until(now: datetime, where: ZoneInfo) -> datetime | None:
    """The end of the night there, or None when it is day."""
    here = now.astimezone(where)
    if here.time() >= QUIET_FROM:
        return moment(here.date() + timedelta(days=1), QUIET_UNTIL, where)
    return moment(here.date(), QUIET_UNTIL, where) if here.time() < QUIET_UNTIL else None


def fate(letter: Standing, now: datetime) -> Fate:
    """What to do with a letter that is due."""
    if not letter.is_wanted:
        return Fate.DROP
    if letter.is_late:
        return Fate.GIVE_UP
    if now - letter.due_at > letter.good_for:
        return Fate.SHOW if letter.is_shown else Fate.DROP
    return Fate.WAIT if not letter.is_at_once and quiet_until(now, letter.zone) else Fate.SEND


def next_try(tries: int, now: datetime, *, at_once: bool = False) -> datetime:
    """When to try again after so many tries have failed: a little later each time."""
    waits = WAITS_AT_ONCE if at_once else WAITS
    return now + waits[min(tries, len(waits)) - 1]


def after_showing(due_at: datetime, tries: int) -> datetime | None:
    """When to give up a letter that is shown instead: after two days when the mail server took no try, else never."""
    return due_at + GIVE_UP_AFTER if tries else None
