"""Keys: made, kept in memory for one request, destroyed.

The order of things is what keeps words readable: a key is committed before its first row,
and destroyed before its rows are. So nothing here may run inside a transaction on ``vault``.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from contextvars import ContextVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connections
from django.db.utils import IntegrityError

from askel.vault.key_file import KEY_BYTES, read_key_file
from askel.vault.models import Key

_NONCE_BYTES = 12
_held: ContextVar[dict[UUID, AESGCM] | None] = ContextVar("vault_held", default=None)


class KeyGone(Exception):  # noqa: N818 - a fact about the key
    """No key for this owner: what was sealed with it can never be opened again."""


class WrongKeyFile(Exception):  # noqa: N818 - a fact about the file
    """The key file is not the one that wrapped the keys in this database."""


def _derived(purpose: bytes) -> bytes:
    """A key for one purpose, so that no two uses share one (HKDF's expand step, RFC 5869)."""
    return hmac.digest(read_key_file(settings.ASKEL_KEY_FILE), b"askel:" + purpose + b"\x01", "sha256")


def keyed_hash(purpose: str, *parts: str) -> str:
    """A hash that nobody without the key file can test guesses against."""
    return hmac.new(_derived(purpose.encode()), "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def _wrap(owner: UUID, key: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(_derived(b"wrap")).encrypt(nonce, key, owner.bytes)


def _unwrap(owner: UUID, wrapped: bytes) -> bytes:
    try:
        return AESGCM(_derived(b"wrap")).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], owner.bytes)
    except InvalidTag as broken:
        raise WrongKeyFile from broken


def _memory() -> dict[UUID, AESGCM]:
    held = _held.get()
    if held is None:
        held = {}
        _held.set(held)
    return held


def drop_held_keys(**_: object) -> None:
    """Forget all keys in memory. Called after each request, each command and each test."""
    _held.set(None)


def take_keys(owners: Iterable[UUID]) -> None:
    """Bring many owners' keys into memory in one query."""
    held = _memory()
    if missing := {owner for owner in owners if owner not in held}:
        for key in Key.objects.filter(owner__in=missing):
            held[key.owner] = AESGCM(_unwrap(key.owner, bytes(key.wrapped)))


def open_key(owner: UUID) -> AESGCM:
    """The owner's key. Raises: KeyGone."""
    held = _memory()
    if owner not in held:
        take_keys([owner])
    try:
        return held[owner]
    except KeyError:
        raise KeyGone(owner) from None


def make_key(owner: UUID) -> AESGCM:
    """The owner's key, made and committed when there is none."""
    try:
        return open_key(owner)
    except KeyGone:
        _refuse_inside_transaction()
        key = os.urandom(KEY_BYTES)
        try:
            Key.objects.create(owner=owner, wrapped=_wrap(owner, key))
        except IntegrityError:  # another worker made it first: theirs is the one
            return open_key(owner)
        return _memory().setdefault(owner, AESGCM(key))


def destroy_key(owner: UUID) -> None:
    """End all that was ever sealed for this owner, in old backups of the rows too."""
    _refuse_inside_transaction()
    Key.objects.filter(owner=owner).delete()
    _memory().pop(owner, None)
    connection = connections["vault"]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # else the old page lives on in the log


def _refuse_inside_transaction() -> None:
    """A key made in a transaction that rolls back would leave rows which nobody can open."""
    if connections["vault"].in_atomic_block and not settings.VAULT_IN_TESTS:
        message = "Keys are made and destroyed outside any transaction on the vault."
        raise RuntimeError(message)
