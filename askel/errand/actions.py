"""Asking for work, taking it in hand, and what becomes of it. A lease says who has it; whoever lost theirs changes nothing."""

from base64 import b64encode
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Case, F, When

from askel.errand.kinds import is_known
from askel.errand.models import Errand, Tick
from askel.errand.rules import LEASE, RESULT_KEPT, ROW_KEPT, TRIES, next_try
from askel.people.models import Person
from askel.vault.fields import Sealed

NOTHING = Sealed()  # an empty result needs no key
_ONE = 1


class LeaseLostError(Exception):
    """Somebody else has this errand in hand now."""


def ask(kind: str, about: str = "", *, by: Person | None, now: datetime) -> Errand:
    """Have work done. Ask for it in the transaction of its cause; ``by`` is None for the house's own work."""
    assert is_known(kind)  # noqa: S101 - a kind that nobody does would wait for ever
    return Errand.objects.create(kind=kind, about=about, owner=by, made_at=now, due_at=now, result=NOTHING)  # type: ignore[misc] # as it lies


def take(now: datetime) -> Errand | None:
    """Take the work that has waited longest in hand. Of two loops that reach for it one gets it.

    A lease that ended by itself counts as a try: work that ends its loop, such as by all its memory, is given up too.
    """
    was_lost = Case(When(leased_until=None, then=0), default=1)
    for pk in list(Errand.objects.due(now).order_by("due_at", "pk").values_list("pk", flat=True)[:3]):
        lease = uuid4()
        due = Errand.objects.due(now).filter(pk=pk)
        if due.update(leased_until=now + LEASE, lease=lease, tries=F("tries") + was_lost):
            errand = Errand.objects.filter(pk=pk, lease=lease).select_related("owner").first()
            if errand and errand.tries < TRIES:
                return errand
            Errand.objects.filter(pk=pk, lease=lease).update(failed_at=now, leased_until=None, lease=None)
    return None


def renew(errand: Errand, *, now: datetime) -> bool:
    """Keep it in hand. False: it is lost."""
    return Errand.objects.in_hand(errand).update(leased_until=now + LEASE) == _ONE


def tell(errand: Errand, progress: int) -> None:
    """Say how far it is. Raises: LeaseLostError."""
    if not Errand.objects.in_hand(errand).update(progress=max(0, min(progress, 100))):
        raise LeaseLostError


@transaction.atomic
def finish(errand: Errand, result: bytes | str | None, *, now: datetime) -> None:
    """Keep the result for its owner, for a day. Raises: LeaseLostError."""
    held = Errand.objects.in_hand(errand).select_for_update().first()
    if held is None:
        raise LeaseLostError
    if result is not None:
        held.result = result if isinstance(result, str) else b64encode(result).decode()
    held.progress, held.done_at, held.expires_at, held.leased_until = 100, now, now + RESULT_KEPT, None
    held.save(update_fields=["result", "progress", "done_at", "expires_at", "leased_until"])


def put_back(errand: Errand) -> None:
    """Let go of it undone: whoever stops gives it to the next loop at once."""
    Errand.objects.in_hand(errand).update(leased_until=None, lease=None)


def fail(errand: Errand, *, now: datetime) -> None:
    """A try failed: another one comes later, or none."""
    tries = errand.tries + 1
    later = next_try(tries, now)
    changed = {"due_at": later} if later else {"failed_at": now}
    Errand.objects.in_hand(errand).update(tries=tries, leased_until=None, lease=None, **changed)


def forget_ended_errands(*, now: datetime) -> int:
    """Results that are over, and rows that are old. Returns how many errands were forgotten."""
    Errand.objects.filter(expires_at__lt=now).update(result=NOTHING, expires_at=None)
    return Errand.objects.filter(made_at__lt=now - ROW_KEPT).delete()[0]


def note_tick(*, now: datetime) -> None:
    """Remember that a loop goes round."""
    if not Tick.objects.filter(pk=_ONE).update(ticked_at=now):
        Tick.objects.bulk_create([Tick(pk=_ONE, ticked_at=now)], ignore_conflicts=True)


@transaction.atomic
def ask_nightly(kind: str, *, night: date, now: datetime) -> UUID | None:
    """Ask for the work of this night, once however many loops there are. None: it is asked already."""
    fresh = Tick.objects.filter(pk=_ONE).exclude(night_of__gte=night)
    return ask(kind, night.isoformat(), by=None, now=now).pk if fresh.update(night_of=night) else None
