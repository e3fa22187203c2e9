"""Which function writes which kind of letter: higher rooms register theirs by name in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.module_loading import import_string

from askel.letter.models import Letter
from askel.letter.rules import GOOD_FOR

CODE = "code"
TEST = "test"
LEAVING = "leaving"  # everything of theirs is going to be erased, as they asked
STAY = "stay"  # whether somebody who stays away still wants their place


@dataclass(frozen=True)
class Written:
    """A letter's words. No name in them, and no word of a map or a plan."""

    subject: str
    text: str


Write = Callable[[Letter], Written | None]  # None: it is no longer wanted


@dataclass(frozen=True)
class Kind:
    """How letters of one kind are treated. ``write`` is empty where a page has written the words, ``good_for`` is how late
    they may be sent.
    """

    write: str
    is_at_once: bool = False  # a person waits for it: no quiet hours
    is_needed: bool = False  # it is no reminder: whoever stopped those gets it, and it cannot be stopped
    is_shown: bool = True  # on the front page, when it came too late to be sent
    good_for: timedelta = GOOD_FOR

    def written(self, letter: Letter) -> Written | None:
        write: Write = import_string(self.write)
        return write(letter)


_kinds = {
    CODE: Kind(write="", is_at_once=True, is_shown=False, good_for=timedelta(minutes=10)),
    TEST: Kind("askel.letter.writing.test_letter", is_at_once=True, is_shown=False, good_for=timedelta(hours=1)),
    LEAVING: Kind(
        "askel.letter.place.write_leaving", is_at_once=True, is_needed=True, is_shown=False, good_for=timedelta(days=7)
    ),
    STAY: Kind("askel.letter.place.write_stay", is_needed=True, is_shown=False, good_for=timedelta(days=30)),
}


def register(kind: str, write: str) -> None:
    """``write`` is the dotted name of a function letter -> Written or None. It is called when the letter leaves."""
    _kinds[kind] = Kind(write)


def kind_of(name: str) -> Kind:
    """Raises: KeyError for a kind that nobody registered."""
    return _kinds[name]
