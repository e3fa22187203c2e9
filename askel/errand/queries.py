"""How an errand stands, and how the loop is."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from askel.errand.models import Errand, Tick
from askel.people.models import Person


@dataclass(frozen=True)
class Standing:
    """What a page may say of an errand."""

    progress: int
    is_done: bool
    has_failed: bool
    expires_at: datetime | None


def standing(errand: Errand) -> Standing:
    """As the row says. No query."""
    return Standing(errand.progress, errand.done_at is not None, errand.failed_at is not None, errand.expires_at)


def errand_of(person: Person, pk: UUID) -> Errand | None:
    """1 query."""
    return Errand.objects.of(person).filter(pk=pk).first()


def result_bytes(errand: Errand) -> bytes:
    """What was made as bytes. 1 query for the key. Empty when it is over."""
    return b64decode(errand.result)


def last_tick() -> datetime | None:
    """When a loop last went round. 1 query."""
    return next(iter(Tick.objects.values_list("ticked_at", flat=True)), None)


def night_of() -> date | None:
    """For which day the nightly work was asked last. 1 query."""
    return Tick.objects.values_list("night_of", flat=True).first()
