"""Keys: made, kept in memory for one request, destroyed.

The order of things is what keeps words readable: a key is committed before its first row,
and destroyed before its rows are. So nothing here may run inside a transaction on ``vault``.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connections, transaction
from django.db.utils import IntegrityError

from askel.vault.key_file import KEY_BYTES, read_key_file
from askel.vault.models import Erased, Key

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
    """The owner's key, made and committed when there is none. Raises: KeyGone for an owner whose key was destroyed."""
    try:
        return open_key(owner)
    except KeyGone:
        _refuse_inside_transaction()
        if Erased.objects.filter(owner=owner).exists():  # a write that an erase overtook
            raise
        key = os.urandom(KEY_BYTES)
        try:
            Key.objects.create(owner=owner, wrapped=_wrap(owner, key))
        except IntegrityError:  # another worker made it first: theirs is the one
            return open_key(owner)
        return _memory().setdefault(owner, AESGCM(key))


def destroy_key(owner: UUID) -> None:
    """End all that was ever sealed for this owner, in old backups of the rows too, and remember that it was ended.

    Done again, it ends a key that came back, and keeps the first time.
    """
    _refuse_inside_transaction()
    with transaction.atomic(using="vault"):
        Erased.objects.get_or_create(owner=owner)
        Key.objects.filter(owner=owner).delete()
    _memory().pop(owner, None)
    _let_go_of_old_pages()


def _let_go_of_old_pages() -> None:
    """What was deleted lives on in SQLite's log and in PostgreSQL's pages until it is cleared."""
    connection = connections["vault"]
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            clear = {"sqlite": "PRAGMA wal_checkpoint(TRUNCATE)", "postgresql": "VACUUM vault_key"}
            cursor.execute(clear[connection.vendor])


def erased_owners(at_once: int = 500) -> Iterator[set[UUID]]:
    """Everybody in the list of erased, so many at once. 1 query for each lot."""
    ordered = Erased.objects.order_by("owner").values_list("owner", flat=True)
    lot = list(ordered[:at_once])
    while lot:
        yield set(lot)
        lot = list(ordered.filter(owner__gt=lot[-1])[:at_once])


def with_key(owners: Iterable[UUID]) -> set[UUID]:
    """Those of them who have a key. 1 query."""
    return set(Key.objects.filter(owner__in=owners).values_list("owner", flat=True))


def forget_erased(*, before: datetime) -> int:
    """Take old entries off the list of erased. Returns how many."""
    return Erased.objects.filter(erased_at__lt=before).delete()[0]


def check_wrapped(owner: UUID, wrapped: bytes) -> None:
    """Whether a key that is not in the database is one of this key file. Raises: WrongKeyFile."""
    _unwrap(owner, wrapped)


def _refuse_inside_transaction() -> None:
    """A key made in a transaction that rolls back would leave rows which nobody can open."""
    if connections["vault"].in_atomic_block and not settings.VAULT_IN_TESTS:
        message = "Keys are made and destroyed outside any transaction on the vault."
        raise RuntimeError(message)
