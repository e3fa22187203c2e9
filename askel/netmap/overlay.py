"""Two maps drawn so that they can be compared: in one picture, and side by side in the same frame.

All three pictures share one layout, so whoever did not move stands in the same place in each.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import atan2, degrees
from uuid import UUID

from askel.netmap.comparing import Comparison, Mark, Pair, marks_of
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.picture import Painted, Picture, paint

Places = dict[UUID, Painted]


@dataclass(frozen=True, slots=True)
class Sign:
    """The first of the marks is drawn, turned by so many degrees; all of them are told."""

    marks: tuple[Mark, ...]
    turn: int

    @property
    def drawn(self) -> Mark:
        return self.marks[0]


@dataclass(frozen=True, slots=True)
class Overlay:
    """``over`` is the later map with those who are gone; ``signs`` and the two kinds of ties belong to it."""

    over: Picture
    before: Picture
    after: Picture
    signs: dict[UUID, Sign]
    new_ties: str
    gone_ties: str


def overlay(before: DrawnMap, after: DrawnMap, found: Comparison, *, is_mirrored: bool = False) -> Overlay:
    whole = paint(_both(before, after), is_mirrored=is_mirrored)
    over = _only(DrawnMap((*after.dots, *found.gone), after.ties), whole)
    at = {one.dot.pk: one for one in over.dots}
    signs = {pk: Sign(marks, _turn(at[pk], marks[0], whole)) for pk, marks in marks_of(found).items() if pk in at}
    return Overlay(
        over,
        _only(before, whole),
        _only(after, whole),
        signs,
        _lines(found.tied, at),
        _lines(found.untied, at),
    )


def _both(before: DrawnMap, after: DrawnMap) -> DrawnMap:
    """Everybody wherever they stand on one of the maps: whoever moved is there twice."""
    places = {_place(dot): dot for dot in (*before.dots, *after.dots)}
    return DrawnMap(tuple(sorted(places.values(), key=lambda dot: dot.pk)))


def _place(dot: Dot) -> tuple[object, ...]:
    return dot.pk, dot.ring, dot.sphere, dot.nickname


def _only(drawn: DrawnMap, whole: Picture) -> Picture:
    """The picture of one map, in the places of the whole."""
    there = {_place(dot): dot for dot in drawn.dots}
    dots = tuple(replace(one, dot=there[_place(one.dot)]) for one in whole.dots if _place(one.dot) in there)
    at = {one.dot.pk: one for one in dots}
    ties = [(drawn.by_pk[one], drawn.by_pk[other]) for one, other in drawn.ties]
    return replace(
        whole,
        dots=dots,
        ties=_lines((pair for pair in ties if not _is_wished(pair)), at),
        wished_ties=_lines(filter(_is_wished, ties), at),
        without_room=len(drawn.dots) - len(dots),
    )


def _is_wished(pair: Pair) -> bool:
    return pair[0].is_wish or pair[1].is_wish


def _turn(one: Painted, mark: Mark, picture: Picture) -> int:
    """An arrow that points right, turned towards the middle or away from it."""
    if mark not in {Mark.CLOSER, Mark.FARTHER}:
        return 0
    inwards = round(degrees(atan2(picture.height / 2 - one.y, picture.width / 2 - one.x)))
    return inwards if mark == Mark.CLOSER else inwards + 180


def _lines(ties: Iterable[Pair], at: Places) -> str:
    ends = ((at[one.pk], at[other.pk]) for one, other in ties if one.pk in at and other.pk in at)
    return "".join(f"M{a.x} {a.y}L{b.x} {b.y}" for a, b in ends)
