"""Which sitting a request belongs to: as long as somebody is signed in on one device."""

from contextlib import AbstractContextManager

from django.utils import timezone

from askel.netmap.history import tracked
from askel.people.request import PersonRequest
from askel.vault.keys import keyed_hash


def sitting(request: PersonRequest) -> str:
    """The session's name, hashed: a row of history does not open a session."""
    return keyed_hash("sitting", request.session.session_key or "")


def undoable(request: PersonRequest) -> AbstractContextManager[None]:
    """Whatever the one action inside changes on the map can be undone in this sitting."""
    return tracked(request.user, sitting=sitting(request), now=timezone.now())
