"""What a plan holds at most, what makes a move likely to happen, and which days are at hand."""

from datetime import date, timedelta
from enum import StrEnum

from askel.plan.lines import MoveLine
from askel.plan.models import Move, Result

MOST_OPEN_MOVES = 200
DAYS_AHEAD = 731  # two years
ANOTHER_DAY = (1, 3, 7)  # days from today that are offered when a move gets a new day
FIRST_DAY = (0, 1, 7)


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
