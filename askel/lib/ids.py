"""Identifiers that sort by time of making."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """A version 7 UUID (RFC 9562): 48 bits of milliseconds, then random. ``uuid.uuid7`` from Python 3.14."""
    number = (time.time_ns() // 1_000_000 << 80) | int.from_bytes(os.urandom(10))
    return UUID(int=number & ~(0xF000 << 64) & ~(0xC000 << 48) | (7 << 76) | (2 << 62))
