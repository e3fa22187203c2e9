"""Taking in what requests bring, so that those who never finish hold no page."""

import threading
from typing import Any

LARGEST = 8 * 1024 * 1024
MOST_AT_ONCE = 12  # of a worker's spare threads (process.py): the others take requests that bring nothing
MANY = ("503 Service Unavailable", "Many send something right now. Wait a minute, go back, and send it again.")
LARGE = ("413 Content Too Large", "This is larger than Askel can take. The limit is 8 MB.")
_NOTHING = {"GET", "HEAD", "OPTIONS"}

_places = threading.BoundedSemaphore(MOST_AT_ONCE)


class NotTakenError(Exception):
    """The body is not waited for. Knows no language: Django is not asked."""

    def __init__(self, status: str, words: str) -> None:
        super().__init__(status)
        self.status = status
        self.words = words


def take_in(environ: dict[str, Any]) -> bytes:
    """The whole body. No stated length is believed. Raises: NotTakenError.

    There is no deadline: granian's read cannot be called back, and an answer that leaves while it waits stops the whole worker
    until the line is closed (seen with 2.8.7). So places are few, and a proxy that takes in bodies belongs in front.
    """
    if not _brings_something(environ):
        return b""
    if not _places.acquire(blocking=False):
        raise NotTakenError(*MANY)
    try:
        body: bytes = environ["wsgi.input"].read(LARGEST + 1)
    finally:
        _places.release()
    if len(body) > LARGEST:
        raise NotTakenError(*LARGE)
    return body


def _brings_something(environ: dict[str, Any]) -> bool:
    length = environ.get("CONTENT_LENGTH") or "0"
    return environ["REQUEST_METHOD"] not in _NOTHING or length != "0" or "HTTP_TRANSFER_ENCODING" in environ
