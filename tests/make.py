"""Builders: each names only what a test is about."""

from datetime import UTC, date, datetime

from allauth.account.models import EmailAddress

from askel.netmap.actions import Told, add_contact
from askel.netmap.models import Contact
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.actions import start_guest
from askel.people.codes import code_hash
from askel.people.models import Person

NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # noon in Helsinki, a Tuesday
TODAY = date(2026, 11, 24)


def guest(language: str = "en") -> Person:
    """Somebody who pressed *Start now*."""
    return start_guest(language=language, now=NOON, today=TODAY)


def person(name: str) -> Person:
    """Somebody with an address, proved."""
    made = guest()
    made.email = f"{name.lower()}@example.org"
    made.save(update_fields=["email"])
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def contact(
    owner: Person,
    nickname: str = "Anna",
    *,
    at: tuple[Ring, Sphere] = (Ring.MIDDLE, Sphere.STUDY),
    kind: Kind = Kind.CONTACT,
    wished: bool = False,
) -> Contact:
    """Somebody on ``owner``'s map."""
    return add_contact(Told(nickname, *at, kind), by=owner, now=NOON, wished=wished)


def hash_of(code: str) -> str:
    """What lies in the database for a return code."""
    return code_hash(code)
