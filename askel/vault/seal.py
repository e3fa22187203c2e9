"""Sealing and opening bytes for one owner (AES-256-GCM, NIST SP 800-38D)."""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag

from askel.vault.keys import make_key, open_key

_NONCE_BYTES = 12
_BLOCK = 32  # words are padded to whole blocks, so that a short name and a shorter one look alike


class NotYours(Exception):  # noqa: N818 - a fact about the bytes
    """These bytes were sealed for another owner or place, or have been changed."""


def seal(owner: UUID, place: bytes, words: str) -> bytes:
    """Seal ``words`` for ``owner`` at ``place``; they open nowhere else. Makes the owner's key when there is none."""
    plain = words.encode() + b"\x80"
    plain += b"\x00" * (-len(plain) % _BLOCK)
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + make_key(owner).encrypt(nonce, plain, place + owner.bytes)


def open_sealed(owner: UUID, place: bytes, sealed: bytes) -> str:
    """The words again. Raises: NotYours, KeyGone."""
    try:
        plain = open_key(owner).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place + owner.bytes)
    except InvalidTag as broken:
        raise NotYours from broken
    return plain[: plain.rindex(b"\x80")].decode()
