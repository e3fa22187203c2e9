"""The sessions of one person. A session's row does not say whose it is, so each of them is opened."""

import json
from uuid import UUID

from django.contrib.sessions.models import Session


def sessions_of(person: UUID, address: str | None) -> list[str]:
    """All in which this person is signed in, or may be in a moment: a code to this address is waited for."""
    marks = (str(person), person.hex, *([json.dumps(address, ensure_ascii=False)] if address else []))
    return [row.pk for row in Session.objects.iterator() if _names(row, marks)]


def forget_sessions(person: UUID, address: str | None) -> None:
    Session.objects.filter(pk__in=sessions_of(person, address)).delete()


def _names(session: Session, marks: tuple[str, ...]) -> bool:
    held = json.dumps(session.get_decoded(), ensure_ascii=False)
    return any(mark in held for mark in marks)
