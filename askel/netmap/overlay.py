"""Two maps laid over each other: one picture, with a sign on whoever changed and lines for ties that came and went."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import atan2, degrees
from uuid import UUID

from askel.netmap.comparing import Comparison, Mark, Pair, lay_over, marks_of
from askel.netmap.drawn import DrawnMap
from askel.netmap.picture import Painted, Picture, paint


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
    picture: Picture
    signs: dict[UUID, Sign]
    new_ties: str
    gone_ties: str


def overlay(before: DrawnMap, after: DrawnMap, found: Comparison, *, is_mirrored: bool = False) -> Overlay:
    picture = paint(lay_over(before, after), is_mirrored=is_mirrored)
    marks = marks_of(found)
    signs = {
        one.dot.pk: Sign(marks[one.dot.pk], _turn(one, marks[one.dot.pk][0], picture))
        for one in picture.dots
        if one.dot.pk in marks
    }
    at = {one.dot.pk: one for one in picture.dots}
    return Overlay(picture, signs, _lines(found.tied, at), _lines(found.untied, at))


def _turn(one: Painted, mark: Mark, picture: Picture) -> int:
    """An arrow that points right, turned towards the middle or away from it."""
    if mark not in {Mark.CLOSER, Mark.FARTHER}:
        return 0
    inwards = round(degrees(atan2(picture.height / 2 - one.y, picture.width / 2 - one.x)))
    return inwards if mark == Mark.CLOSER else inwards + 180


def _lines(ties: Iterable[Pair], at: dict[UUID, Painted]) -> str:
    ends = ((at[one.pk], at[other.pk]) for one, other in ties if one.pk in at and other.pk in at)
    return "".join(f"M{a.x} {a.y}L{b.x} {b.y}" for a, b in ends)


def side_by_side(before: DrawnMap, after: DrawnMap, *, is_mirrored: bool = False) -> tuple[Picture, Picture]:
    """Both pictures in one frame: whoever did not move stands in the same place in both."""
    return _with_room_for(after, before, is_mirrored), _with_room_for(before, after, is_mirrored)


def _with_room_for(other: DrawnMap, drawn: DrawnMap, is_mirrored: bool) -> Picture:  # noqa: FBT001 - private, by place
    """The picture of a map in which those of the other one have their places, but are not seen."""
    picture = paint(lay_over(other, drawn), is_mirrored=is_mirrored)
    seen = tuple(one for one in picture.dots if one.dot.pk in drawn.by_pk)
    return replace(picture, dots=seen, without_room=len(drawn.dots) - len(seen))
