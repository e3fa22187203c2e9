"""What happens to goals. Each is one verb in one transaction; doing it twice is doing it once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from askel.lib.ids import id_for, uuid7
from askel.lib.refused import Refused, StaleError
from askel.people.models import Person
from askel.plan.models import SLOTS, Ending, Goal
from askel.steps.actions import record_fact
from askel.steps.models import Fact


class FullGoalsError(Refused):
    """There are as many open goals as there may be."""


class GoalChangedError(StaleError):
    """Another page or device saved the goal meanwhile."""

    current: Goal


@dataclass(frozen=True, slots=True)
class Wanted:
    """A goal in the person's own words. ``obstacle`` lies within them, ``around`` outside."""

    wish: str
    obstacle: str = ""
    answer: str = ""
    why_now: str = ""
    around: str = ""


@transaction.atomic
def set_goal(wanted: Wanted, *, by: Person, now: datetime, once: UUID | None = None) -> Goal:
    """The form ``once`` sent twice with the same words is one goal. Raises: FullGoalsError."""
    Person.objects.select_for_update().get(pk=by.pk)  # two devices cannot pass the limit together
    pk = id_for(by.pk, once) if once else uuid7()
    there = Goal.objects.of(by).filter(pk=pk).first() if once else None
    if there and _as_wanted(there) == wanted:
        return there
    taken = set(Goal.objects.of(by).open().values_list("slot", flat=True))
    free = [slot for slot in SLOTS if slot not in taken]
    if not free:
        raise FullGoalsError(_("Three goals are open. Finish one or let one go, and there is room for this."))
    record_fact(by, Fact.Kind.GOAL_SET, now=now)
    return Goal.objects.create(
        pk=uuid7() if there else pk,
        owner=by,
        slot=free[0],
        wish=wanted.wish,
        obstacle=wanted.obstacle,
        answer=wanted.answer,
        why_now=wanted.why_now,
        around=wanted.around,
        made_at=now,
    )


def _as_wanted(goal: Goal) -> Wanted:
    return Wanted(goal.wish, goal.obstacle, goal.answer, goal.why_now, goal.around)


@transaction.atomic
def change_goal(goal: Goal, wanted: Wanted, *, by: Person, version: int) -> Goal:
    """Raises: GoalChangedError."""
    held = Goal.objects.of(by).select_for_update().get(pk=goal.pk)
    if held.version != version:
        raise GoalChangedError(_("This was changed on another device."), held)
    held.wish, held.obstacle, held.answer = wanted.wish, wanted.obstacle, wanted.answer
    held.why_now, held.around = wanted.why_now, wanted.around
    held.version += 1
    held.save(update_fields=["wish", "obstacle", "answer", "why_now", "around", "version"])
    return held


@transaction.atomic
def close_goal(goal: Goal, ending: Ending, *, by: Person, now: datetime) -> None:
    """It makes room for another and is kept. The first ending counts."""
    Goal.objects.of(by).open().filter(pk=goal.pk).update(closed_at=now, ending=ending, version=F("version") + 1)
