"""The rows that a person picks from: what each will be called, and where it will stand."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _

from askel.carry.found import Found, FoundMap
from askel.carry.kept_maps import ids_of
from askel.carry.own import SOURCE
from askel.netmap.actions import Told
from askel.netmap.bringing import Picked
from askel.netmap.details import Details
from askel.netmap.known_by import source_key
from askel.netmap.names import LONGEST, nickname_of, shorten
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person

MOST_OF_A_LIST = 30  # Askel is no address book; a drawn map comes whole
LISTS = {"linkedin", "vcard", "google"}
Direction = Literal["closer", "farther", "neither"]


_UUID = 36  # letters


@dataclass(frozen=True, slots=True)
class Row:
    """One person or network to pick. ``code`` names it in the form."""

    code: str
    source: str
    found: Found
    nickname: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What the file cannot say and the person did."""

    ring: Ring
    sphere: Sphere
    direction: Direction = "neither"


def rows_of(maps: Sequence[FoundMap], *, taken: Iterable[str] = ()) -> list[list[Row]]:
    """The rows of each map, each with a nickname of its own."""
    names = Nicknames(taken)
    return [
        [
            Row(f"{at}-{number}", found_map.source, one, names.give(one, number + 1))
            for number, one in enumerate(found_map.found)
        ]
        for at, found_map in enumerate(maps)
    ]


def key_of(row: Row, owner: Person) -> str:
    """What names the row on the map of its owner. Reckoned only where it is asked for: ten thousand take a while."""
    return source_key(owner.pk, row.source, row.found.identity)


class Nicknames:
    """Gives nicknames, no two alike."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._given = {name.casefold() for name in taken}
        self._next: dict[str, int] = {}

    def give(self, found: Found, number: int) -> str:
        wanted = _wanted(found, number)
        nickname = wanted
        stem = shorten(wanted, LONGEST - 6)  # long names that differ in their ends share one count
        while nickname.casefold() in self._given:
            self._next[stem] = self._next.get(stem, 1) + 1
            nickname = f"{stem} {self._next[stem]}"
        self._given.add(nickname.casefold())
        return nickname


def _wanted(found: Found, number: int) -> str:
    if found.name is None:
        return _("Contact %(number)d") % {"number": number}
    if found.ring is not None:
        return shorten(found.name)  # the owner's own nickname for them
    return shorten(found.name, 70) if found.kind == "network" else nickname_of(found.name)


def most_of(maps: Sequence[FoundMap]) -> int | None:
    """How many may be picked at a time; None where a map comes whole."""
    return MOST_OF_A_LIST if any(found_map.source in LISTS for found_map in maps) else None


def has_places(maps: Sequence[FoundMap]) -> bool:
    """Whether the files say of everybody where they stand, so that nothing is left to ask."""
    found = [one for found_map in maps for one in found_map.found]
    return bool(found or ids_of(maps)) and all(one.ring is not None for one in found)


def has_closeness(maps: Sequence[FoundMap]) -> bool:
    return any(one.closeness is not None for found_map in maps for one in found_map.found)


def picked_from(
    maps: Sequence[FoundMap], rows: Sequence[Sequence[Row]], codes: Collection[str], answers: Answers, *, owner: Person
) -> tuple[list[Picked], list[tuple[str, str]]]:
    """The picked rows as they will stand, and the ties of their files."""
    picked, ties = [], []
    for found_map, some in zip(maps, rows, strict=True):
        scale = _scale(found_map)
        picked += [
            Picked(
                key_of(row, owner),
                _told(row, _ring(row.found, scale, answers), answers),
                wished=row.found.wish,
                met_on=date.fromisoformat(row.found.met_on) if row.found.met_on else None,
                once=UUID(row.found.identity) if row.source == SOURCE else None,
            )
            for row in some
            if row.code in codes
        ]
        keys = {end: key_of(some[end], owner) for end in {end for tie in found_map.ties for end in tie}}
        ties += [(keys[a], keys[b]) for a, b in found_map.ties]
    return picked, ties


def _origin(row: Row) -> str:
    """The UUID that a file of Network Canvas gives: it goes out again with the map."""
    return row.found.identity if row.source.startswith("networkcanvas") and len(row.found.identity) == _UUID else ""


def _told(row: Row, ring: Ring, answers: Answers) -> Told:
    known = next((Sphere(code) for code in row.found.spheres if code in Sphere.values), answers.sphere)
    return Told(
        nickname=row.nickname,
        ring=ring,
        sphere=known,
        kind=Kind(row.found.kind),
        note=row.found.note,
        details=replace(Details.from_plain(row.found.details or {}), origin=_origin(row)),
    )


def _scale(found_map: FoundMap) -> tuple[float, float]:
    values = [one.closeness for one in found_map.found if one.closeness is not None]
    return (min(values), max(values)) if values else (0.0, 0.0)


def _ring(found: Found, scale: tuple[float, float], answers: Answers) -> Ring:
    """A third of the file's own scale for each ring, in the direction that the person said."""
    if found.ring is not None:
        return Ring(found.ring)
    low, high = scale
    if found.closeness is None or answers.direction == "neither" or low == high:
        return answers.ring
    share = (found.closeness - low) / (high - low)
    closer = share if answers.direction == "closer" else 1 - share
    return Ring.CLOSE if closer > 2 / 3 else Ring.MIDDLE if closer > 1 / 3 else Ring.OUTER
