"""How a plan moves, as one coded list. The room that knows the plan tells it; desk, sharing and report read it here."""

from dataclasses import dataclass
from datetime import date

from django.db import models


class State(models.TextChoices):
    """Where a plan stands. There is no better or worse: a pause is a decision."""

    MOVING = "moving"
    STILL = "still"
    PAUSED = "paused"
    ASKS = "asks_for_talk"


class Because(models.TextChoices):
    """Why a plan stands still."""

    NO_PLAN_YET = "no_plan_yet"
    NO_MOVE = "no_move_in_14_days"
    MOVED_TWICE = "moved_twice"


@dataclass(frozen=True, slots=True)
class Coded:
    """One person's movement. Whoever asks for a talk may stand still besides, and then it says why."""

    state: State
    because: Because | None = None
    until: date | None = None  # the day a pause ends


NOTHING_PLANNED = Coded(State.STILL, Because.NO_PLAN_YET)  # also of whoever never opened a plan


def has_stopped(coded: Coded) -> bool:
    """Whether a plan that there is stands still. Whoever has not begun has not stopped."""
    return coded.state == State.STILL and coded.because != Because.NO_PLAN_YET
