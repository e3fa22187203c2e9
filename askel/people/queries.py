"""What pages ask about accounts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils import timezone

from askel.people.models import Consent, Letters, Person
from askel.people.rules import kept_until, stays_until


@dataclass(frozen=True)
class Passkey:
    """One passkey, as its owner knows it."""

    id: int
    name: str
    added_on: date
    used_on: date | None


@dataclass(frozen=True)
class Account:
    """All ways back that a person has. ``kept_until`` is the last day of a guest, or the first on which others may be erased."""

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
        kept_until=kept_until(person) if guest else stays_until(person),
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


@dataclass(frozen=True)
class Said:
    """One yes, as whoever said it reads it."""

    id: UUID
    wording: str
    language: str
    given_on: date
    withdrawn_on: date | None


@dataclass(frozen=True)
class Consents:
    """What somebody says yes to, and what they took back, the newest first."""

    open: tuple[Said, ...]
    ended: tuple[Said, ...]


def consents_of(person: Person) -> Consents:
    """1 query."""
    said = [_said(row) for row in Consent.objects.of(person).order_by("-given_at", "-id")]
    return Consents(
        open=tuple(one for one in said if not one.withdrawn_on), ended=tuple(one for one in said if one.withdrawn_on)
    )


def _said(row: Consent) -> Said:
    ended = row.withdrawn_at
    return Said(
        id=row.pk,
        wording=row.wording,
        language=row.language,
        given_on=timezone.localdate(row.given_at),
        withdrawn_on=timezone.localdate(ended) if ended else None,
    )
