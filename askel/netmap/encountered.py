"""*We were in touch*: who is told when it changes when the owner and a contact last were.

Apps above the map reckon from that day. Each registers, in its ``AppConfig.ready``, one function that takes the
contact and the day (None: no encounter is left); it runs in the transaction of the encounter.
"""

from collections.abc import Callable
from datetime import date

from askel.netmap.models import Contact

Note = Callable[[Contact, date | None], None]
_registered: list[Note] = []


def register(note: Note) -> None:
    """Call ``note`` whenever the day changes. Registering twice is once."""
    if note not in _registered:
        _registered.append(note)


def note_everywhere(contact: Contact, last_on: date | None) -> None:
    for note in _registered:
        note(contact, last_on)
