"""*I look at my week then*: who is told when somebody chooses another day or hour for it, or none.

Apps above the plan keep that hour too. Each registers, in its ``AppConfig.ready``, one function that takes the person
and the time of the choice; it runs in the transaction of the choice.
"""

from collections.abc import Callable
from datetime import datetime

from askel.people.models import Person

Note = Callable[[Person, datetime], None]
_registered: list[Note] = []


def register(note: Note) -> None:
    """Call ``note`` whenever the day or the hour changes. Registering twice is once."""
    if note not in _registered:
        _registered.append(note)


def note_everywhere(person: Person, now: datetime) -> None:
    for note in _registered:
        note(person, now)
