"""Facts that other apps tell. A fact is told in the transaction of what it speaks of."""

from datetime import datetime

from askel.people.models import Person
from askel.steps.models import Fact


def record_fact(person: Person, kind: Fact.Kind, *, now: datetime, about: str = "") -> None:
    """Write down that something was reached. An exercise is answered once, however often it is told."""
    if kind == Fact.Kind.ANSWERED:
        Fact.objects.get_or_create(person=person, kind=kind, about=about, defaults={"at": now})
    else:
        Fact.objects.create(person=person, kind=kind, about=about, at=now)


def record_fact_once(person: Person, kind: Fact.Kind, *, now: datetime) -> None:
    """For what is reached only once, such as the first contact on the map."""
    if not Fact.objects.filter(person=person, kind=kind).exists():
        record_fact(person, kind, now=now)


def withdraw_fact(person: Person, kind: Fact.Kind, *, about: str) -> None:
    """An exercise that is opened again is no longer answered."""
    Fact.objects.filter(person=person, kind=kind, about=about).delete()
