"""Taking in what requests bring, so that those who never finish hold neither pages nor one another for long."""

import threading
import time
from dataclasses import dataclass, field
from typing import Any

LARGEST = 8 * 1024 * 1024
MOST_AT_ONCE = 12  # of a worker's spare threads (process.py): the others take requests that bring nothing
PATIENCE = 20.0  # seconds for any body
PACE = (
    16 * 1024
)  # bytes a second that lengthen it: a phone on a slow line may take minutes, one that stands still may not
MANY = ("503 Service Unavailable", "Many send something right now. Wait a minute, go back, and send it again.")
LATE = ("408 Request Timeout", "This took too long to come in. Go back, and send it again.")
LARGE = ("413 Content Too Large", "This is larger than Askel can take. The limit is 8 MB.")
_NOTHING = {"GET", "HEAD", "OPTIONS"}

_places = threading.BoundedSemaphore(MOST_AT_ONCE)


class NotTakenError(Exception):
    """The body is not waited for. Knows no language: Django is not asked."""

    def __init__(self, status: str, words: str) -> None:
        super().__init__(status)
        self.status = status
        self.words = words


@dataclass
class Incoming:
    """A body on its way. ``ended`` when all is here, or no more is wanted."""

    pieces: list[bytes] = field(default_factory=list)
    size: int = 0
    is_given_up: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    def read(self, stream: Any) -> None:  # noqa: ANN401 - granian's, or a file
        """Each read waits without end, and nothing can call it back."""
        try:
            while self.size <= LARGEST and not self.is_given_up and (piece := stream.read(PACE)):
                self.pieces.append(piece)
                self.size += len(piece)
        finally:
            self.ended.set()


def take_in(environ: dict[str, Any]) -> bytes:
    """The whole body. No stated length is believed. Raises: NotTakenError."""
    if not _brings_something(environ):
        return b""
    if not _places.acquire(blocking=False):
        raise NotTakenError(*MANY)
    try:
        return _whole(environ["wsgi.input"])
    finally:
        _places.release()


def _brings_something(environ: dict[str, Any]) -> bool:
    length = environ.get("CONTENT_LENGTH") or "0"
    return environ["REQUEST_METHOD"] not in _NOTHING or length != "0" or "HTTP_TRANSFER_ENCODING" in environ


def _whole(stream: Any) -> bytes:  # noqa: ANN401 - granian's, or a file
    """Read in a thread that can be left behind: it ends when the other side closes the line."""
    came = Incoming()
    threading.Thread(target=came.read, args=(stream,), name="body", daemon=True).start()
    began = time.monotonic()
    while not came.ended.wait(max(0.0, left := began + PATIENCE + came.size / PACE - time.monotonic())):
        if left <= 0:
            came.is_given_up = True
            raise NotTakenError(*LATE)
    if came.size > LARGEST:
        raise NotTakenError(*LARGE)
    return b"".join(came.pieces)
