"""The key file: one secret outside the database. Without it, nothing in the databases opens."""

import base64
import os
from functools import cache
from pathlib import Path

KEY_BYTES = 32


def make_key_file(path: Path) -> None:
    """Write a new key file that only this user may read. Never writes over one that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(base64.urlsafe_b64encode(os.urandom(KEY_BYTES)) + b"\n")
        file.flush()
        os.fsync(file.fileno())


@cache
def read_key_file(path: Path) -> bytes:
    """The secret. Raises: ValueError when the file holds something else."""
    secret = base64.urlsafe_b64decode(path.read_bytes().strip())
    if len(secret) != KEY_BYTES:
        message = f"The key file {path} does not hold a key of {KEY_BYTES} bytes."
        raise ValueError(message)
    return secret
