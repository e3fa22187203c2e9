"""The fact that a plan moves or stands still: gathered from days and counts, told to ``steps``. Never a word."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min, Q
from django.utils import timezone

from askel.people.models import Person
from askel.plan.models import Move, Pace
from askel.plan.standing import PlanState, movement_of
from askel.steps.actions import tell_movement, tell_movements
from askel.steps.models import Movement

AT_ONCE = 500
_OPEN = Q(done_at=None, dropped_at=None)
_DAYS = {
    "first": Min("made_at"),
    "latest": Max("done_at"),
    "most": Max("put_off", filter=_OPEN),
}


def plan_states(people: Collection[UUID], today: date) -> dict[UUID, PlanState]:
    """What the rule looks at, for each. 2 queries."""
    paces = {pace.pk: pace for pace in Pace.objects.filter(pk__in=people)}
    ahead = Min("on", filter=_OPEN & Q(on__gte=today))
    rows = Move.objects.filter(owner__in=people).order_by().values_list("owner").annotate(**_DAYS, ahead=ahead)
    moves = {row[0]: row[1:] for row in rows}
    return {pk: _state(moves.get(pk), paces.get(pk)) for pk in people}


def _state(days: tuple[Any, ...] | None, pace: Pace | None) -> PlanState:
    first_at, done_at, put_off, next_on = days or (None, None, None, None)
    return plan_state(first_at, done_at, put_off, next_on, pace)


def plan_state(
    first_at: datetime | None, done_at: datetime | None, put_off: int | None, next_on: date | None, pace: Pace | None
) -> PlanState:
    """The state of one plan, from what its rows say at first, at last and at most."""
    return PlanState(
        first_on=timezone.localdate(first_at) if first_at else None,
        done_on=timezone.localdate(done_at) if done_at else None,
        next_on=next_on,
        put_off=put_off or 0,
        paused_until=pace.paused_until if pace else None,
        asks=bool(pace and pace.asked_at),
    )


def tell(person: Person, *, now: datetime) -> None:
    """Each action that changes how the plan moves calls this, in its transaction. 3 queries, and 1 to write."""
    today = timezone.localdate(now)
    state = plan_states([person.pk], today)[person.pk]
    tell_movement(person, movement_of(state, today), today=today, now=now)


def look_at_all(*, now: datetime) -> int:
    """Days pass by themselves: once a night every plan is looked at. Returns how many say something else now."""
    today = timezone.localdate(now)
    people = list(Movement.objects.order_by("pk").values_list("pk", flat=True))
    return sum(_look_at(people[at : at + AT_ONCE], today, now) for at in range(0, len(people), AT_ONCE))


@transaction.atomic
def _look_at(people: list[UUID], today: date, now: datetime) -> int:
    held = list(Movement.objects.select_for_update().filter(pk__in=people))
    states = plan_states(people, today)
    return tell_movements([(row, movement_of(states[row.pk], today)) for row in held], today=today, now=now)
