"""One contact and one tie of Askel's own file, on the map of today or on one that was kept. Knows no Django."""

from datetime import date
from typing import Any
from uuid import UUID

from askel.carry.found import Found, Kind
from askel.netmap.names import name_of

SPHERES = ("work", "study", "free_time", "family_neighbours", "officials_services", "old_home", "online")
RINGS = (1, 2, 3)
KINDS: dict[str, Kind] = {"contact": "contact", "network": "network"}
# What the owner may have said of somebody, by its names in ``netmap.details``. Of words, the letters that a form takes.
LONGEST_NOTE = 2_000
WORDS = {"trade": 80, "meaning": LONGEST_NOTE}
CODES = ("often", "last_on", "is_rooted", "language", "in_my_field", "introduces", "origin")
LISTS = ("gives", "takes")
_LONGEST_CODE, _MOST_CODES = 40, 50


def found_of(plain: dict[str, Any]) -> Found:
    """Raises: KeyError, TypeError, ValueError, AttributeError where the values are no contact."""
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


def edge_of(ends: Any) -> tuple[str, str]:  # noqa: ANN401 - whatever JSON holds
    try:
        one, other = map(UUID, ends)
    except (TypeError, ValueError, AttributeError):
        return "", ""  # leads to nobody of the file
    return str(one), str(other)
