"""Makes a PDF or a PNG of a printed page, in a process of its own: it takes seconds, and more than a page may take.

The page is made here, whole. The child gets only its text, asks nothing of anybody, and is bounded (``pressed.py``).
"""

import json
import subprocess
import sys
import threading
from functools import lru_cache
from typing import Literal

from django.utils.translation import gettext as _

from askel.lib.refused import Refused
from askel.web.lacks import Lacks

MOST_SECONDS = 30  # that somebody waits; a map of 500 takes 3
MOST_WAITING = 4  # of the spare threads of a worker: the others go on taking in pages
COMMAND = (sys.executable, "-m", "askel.web.pressed")
Form = Literal["pdf", "png"]

_places = threading.BoundedSemaphore(MOST_WAITING)
_press = threading.Lock()  # one child a worker: each may take much memory


class NotPressedError(Refused):
    """The file could not be made."""


class NoPressError(NotPressedError):
    """This machine lacks what it takes. ``lacks`` says which."""

    def __init__(self, lacks: Lacks) -> None:
        super().__init__(
            _("This server cannot make PDF and PNG files yet. You can print the page with your browser instead.")
        )
        self.lacks = lacks


def press(page: str, form: Form) -> bytes:
    """The file of one HTML page that names its language and title. Raises: NotPressedError, with words fit to show."""
    if not _places.acquire(blocking=False):
        raise NotPressedError(_("Many files are being made right now. Wait a minute, and try again."))
    try:
        with _press:
            return _pressed(page, form)
    finally:
        _places.release()


def _pressed(page: str, form: Form) -> bytes:
    sent = json.dumps({"page": page, "form": form}).encode()
    try:
        child = subprocess.run(COMMAND, input=sent, capture_output=True, timeout=MOST_SECONDS, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired as late:
        raise _too_much() from late
    if child.returncode in set(Lacks):
        raise NoPressError(Lacks(child.returncode))
    if child.returncode or not child.stdout:
        raise _too_much()
    return child.stdout


def _too_much() -> NotPressedError:
    return NotPressedError(_("This file could not be made. You can print the page with your browser instead."))


# What is the same for everybody


_once = threading.Lock()


def press_once(page: str) -> bytes:
    """The PDF of a page without anybody's words, made once a worker: a whole workshop may ask at once, and waits for the first."""
    with _once:
        return _kept(page)


@lru_cache(maxsize=8)
def _kept(page: str) -> bytes:
    return press(page, "pdf")
