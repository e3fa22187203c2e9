"""A map as plain values: what a snapshot keeps, and what Askel's own file carries."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from askel.netmap.details import Details
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.spheres import Kind, Ring, Sphere

VERSION = 1


def to_text(drawn: DrawnMap) -> str:
    return json.dumps(to_plain(drawn), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> DrawnMap:
    return from_plain(json.loads(text))


def count(text: str) -> int:
    """How many are on a kept map."""
    return len(json.loads(text)["contacts"])


def to_plain(drawn: DrawnMap) -> dict[str, Any]:
    """Bare values, with names that people can read."""
    return {
        "version": VERSION,
        "contacts": [_dot_to_plain(dot) for dot in drawn.dots],
        "ties": [[str(one), str(other)] for one, other in drawn.ties],
    }


def _dot_to_plain(dot: Dot) -> dict[str, Any]:
    details = json.loads(dot.details.to_text() or "{}")
    return {
        "id": str(dot.pk),
        "nickname": dot.nickname,
        "kind": dot.kind.value,
        "ring": dot.ring.value,
        "sphere": dot.sphere.value,
        "wish": dot.is_wish,
        **({"last_encounter_on": dot.last_encounter_on.isoformat()} if dot.last_encounter_on else {}),
        **({"details": details} if details else {}),
    }


def from_plain(plain: dict[str, Any]) -> DrawnMap:
    """Raises: KeyError, TypeError, ValueError where the values are no map."""
    dots = tuple(_dot_from_plain(one) for one in plain["contacts"])
    there = {dot.pk for dot in dots}
    ties = ((UUID(one), UUID(other)) for one, other in plain["ties"])
    return DrawnMap(dots, tuple(tie for tie in ties if there.issuperset(tie)))


def _dot_from_plain(plain: dict[str, Any]) -> Dot:
    met = plain.get("last_encounter_on")
    return Dot(
        pk=UUID(plain["id"]),
        nickname=plain["nickname"],
        ring=Ring(plain["ring"]),
        sphere=Sphere(plain["sphere"]),
        kind=Kind(plain["kind"]),
        is_wish=bool(plain["wish"]),
        last_encounter_on=date.fromisoformat(met) if met else None,
        details=Details.from_plain(plain.get("details", {})),
    )


def renamed(drawn: DrawnMap, id_of: Callable[[UUID], UUID]) -> DrawnMap:
    """The same map under other ids. Whoever then is there twice stays once."""
    dots: dict[UUID, Dot] = {}
    for dot in drawn.dots:
        pk = id_of(dot.pk)
        dots.setdefault(pk, replace(dot, pk=pk))
    pairs = ((id_of(one), id_of(other)) for one, other in drawn.ties)
    ties = {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    return DrawnMap(tuple(dots.values()), tuple(sorted(ties)))


def past(day: date | None, today: date) -> date | None:
    """A day in touch that a file tells of; one that has not come yet is none."""
    return day if day and day <= today else None


def without(drawn: DrawnMap, forgotten: Sequence[UUID]) -> DrawnMap:
    """The map as if these had never been on it."""
    dots = tuple(dot for dot in drawn.dots if dot.pk not in forgotten)
    return replace(drawn, dots=dots, ties=tuple(tie for tie in drawn.ties if not set(tie) & set(forgotten)))
