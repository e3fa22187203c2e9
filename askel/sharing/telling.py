"""Telling a supporter: *that* a move was done or that a plan stands still, as a row and a letter.

At most one letter a day. It waits for an hour, so that a tap that was taken back is told to nobody, and what it says is
looked at once more when it leaves.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse

from askel.letter.actions import owe, withdraw
from askel.letter.kinds import Written
from askel.letter.models import Letter
from askel.letter.rules import day_there
from askel.letter.writing import from_template
from askel.people.models import Person
from askel.people.rules import zone
from askel.sharing.models import Supporter, Told, What
from askel.steps.models import Fact, Movement
from askel.steps.movement import State

SUPPORT = "support"
_SETTLES = timedelta(hours=1)


def tell_step(owner: Person, now: datetime) -> None:
    """A move was done."""
    for supporter in _of([owner.pk]):
        _tell(supporter, What.STEP, now)


def tell_still(owners: Collection[UUID], now: datetime) -> None:
    """These plans stand still from now on."""
    for supporter in _of(owners):
        _tell(supporter, What.STILL, now)


def take_step_back(owner: Person, done_at: datetime) -> None:
    """It was not done after all. Where no other was done on that day, nothing is told of it, unless a letter has left."""
    for supporter in _of([owner.pk]):
        day = _day(supporter, done_at)
        if not any(_day(supporter, at) == day for at in _done_near(owner, done_at)):
            supporter.told.filter(what=What.STEP, on=day).delete()
        if not supporter.told.filter(on__gte=day).exists():
            _withdraw(supporter)


def stop_telling(supporter: Supporter) -> None:
    """No letter leaves any more."""
    if supporter.viewer_id:
        _withdraw(supporter)


def _of(owners: Collection[UUID]) -> list[Supporter]:
    return list(Supporter.objects.working().filter(owner__in=owners).select_related("viewer"))


def _tell(supporter: Supporter, what: What, now: datetime) -> None:
    day = _day(supporter, now)
    Told.objects.bulk_create([Told(supporter=supporter, what=what, on=day)], ignore_conflicts=True)
    later = now + _SETTLES
    due_at = later if _day(supporter, later) == day else now  # it is night there, and the letter waits anyway
    owe(_viewer(supporter), kind=SUPPORT, about=supporter.pk.hex, due_at=due_at, now=now)


def _withdraw(supporter: Supporter) -> None:
    withdraw(_viewer(supporter), kind=SUPPORT, about=supporter.pk.hex)


def _done_near(owner: Person, at: datetime) -> list[datetime]:
    around = (at - timedelta(days=1), at + timedelta(days=1))
    facts = Fact.objects.of(owner).filter(kind=Fact.Kind.MOVE_DONE, at__range=around)
    return list(facts.values_list("at", flat=True))


def _day(supporter: Supporter, at: datetime) -> date:
    """Where the supporter lives."""
    return day_there(at, zone(_viewer(supporter).time_zone))


def _viewer(supporter: Supporter) -> Person:
    assert supporter.viewer  # noqa: S101 - only where somebody is told
    return supporter.viewer


def write_support(letter: Letter) -> Written | None:
    """None where it has ended, was taken back, is not so any more, or where another letter of the day has left."""
    supporter = Supporter.objects.working().filter(pk=UUID(letter.about), viewer=letter.person_id).first()
    if supporter is None or _is_said(letter):
        return None
    told = set(supporter.told.filter(on=letter.due_on).values_list("what", flat=True))
    if What.STEP in told:
        return from_template(letter, "step_done", page=reverse("sharing:shown"))
    stands = Movement.objects.filter(person=supporter.owner_id, state=State.STILL).exists()
    return from_template(letter, "stands_still", page=reverse("sharing:shown")) if told and stands else None


def _is_said(letter: Letter) -> bool:
    of_the_day = Letter.objects.filter(person=letter.person_id, kind=SUPPORT, due_on=letter.due_on)
    return of_the_day.exclude(sent_at=None).exists()
