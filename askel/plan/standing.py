"""Whether a plan moves, as a pure rule: what counts, from which day on, and what may be asked."""

from dataclasses import dataclass
from datetime import date, timedelta

from askel.steps.movement import Because, Coded, State

TWO_WEEKS = timedelta(days=14)
TWICE = 2


@dataclass(frozen=True, slots=True)
class PlanState:
    """What the rule looks at: days and counts, no word of the plan."""

    first_on: date | None = None  # the day the first move was planned
    done_on: date | None = None  # the day of the latest check-in that said "done"
    next_on: date | None = None  # the nearest day, from today on, of an open move
    put_off: int = 0  # how often the open move was put off that was put off most
    paused_until: date | None = None  # the day the latest pause ends, or ended
    asks: bool = False  # a talk is asked for


def movement_of(state: PlanState, today: date) -> Coded:
    """How the plan moves today. Asking for a talk is said first, then a pause."""
    because = _because(state, today)
    if state.asks:
        return Coded(State.ASKS, because)
    if state.paused_until and today < state.paused_until:
        return Coded(State.PAUSED, until=state.paused_until)
    return Coded(State.STILL, because) if because else Coded(State.MOVING)


def _because(state: PlanState, today: date) -> Because | None:
    if state.first_on is None:
        return Because.NO_PLAN_YET
    if state.put_off >= TWICE:
        return Because.MOVED_TWICE
    if state.next_on and state.next_on < today + TWO_WEEKS:
        return None  # it waits for its day
    days = (state.first_on, state.done_on, state.paused_until)
    latest = max(day for day in days if day)
    return Because.NO_MOVE if today >= latest + TWO_WEEKS else None


def is_put_off(before: date | None, to: date | None) -> bool:
    """To give a move its first day, or an earlier one, is not to put it off."""
    return before is not None and to is not None and to > before


def asks_what_helps(put_off: int) -> bool:
    """After each second time the page asks. A day that is chosen then is an answer, until it moves twice more."""
    return put_off >= TWICE and put_off % TWICE == 0
