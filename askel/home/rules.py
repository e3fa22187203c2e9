"""Which step is next: always one, always the smallest that moves something."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ENOUGH_TO_BEGIN = 3  # with three people on the map there is somebody to plan a move towards
TUNED_IN = "what-stands-in-the-way"


class Step(StrEnum):
    """Where the next small step lies."""

    PAUSED = "paused"  # a pause is a decision: nothing is asked
    CHECK_IN = "check_in"  # a move is planned for today
    CATCH_UP = "catch_up"  # a move's day has passed
    STILL = "still"  # no move in two weeks, or one has moved twice: what would help
    TUNE_IN = "tune_in"  # the first exercise
    SET_GOAL = "set_goal"
    DRAW = "draw"  # the first contact on the map
    DRAW_MORE = "draw_more"
    FIRST_MOVE = "first_move"
    GIVE_DAY = "give_day"  # moves are planned, none has a day
    NEXT_MOVE = "next_move"  # all moves are done or dropped
    EXERCISE = "exercise"  # nothing presses: the next exercise of the steps
    REST = "rest"  # everything is done and a day is set


@dataclass(frozen=True)
class Situation:
    """Where a person stands, in counts and days alone."""

    tuned_in: bool = False
    exercises_left: bool = True
    contacts: int = 0
    goals: int = 0  # open ones
    due_today: int = 0
    late: int = 0
    coming: int = 0  # open moves with a day ahead
    undated: int = 0
    ended: int = 0  # moves done or dropped
    paused_until: date | None = None
    still: bool = False  # it stands still, and what would help is not answered yet
    moved_twice: bool = False  # and that is why


def next_step(at: Situation) -> Step:
    """The one next step.

    A pause rests everything. What has a day comes first: a plan that is not looked at on its day stands still (E1, E3 of the
    evidence). Then what stands still. Then the shortest way to a first dated move. Then what deepens it.
    """
    pressing = _pressing(at)
    if pressing:
        return pressing
    if at.coming:
        return _while_waiting(at)
    if at.undated:
        return Step.GIVE_DAY
    if at.ended:
        return Step.NEXT_MOVE
    return _towards_a_first_move(at)


def _pressing(at: Situation) -> Step | None:
    if at.paused_until:
        return Step.PAUSED
    if at.due_today:
        return Step.CHECK_IN
    if at.late:
        return Step.CATCH_UP
    return Step.STILL if at.still else None


def _while_waiting(at: Situation) -> Step:
    """A day is set. Who came in five minutes meets the steps from here."""
    if not at.tuned_in:
        return Step.TUNE_IN
    if not at.goals:
        return Step.SET_GOAL
    if at.contacts < ENOUGH_TO_BEGIN:
        return Step.DRAW_MORE if at.contacts else Step.DRAW
    return Step.EXERCISE if at.exercises_left else Step.REST


def _towards_a_first_move(at: Situation) -> Step:
    """Tune in, a goal, a few people, a move. Who began with the map is not sent back to the start."""
    if at.contacts >= ENOUGH_TO_BEGIN:
        return Step.FIRST_MOVE if at.goals else Step.SET_GOAL
    if at.contacts:
        return Step.DRAW_MORE
    if at.goals:
        return Step.DRAW
    return Step.SET_GOAL if at.tuned_in else Step.TUNE_IN
