"""What pages ask about accounts."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.utils import timezone

from askel.people.models import Letters, Person
from askel.people.rules import kept_until


@dataclass(frozen=True)
class Passkey:
    """One passkey, as its owner knows it."""

    id: int
    name: str
    added_on: date
    used_on: date | None


@dataclass(frozen=True)
class Account:
    """All ways back that a person has. ``kept_until`` is there for guests only."""

    address: str | None
    passkeys: tuple[Passkey, ...]
    return_code: str
    is_guest: bool
    kept_until: date | None
    wants_letters: bool


def is_guest(person: Person) -> bool:
    """Whether a return code is this person's only way back. One query for whoever has no address."""
    return person.email is None and not Authenticator.objects.filter(user=person).exists()


def account_of(person: Person) -> Account:
    """One query, and one for the key when there is a return code."""
    passkeys = tuple(_passkey(row) for row in Authenticator.objects.filter(user=person).order_by("created_at"))
    guest = person.email is None and not passkeys
    return Account(
        address=person.email,
        passkeys=passkeys,
        return_code=person.return_code,
        is_guest=guest,
        kept_until=kept_until(person) if guest else None,
        wants_letters=person.letters == Letters.MAIL,
    )


def _passkey(row: Authenticator) -> Passkey:
    used = row.last_used_at
    return Passkey(
        id=row.pk,
        name=row.wrap().name,
        added_on=timezone.localdate(row.created_at),
        used_on=timezone.localdate(used) if used else None,
    )
