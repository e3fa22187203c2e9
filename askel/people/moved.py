"""*I live elsewhere now*: who is told when the clock changes by which somebody lives.

Apps above keep times of a person's own day. Each registers, in its ``AppConfig.ready``, one function that takes the
person and the name of the time zone before; it runs in the transaction of the change.
"""

from collections.abc import Callable

from askel.people.models import Person

Note = Callable[[Person, str], None]
_registered: list[Note] = []


def register(note: Note) -> None:
    """Call ``note`` whenever somebody's time zone changes. Registering twice is once."""
    if note not in _registered:
        _registered.append(note)


def note_everywhere(person: Person, before: str) -> None:
    for note in _registered:
        note(person, before)
