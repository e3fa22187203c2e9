"""What did not reach a person, and what is owed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from askel.letter.marks import address_hash
from askel.letter.models import Letter
from askel.letter.rules import ROW_KEPT, SHOWN_FOR
from askel.people.models import Person


@dataclass(frozen=True)
class NotReached:
    """What a front page says of letters that did not arrive."""

    is_undelivered: bool = False  # the address took none: it should be looked at
    shown_instead: tuple[date, ...] = ()  # days of letters that came too late to be sent


def not_reached(person: Person, now: datetime) -> NotReached:
    """Both at once. 1 query."""
    rows = Letter.objects.of(person).not_sent().filter(due_at__gte=now - ROW_KEPT)
    found = list(rows.values_list("kind", "due_at", "due_on", "late_at", "refused_for"))
    here = address_hash(person.email) if person.email else None
    return NotReached(
        is_undelivered=any(refused_for == here for *_, refused_for in found if refused_for),
        shown_instead=tuple(
            sorted({due_on for kind, due_at, due_on, late_at, _ in found if late_at and due_at >= now - SHOWN_FOR})
        ),
    )


def undelivered(person: Person, now: datetime) -> bool:
    """Whether the address of this person took no letter. 1 query."""
    return not_reached(person, now).is_undelivered


def shown_instead(person: Person, now: datetime) -> tuple[date, ...]:
    """The days of letters that were too late to be sent. 1 query."""
    return not_reached(person, now).shown_instead


@dataclass(frozen=True)
class Owed:
    """A letter as whoever keeps Askel running may see it: no words, no address."""

    id: str
    person: str | None
    kind: str
    state: str
    due_at: datetime
    next_try_at: datetime | None
    tries: int
    ended_at: datetime | None


def owed(*, due: bool, now: datetime) -> Iterator[Owed]:
    """All letters that are held, or those whose time has come. 1 query."""
    rows = Letter.objects.waiting().filter(next_try_at__lte=now) if due else Letter.objects.all()
    for row in rows.order_by("due_at", "id").iterator():
        yield Owed(
            id=str(row.pk),
            person=str(row.person_id) if row.person_id else None,
            kind=row.kind,
            state=_state(row),
            due_at=row.due_at,
            next_try_at=row.next_try_at,
            tries=row.tries,
            ended_at=row.sent_at or row.given_up_at or row.late_at,
        )


def _state(row: Letter) -> str:
    if row.sent_at:
        return "sent"
    if row.given_up_at:
        return "given up"
    if row.late_at:
        return "shown instead"
    return "owed"
