"""Askel's own file of a map: what ``kept`` writes, in a wrapping that says what it is.

Knows no Django, as all readers: what the owner said about somebody is taken as it stands here,
and looked at by the front door.
"""

import json
import re
from collections import Counter
from datetime import date
from typing import Any, NoReturn
from uuid import UUID

from askel.carry.found import MOST_ROWS, MOST_TIES, Found, Kind, Part
from askel.carry.unreadable import Unreadable, Why
from askel.netmap.names import name_of

SOURCE = "askel"
VERSION = 1
SPHERES = ("work", "study", "free_time", "family_neighbours", "officials_services", "old_home", "online")
RINGS = (1, 2, 3)
KINDS: dict[str, Kind] = {"contact": "contact", "network": "network"}
# What the owner may have said of somebody, by its names in ``netmap.details``. Of words, the letters that a form takes.
LONGEST_NOTE = 2_000
WORDS = {"trade": 80, "meaning": LONGEST_NOTE}
CODES = ("often", "last_on", "is_rooted", "language", "in_my_field", "introduces", "origin")
LISTS = ("gives", "takes")
_LONGEST_CODE, _MOST_CODES = 40, 50
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
    return [_part(contacts, ties)]


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
            one = _found(plain)
        except (KeyError, TypeError, ValueError, AttributeError) as odd:
            raise Unreadable(Why.OWN_CONTACT, number) from odd
        except RecursionError as deep:
            raise Unreadable(Why.OWN_BROKEN) from deep
        left_out["repeat"] += one.identity in found
        found.setdefault(one.identity, one)
    return Part(SOURCE, "", tuple(found.values()), tuple(map(_edge, ties)), dict(+left_out))


def _found(plain: dict[str, Any]) -> Found:
    details, met = plain.get("details", {}), plain.get("last_encounter_on")
    if plain["sphere"] not in SPHERES or type(plain["ring"]) is not int or plain["ring"] not in RINGS:
        raise ValueError(plain["id"])
    note = plain.get("note", "")
    if not isinstance(details, dict) or not isinstance(note, str) or type(plain["wish"]) is not bool:
        raise TypeError(plain["id"])
    if len(note) > LONGEST_NOTE:
        raise ValueError(plain["id"])
    return Found(
        identity=str(UUID(plain["id"])),
        kind=KINDS[plain["kind"]],
        name=name_of(plain["nickname"]),
        spheres=(plain["sphere"],),
        ring=plain["ring"],
        wish=plain["wish"],
        details=_said(details),
        met_on=date.fromisoformat(met).isoformat() if met else None,
        note=note,
    )


def _said(details: dict[str, Any]) -> dict[str, Any]:
    """Bare values under the names we know; whatever else is there is left behind. Raises: TypeError, ValueError."""
    said = {name: details[name] for name in (*WORDS, *CODES, *LISTS) if name in details}
    for name, value in said.items():
        inside = value if name in LISTS and isinstance(value, list) else [value]
        if any(isinstance(one, list | dict) for one in inside):
            raise TypeError(name)
        if len(inside) > _MOST_CODES or any(len(str(one)) > WORDS.get(name, _LONGEST_CODE) for one in inside):
            raise ValueError(name)
    return said


def _edge(ends: Any) -> tuple[str, str]:  # noqa: ANN401 - whatever JSON holds
    try:
        one, other = map(UUID, ends)
    except (TypeError, ValueError, AttributeError):
        return "", ""  # leads to nobody of the file
    return str(one), str(other)
