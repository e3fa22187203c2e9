"""How a person wants to go on: a pause, a talk that is asked for, a day to look at the week, what it is chosen for.

Each is one verb in one transaction; doing it twice is doing it once.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from askel.people.actions import keep_until
from askel.people.models import Person
from askel.plan.actions import MoveEndedError, postpone_move
from askel.plan.looking import looking
from askel.plan.models import Move, Pace
from askel.plan.moving import tell


def _pace(by: Person) -> Pace:
    """The row of ``by``, held until the transaction ends."""
    Person.objects.select_for_update().get(pk=by.pk)
    return Pace.objects.get_or_create(owner=by)[0]


@transaction.atomic
def pause(until: date, *, by: Person, now: datetime) -> None:
    """Nothing is expected before ``until``. Another pause takes the place of the one before."""
    pace = _pace(by)
    pace.paused_on, pace.paused_until = timezone.localdate(now), until
    pace.save(update_fields=["paused_on", "paused_until"])
    keep_until(by, until)
    tell(by, now=now)


@transaction.atomic
def end_pause(*, by: Person, now: datetime) -> None:
    """From today on. A pause that is over stays as it was."""
    pace, today = _pace(by), timezone.localdate(now)
    if pace.paused_until and pace.paused_until > today:
        pace.paused_until = today
        pace.save(update_fields=["paused_until"])
        tell(by, now=now)


@transaction.atomic
def ask_for_talk(*, by: Person, now: datetime) -> None:
    pace = _pace(by)
    if not pace.asked_at:
        pace.asked_at = now
        pace.save(update_fields=["asked_at"])
        tell(by, now=now)


@transaction.atomic
def take_back_talk(*, by: Person, now: datetime) -> None:
    """The talk is not needed any more, or has been."""
    pace = _pace(by)
    if pace.asked_at:
        pace.asked_at = None
        pace.save(update_fields=["asked_at"])
        tell(by, now=now)


@transaction.atomic
def set_look(weekday: int | None, hour: int | None, *, by: Person, now: datetime) -> None:
    """On which weekday and at which hour the week is looked at; None for neither."""
    pace = _pace(by)
    if (pace.look_weekday, pace.look_hour) == (weekday, hour):
        return
    pace.look_weekday, pace.look_hour = weekday, hour
    pace.save(update_fields=["look_weekday", "look_hour"])
    looking.tell(by, now)


@transaction.atomic
def choose_week(days: Mapping[UUID, date], *, by: Person, now: datetime) -> None:
    """The week was looked at, and these moves got their day. What has ended on another page meanwhile is left out."""
    pace = _pace(by)
    for move in Move.objects.of(by).filter(pk__in=days):
        with suppress(MoveEndedError):
            postpone_move(move, days[move.pk], by=by, now=now)
    pace.looked_on = timezone.localdate(now)
    pace.save(update_fields=["looked_on"])
