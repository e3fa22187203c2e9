"""What a plan holds at most, what makes a move likely to happen, and which days are at hand."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import count

from askel.plan.lines import MoveLine
from askel.plan.models import Every, Move, Result

MOST_OPEN_MOVES = 200
DAYS_AHEAD = 731  # two years
ANOTHER_DAY = (1, 3, 7)  # days from today that are offered when a move gets a new day
FIRST_DAY = (0, 1, 7)
PAUSES = (7, 14, 30)  # days from today that are offered as the end of a pause
MOST_TURNS = 12  # a move that comes again comes so many times
MOST_A_WEEK = 3
WEEK = timedelta(days=7)


class Part(StrEnum):
    """What a move that happens has (E1 and E4 of the evidence)."""

    PERSON = "person"
    ACT = "act"
    DAY = "day"
    CUE = "cue"


def missing(move: MoveLine) -> tuple[Part, ...]:
    """The parts that are not there yet. Nothing is refused for it."""
    there = {Part.PERSON: move.name, Part.ACT: move.what, Part.DAY: move.on, Part.CUE: move.cue}
    return tuple(part for part in Part if not there[part])


def may_take_back(last: str | None, move: Move) -> bool:
    """Whether the result of the last check-in may be undone. A move whose words went with its contact stays as it is."""
    if last is None or not (move.contact_id or move.what or move.cue):
        return False
    is_open = move.done_at is None and move.dropped_at is None
    return is_open == (last == Result.MOVED)


def days_at_hand(today: date, offers: tuple[int, ...]) -> tuple[date, ...]:
    return tuple(today + timedelta(days=days) for days in offers)


def is_near(day: date, today: date) -> bool:
    """Days beyond are slips of the finger."""
    return day <= today + timedelta(days=DAYS_AHEAD)


def happened_on(planned: date | None, today: date) -> date:
    """When a move took place that is said to be done: on its day, or today if that was not yet."""
    return min(planned, today) if planned else today


def again_on(day: date, every: Every, today: date) -> date:
    """The next day in the rhythm that is still ahead. What has passed meanwhile is left out, not made up for."""
    if every == Every.MONTH:
        ahead = (_months_later(day, months) for months in count(1))
    else:
        step = WEEK if every == Every.WEEK else 2 * WEEK
        ahead = (day + step * times for times in count(1))
    return next(on for on in ahead if on > today)


def _months_later(day: date, months: int) -> date:
    """The same day of the month, or its last: a month after 31 January is 28 February, or 29."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class WeekLook:
    """When somebody looks at the week: a weekday (Monday is 0) and an hour of their own time, if they chose one."""

    weekday: int | None = None
    hour: int | None = None
    looked_on: date | None = None


def is_look_due(look: WeekLook, local: datetime) -> bool:
    """Whether the chosen day and hour have come and the week was not looked at since. ``local`` is the person's time."""
    if look.weekday is None or look.hour is None:
        return False
    days_ago = (local.weekday() - look.weekday) % 7
    if days_ago == 0 and local.hour < look.hour:
        days_ago = 7
    due_on = local.date() - timedelta(days=days_ago)
    return look.looked_on is None or look.looked_on < due_on


def is_this_week(day: date | None, today: date) -> bool:
    """The seven days from today on."""
    return day is not None and today <= day < today + WEEK
