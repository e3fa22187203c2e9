"""Facts that other apps tell. A fact is told in the transaction of what it speaks of."""

from collections.abc import Collection
from datetime import date, datetime

from askel.people.models import Person
from askel.steps.happening import standing_still, step_done, step_taken_back
from askel.steps.models import Fact, Movement
from askel.steps.movement import Coded, has_stopped


def record_fact(person: Person, kind: Fact.Kind, *, now: datetime, about: str = "") -> None:
    """Write down that something was reached. An exercise is answered once, however often it is told."""
    if kind == Fact.Kind.ANSWERED:
        Fact.objects.get_or_create(person=person, kind=kind, about=about, defaults={"at": now})
    else:
        Fact.objects.create(person=person, kind=kind, about=about, at=now)
    if kind == Fact.Kind.MOVE_DONE:
        step_done.tell(person, now)


def record_fact_once(person: Person, kind: Fact.Kind, *, now: datetime) -> None:
    """For what is reached only once, such as the first contact on the map."""
    if not Fact.objects.filter(person=person, kind=kind).exists():
        record_fact(person, kind, now=now)


def withdraw_fact(person: Person, kind: Fact.Kind, *, about: str) -> None:
    """An exercise that is opened again is no longer answered, and a move that was not done is not done."""
    gone = Fact.objects.filter(person=person, kind=kind, about=about)
    done_at = list(gone.values_list("at", flat=True)) if kind == Fact.Kind.MOVE_DONE else []
    gone.delete()
    for at in done_at:
        step_taken_back.tell(person, at)


def tell_movement(person: Person, told: Coded, *, today: date, now: datetime) -> None:
    """How the plan moves now. ``since`` stays while state and cause are the same."""
    held = Movement.objects.of(person).first()
    stops = has_stopped(told) and not (held and has_stopped(held.coded))
    if held is None:
        Movement.objects.create(
            person=person, state=told.state, because=told.because or "", since=today, until=told.until
        )
    elif _turned(held, told, today):
        held.save(update_fields=["state", "because", "since", "until"])
    if stops:
        standing_still.tell([person.pk], now)


def tell_movements(told: Collection[tuple[Movement, Coded]], *, today: date, now: datetime) -> int:
    """The same for many rows at once. Returns how many have changed."""
    stopped = [held.pk for held, coded in told if has_stopped(coded) and not has_stopped(held.coded)]
    changed = [held for held, coded in told if _turned(held, coded, today)]
    many = Movement.objects.bulk_update(changed, ["state", "because", "since", "until"], batch_size=500)
    if stopped:
        standing_still.tell(stopped, now)
    return many


def _turned(held: Movement, told: Coded, today: date) -> bool:
    """Write the row anew where it says something else. Returns whether it did."""
    if held.coded == told:
        return False
    if (held.state, held.because) != (told.state, told.because or ""):
        held.since = today
    held.state, held.because, held.until = told.state, told.because or "", told.until
    return True
