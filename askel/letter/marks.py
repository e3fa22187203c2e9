"""Marks that say who or which without naming: the link at the end of each letter, and the hash of an address.

The link stops the letters of a person. It holds their random id, signed, and opens nothing.
"""

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from askel.people.models import Person
from askel.vault.keys import keyed_hash

_HEX = 32  # digits of 128 bits


def stop_token(person: UUID) -> str:
    return person.hex + keyed_hash("stop-letters", person.hex)[:_HEX]


def person_of(token: str) -> Person | None:
    """Whose letters this link stops. 1 query."""
    try:
        person = UUID(hex=token[:_HEX])
    except ValueError:
        return None
    return Person.objects.filter(pk=person).first() if constant_time_compare(token, stop_token(person)) else None


def address_hash(address: str) -> str:
    """Says that an address is the same, and not which."""
    return keyed_hash("letter-address", address.lower())


def absolute(path: str) -> str:
    """The address of a page, for somebody who is not on one."""
    return f"{settings.ENV.address}{path}"


def stop_link(person: UUID) -> str:
    return absolute(reverse("letter:stop", args=[stop_token(person)]))
