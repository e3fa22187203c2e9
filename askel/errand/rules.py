"""How often work is tried, and when the loop counts as running."""

from datetime import date, datetime, timedelta

LEASE = timedelta(seconds=30)
RENEW_EVERY = timedelta(seconds=10)
TRIES = 5
RESULT_KEPT = timedelta(days=1)
ROW_KEPT = timedelta(days=30)
NOTE_EVERY = timedelta(seconds=5)
RUNNING_WITHIN = timedelta(seconds=20)  # the loop says so every five
MISSED_AFTER = timedelta(minutes=5)  # then people are told
NIGHT_BEGINS = 3  # o'clock
_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after so many tries have failed. None: never."""
    return now + _WAITS[min(tries, len(_WAITS)) - 1] if tries < TRIES else None


def is_running(ticked_at: datetime | None, now: datetime) -> bool:
    """Whether a loop is there to take what is handed to it."""
    return ticked_at is not None and now - ticked_at <= RUNNING_WITHIN


def is_missed(ticked_at: datetime | None, now: datetime) -> bool:
    """Whether the loop has been away for so long that people should know. One that never ran is not missed."""
    return ticked_at is not None and now - ticked_at > MISSED_AFTER


def is_night_due(night_of: date | None, here: datetime) -> bool:
    """Whether the nightly work of this day is still to be asked for. ``here`` is the local time."""
    return here.hour >= NIGHT_BEGINS and (night_of is None or night_of < here.date())
