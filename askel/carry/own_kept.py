"""The kept maps in Askel's own file. One that cannot come is counted, and holds up neither the others nor the map."""

import json
from collections import Counter
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from askel.carry.found import MOST_KEPT, MOST_KEPT_LETTERS, FoundKept
from askel.carry.own_contact import edge_of, found_of
from askel.netmap.names import shorten

CAUSES = ("hand", "due")
# Of one kept map: what a map in Askel holds.
MOST_ON_ONE, MOST_TIES_OF_ONE = 500, 5_000
VERSION = 1
_EARLIEST = date(2000, 1, 1)  # no map was kept before


def read_kept(snapshots: Any) -> tuple[tuple[FoundKept, ...], dict[str, int]]:  # noqa: ANN401 - whatever JSON holds
    """Those that can come, and why others cannot. What travels along is bounded: there are no more than Askel keeps."""
    told = [] if snapshots is None else snapshots if isinstance(snapshots, list) else [snapshots]
    kept: dict[str, FoundKept] = {}
    out: Counter[str] = Counter()
    letters = 0
    for number, plain in enumerate(told):
        if len(kept) == MOST_KEPT:
            out["kept-many"] += len(told) - number
            break
        try:
            one = _kept(plain)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            out["kept-junk"] += 1
            continue
        length = len(json.dumps(one.plain)) if one else MOST_KEPT_LETTERS
        if one is None or letters + length > MOST_KEPT_LETTERS:
            out["kept-many"] += 1
        elif one.once in kept:
            out["repeat"] += 1
        else:
            kept[one.once] = one
            letters += length
    return tuple(kept.values()), dict(out)


def _kept(plain: dict[str, Any]) -> FoundKept | None:
    """None where it is larger than a map can be. Raises: whatever values that are no kept map raise."""
    if len(plain["map"]["contacts"]) > MOST_ON_ONE or len(plain["map"]["ties"]) > MOST_TIES_OF_ONE:
        return None
    on, cause = date.fromisoformat(plain["taken_on"]), plain.get("cause", CAUSES[0])
    if on < _EARLIEST or cause not in CAUSES:
        raise ValueError(on)
    shown = _map(plain["map"])
    return FoundKept(_once(plain, on, shown), on.isoformat(), cause, shown)


def _once(plain: dict[str, Any], on: date, shown: dict[str, Any]) -> str:
    """Its id; files that were made before kept maps had one are told apart by the day and what is on the map."""
    if "id" in plain:
        return str(UUID(plain["id"]))
    return str(UUID(bytes=sha256(json.dumps([on.isoformat(), shown]).encode()).digest()[:16]))


def _map(plain: dict[str, Any]) -> dict[str, Any]:
    contacts: dict[str, dict[str, Any]] = {}
    for one in map(_contact, plain["contacts"]):
        contacts.setdefault(one["id"], one)
    ties = [list(edge) for edge in map(edge_of, plain["ties"]) if contacts.keys() >= set(edge)]
    return {"version": VERSION, "contacts": list(contacts.values()), "ties": ties}


def _contact(plain: dict[str, Any]) -> dict[str, Any]:
    """What a kept map says of somebody: no notes, and no names that we do not know."""
    one = found_of(plain)
    return {
        "id": one.identity,
        "nickname": shorten(one.name or ""),
        "kind": one.kind,
        "ring": one.ring,
        "sphere": one.spheres[0],
        "wish": one.wish,
        **({"last_encounter_on": one.met_on} if one.met_on else {}),
        **({"details": one.details} if one.details else {}),
    }
