"""Return codes: what a guest writes down to come back. 12 letters of 32 carry 60 bits."""

import secrets

from askel.vault.keys import keyed_hash

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to be misread
_MISREAD = str.maketrans("ILO", "110")
LENGTH = 12


def new_code() -> str:
    """A fresh code, in three groups to be read aloud: ``XXXX-XXXX-XXXX``."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def code_hash(typed: str) -> str:
    """The hash of a code as somebody typed it: small letters, spaces and misread letters do not matter."""
    letters = "".join(letter for letter in typed.upper().translate(_MISREAD) if letter in _ALPHABET)
    return keyed_hash("return-code", letters)
