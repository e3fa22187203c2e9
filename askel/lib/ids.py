"""Identifiers that sort by time of making."""

import os
import time
from uuid import UUID

from django.utils.crypto import salted_hmac


def uuid7() -> UUID:
    """A version 7 UUID (RFC 9562): 48 bits of milliseconds, then random. ``uuid.uuid7`` from Python 3.14."""
    return _uuid7(time.time_ns() // 1_000_000, os.urandom(10))


def _uuid7(at: int, rest: bytes) -> UUID:
    number = (at << 80) | int.from_bytes(rest)
    return UUID(int=number & ~(0xF000 << 64) & ~(0xC000 << 48) | (7 << 76) | (2 << 62))


def id_for(owner: UUID, once: UUID) -> UUID:
    """The id of the row that the form ``once`` makes for ``owner``: the same however often the form is sent.

    ``once`` comes back from a browser. What it names differs for each owner, so nobody can aim at another's row,
    or learn by it whether there is one.
    """
    return _uuid7(once.int >> 80, _keyed("row", owner.hex + once.hex))


def id_in_minute(minute: int, secret: str) -> UUID:
    """The id that ``secret`` means in this minute since 1970, and never again."""
    return _uuid7(minute * 60_000, _keyed("minute", f"{minute} {secret}"))


def _keyed(purpose: str, words: str) -> bytes:
    return salted_hmac(f"askel:id:{purpose}", words, algorithm="sha256").digest()[:10]
