"""A map as its picture shows it: everything in its place, ready for the template."""

from collections.abc import Iterator
from dataclasses import dataclass

from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.labels import LINE, in_two_lines, labels_of, size_of
from askel.netmap.layout import RINGS, Ask, Shape, Spot, border_line, ellipses, lay_out, sectors
from askel.netmap.spheres import Ring, Sphere

_LONGEST_LINE = 13
_LETTERS = 11  # the size of letters in a small frame


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words: where it stands, and whether it begins, ends or has its middle there."""

    x: int
    y: int
    words: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Sector:
    """One sphere: the path of the line where it begins, its name, and its angles, clockwise from the top."""

    sphere: Sphere
    border: str
    name: tuple[Line, ...]
    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Painted:
    """One dot in its place, with its name in one line, two lines or none, seen from the dot."""

    dot: Dot
    x: int
    y: int
    name: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """``ties`` is one path for all, ``wished_ties`` one for those to wishes. ``shares`` are the rings' borders.

    A ring that has no room for its name stands without.
    """

    width: int
    height: int
    letters: float
    rings: tuple[tuple[int, int], ...]
    ring_names: tuple[Line, ...]
    shares: tuple[float, ...]
    sectors: tuple[Sector, ...]
    dots: tuple[Painted, ...]
    ties: str
    wished_ties: str
    without_room: int
    is_mirrored: bool


def paint(drawn: DrawnMap, *, is_mirrored: bool = False) -> Picture:
    """The picture of a map. The same map always gives the same picture.

    Mirrored, the spheres follow one another against the clock: for languages that read from right to left.
    """
    labels = [labels_of(dot.nickname) for dot in drawn.dots]
    asked = tuple(
        Ask(dot.sphere, dot.ring, tuple(map(size_of, said))) for dot, said in zip(drawn.dots, labels, strict=True)
    )
    layout = lay_out(asked, _named_first(drawn))
    turn = _Turn(layout.shape, is_mirrored)
    dots = tuple(
        Painted(dot, turn.x(spot.x), spot.y, tuple(turn.lines(spot, said)))
        for dot, said, spot in zip(drawn.dots, labels, layout.spots, strict=True)
        if spot
    )
    shape = layout.shape
    return Picture(
        width=shape.width,
        height=shape.height,
        letters=round(_LETTERS * shape.letters, 1),
        rings=ellipses(shape),
        ring_names=tuple(turn.ring_names()),
        shares=RINGS,
        sectors=tuple(turn.sectors()),
        dots=dots,
        **_ties(drawn, dots),
        without_room=len(drawn.dots) - len(dots),
        is_mirrored=is_mirrored,
    )


def _named_first(drawn: DrawnMap) -> tuple[int, ...]:
    """Where not all names have room: the close ones and those with many ties first."""
    numbers = range(len(drawn.dots))
    near = drawn.near
    return tuple(
        sorted(numbers, key=lambda number: (drawn.dots[number].ring, -len(near[drawn.dots[number].pk]), number))
    )


def _ties(drawn: DrawnMap, dots: tuple[Painted, ...]) -> dict[str, str]:
    at = {painted.dot.pk: painted for painted in dots}
    paths: dict[bool, list[str]] = {False: [], True: []}
    for one, other in drawn.ties:
        if one in at and other in at:
            a, b = at[one], at[other]
            paths[a.dot.is_wish or b.dot.is_wish].append(_path(a.x, a.y, b.x, b.y))
    return {"ties": "".join(paths[False]), "wished_ties": "".join(paths[True])}


def _path(*ends: int) -> str:
    return "M{} {}L{} {}".format(*ends)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A shape as it is looked at: as it is, or mirrored."""

    shape: Shape
    is_mirrored: bool

    def x(self, x: int) -> int:
        return self.shape.width - x if self.is_mirrored else x

    def lines(self, spot: Spot, labels: tuple[tuple[str, ...], ...]) -> Iterator[Line]:
        """The lines of a dot's name, seen from the dot."""
        if spot.label is None:
            return
        lines = labels[spot.label]
        high = LINE * self.shape.letters
        above = round((len(lines) - 1) * high)
        x, y, anchor = {
            "below": (0, round(9 + high * 0.9), "middle"),
            "above": (0, -14 - above, "middle"),
            "end": (12, round(high * 0.33) - above // 2, "start"),
            "start": (-12, round(high * 0.33) - above // 2, "end"),
        }[spot.side]
        if self.is_mirrored and x:
            x, anchor = -x, "start" if anchor == "end" else "end"
        for number, words in enumerate(lines):
            yield Line(x, round(y + number * high), words, anchor)

    def sectors(self) -> Iterator[Sector]:
        for number, (sphere, (begins, ends)) in enumerate(zip(Sphere, sectors(self.shape), strict=True)):
            (a, b), (c, d) = border_line(self.shape, number)
            yield Sector(sphere, _path(self.x(a), b, self.x(c), d), self._name(number, str(sphere.label)), begins, ends)

    def ring_names(self) -> Iterator[Line]:
        for number, ring in enumerate(Ring):
            place = self.shape.ring_name_at(number)
            if place:
                yield Line(self.x(place[0]), round(place[1] + 3 * self.shape.letters), str(ring.label))

    def _name(self, number: int, name: str) -> tuple[Line, ...]:
        x, y = self.shape.name_at(number)
        high = 12 * self.shape.letters
        lines = (name,) if len(name) <= _LONGEST_LINE else in_two_lines(name)
        top = y + 4 - high / 2 * (len(lines) - 1)
        return tuple(Line(self.x(x), round(top + at * high), words) for at, words in enumerate(lines))
