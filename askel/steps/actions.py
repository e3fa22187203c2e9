"""Facts that other apps tell. A fact is told in the transaction of what it speaks of."""

from collections.abc import Iterable
from datetime import date, datetime

from askel.people.models import Person
from askel.steps.models import Fact, Movement
from askel.steps.movement import Coded


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


def tell_movement(person: Person, told: Coded, *, today: date) -> None:
    """How the plan moves now. ``since`` stays while state and cause are the same."""
    held = Movement.objects.of(person).first()
    if held is None:
        Movement.objects.create(
            person=person, state=told.state, because=told.because or "", since=today, until=told.until
        )
    elif _turned(held, told, today):
        held.save(update_fields=["state", "because", "since", "until"])


def tell_movements(told: Iterable[tuple[Movement, Coded]], *, today: date) -> int:
    """The same for many rows at once. Returns how many have changed."""
    changed = [held for held, coded in told if _turned(held, coded, today)]
    return Movement.objects.bulk_update(changed, ["state", "because", "since", "until"], batch_size=500)


def _turned(held: Movement, told: Coded, today: date) -> bool:
    """Write the row anew where it says something else. Returns whether it did."""
    if held.coded == told:
        return False
    if (held.state, held.because) != (told.state, told.because or ""):
        held.since = today
    held.state, held.because, held.until = told.state, told.because or "", told.until
    return True
