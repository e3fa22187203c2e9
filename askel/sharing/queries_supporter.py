"""Who supports whom, and what they were told."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q

from askel.people.models import Person
from askel.sharing.models import Supporter, SupporterQuerySet, SupportLabel, What
from askel.sharing.queries import hash_of
from askel.sharing.rules import is_late, today_of
from askel.steps.models import Movement
from askel.steps.movement import State

LATELY = 20  # so many days of what was told are listed


def supported_by(viewer: Person) -> SupporterQuerySet:
    """Those who let this person support them now. No other query tells a supporter anything."""
    return Supporter.objects.working().filter(viewer=viewer)


def supporter_waiting(secret: str, now: datetime) -> SupporterQuerySet:
    """What a link opens, while nobody has opened it."""
    return Supporter.objects.waiting(now).filter(secret_hash=hash_of(secret))


@dataclass(frozen=True, slots=True)
class Supported:
    """Somebody whom I support, without a name. ``still_since`` is there as long as it is so."""

    pk: UUID
    label: str
    since: date
    step_on: date | None
    still_since: date | None


def supported(viewer: Person) -> tuple[Supported, ...]:
    """All of them. 1 query, 1 for labels where there is somebody, and 1 for the key where there is a label."""
    step, still = (Max("told__on", filter=Q(told__what=what)) for what in (What.STEP, What.STILL))
    stands = Exists(Movement.objects.filter(person=OuterRef("owner"), state=State.STILL))
    rows = list(supported_by(viewer).annotate(step_on=step, still_on=still, stands=stands).order_by("pk"))
    labels = {label.pk: label.words for label in SupportLabel.objects.filter(supporter__in=rows)} if rows else {}
    return tuple(_supported(row, labels.get(row.pk, ""), viewer) for row in rows)


def _supported(row: Supporter, label: str, viewer: Person) -> Supported:
    step_on: date | None = row.step_on  # type: ignore[attr-defined] # looked up along, as the next two
    still_on: date | None = row.still_on  # type: ignore[attr-defined]
    stands: bool = row.stands  # type: ignore[attr-defined]
    assert row.opened_at  # noqa: S101 - whoever supports has opened the link
    is_latest = still_on is not None and (step_on is None or step_on <= still_on)
    return Supported(
        row.pk, label, today_of(viewer, row.opened_at), step_on, still_on if stands and is_latest else None
    )


@dataclass(frozen=True, slots=True)
class ToldLine:
    what: What
    on: date


@dataclass(frozen=True, slots=True)
class MySupporter:
    """What I see of my supporter: that there is one, since when, until when, and what they were told."""

    is_opened: bool
    opened_on: date | None
    ended_on: date | None
    told: tuple[ToldLine, ...]


def my_supporter(owner: Person, now: datetime) -> MySupporter | None:
    """None where it is off, or nobody opened the link in time. 2 queries."""
    row = Supporter.objects.of(owner).first()
    if row is None or is_late(row, now):
        return None
    told = row.told.order_by("-on", "-pk")[:LATELY]
    return MySupporter(
        is_opened=row.opened_at is not None,
        opened_on=today_of(owner, row.opened_at) if row.opened_at else None,
        ended_on=today_of(owner, row.ended_at) if row.ended_at else None,
        told=tuple(ToldLine(What(one.what), one.on) for one in told),
    )
