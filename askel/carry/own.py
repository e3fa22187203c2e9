"""Askel's own file of a map: what ``kept`` writes, in a wrapping that says what it is.

Knows no Django, as all readers: what the owner said about somebody is taken as it stands here,
and looked at by the front door.
"""

import json
import re
from collections import Counter
from dataclasses import replace
from typing import Any, NoReturn

from askel.carry.found import MOST_ROWS, MOST_TIES, Found, Part
from askel.carry.own_contact import edge_of, found_of
from askel.carry.own_kept import read_kept
from askel.carry.unreadable import Unreadable, Why

SOURCE = "askel"
VERSION = 1
_SIGN = re.compile(r'"askel"\s*:')


def read(text: str) -> list[Part]:
    """The map. Raises: Unreadable, with the line, or the number of the contact."""
    wrapped = _loaded(text)
    version, plain = wrapped.get("version"), wrapped.get("map")
    if isinstance(version, int) and version > VERSION:
        raise Unreadable(Why.OWN_NEWER)
    if version != VERSION or not isinstance(plain, dict):
        raise Unreadable(Why.OWN_BROKEN)
    contacts, ties = plain.get("contacts"), plain.get("ties")
    if not isinstance(contacts, list) or not isinstance(ties, list):
        raise Unreadable(Why.OWN_BROKEN)
    if len(contacts) > MOST_ROWS:
        raise Unreadable(Why.TOO_MANY_ROWS)
    if len(ties) > MOST_TIES:
        raise Unreadable(Why.TOO_MANY_TIES)
    kept, kept_out = read_kept(wrapped.get("snapshots"))
    return [replace(_part(contacts, ties), kept=kept, kept_out=kept_out)]


def _loaded(text: str) -> dict[str, Any]:
    try:
        wrapped = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as broken:
        raise Unreadable(Why.OWN_CUT if _SIGN.search(text[:2_000]) else Why.JSON, broken.lineno) from broken
    except (ValueError, RecursionError) as odd:  # a number of thousands of digits, or lists in lists without end
        raise Unreadable(Why.OWN_BROKEN if _SIGN.search(text[:2_000]) else Why.JSON) from odd
    if not isinstance(wrapped, dict) or wrapped.get("askel") != "map":
        raise Unreadable(Why.JSON)
    return wrapped


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _part(contacts: list[Any], ties: list[Any]) -> Part:
    left_out: Counter[str] = Counter()
    found: dict[str, Found] = {}
    for number, plain in enumerate(contacts, 1):
        try:
            one = found_of(plain)
        except (KeyError, TypeError, ValueError, AttributeError) as odd:
            raise Unreadable(Why.OWN_CONTACT, number) from odd
        except RecursionError as deep:
            raise Unreadable(Why.OWN_BROKEN) from deep
        left_out["repeat"] += one.identity in found
        found.setdefault(one.identity, one)
    return Part(SOURCE, "", tuple(found.values()), tuple(map(edge_of, ties)), dict(+left_out))
