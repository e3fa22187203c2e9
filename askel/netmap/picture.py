"""Where everything of a map stands in its picture: me in the middle, three rings, seven sectors.

The places depend only on how many there are in each ring and sphere and how long their labels are, so they
are reckoned once and kept. Nothing overlaps: who finds no room for a name stands without, and who finds
no room at all is counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, sin, tau

from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.names import shorten
from askel.netmap.spheres import Ring, Sphere

WIDTH, HEIGHT = 360, 480
_MIDDLE = (WIDTH / 2, HEIGHT / 2)
_REACH = (WIDTH / 2 - 3, HEIGHT / 2 - 3)
_RINGS = (0.1, 0.48, 0.75, 1.0)
_MARGIN = 10  # between the middle of a dot and the border of its region
_BARE = (31, 25)  # a dot without a label: 24 px on the narrowest phone, or at least on a usual one
_LONGEST_LABEL = 11
_LETTER = 6  # how wide a letter of a label is, on average
_LONGEST_LINE = 13

Widths = tuple[tuple[int, ...], ...]  # of labels; for each sphere, for each ring in it
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for one dot, with room for its name or without."""

    x: int
    y: int
    has_label: bool


@dataclass(frozen=True, slots=True)
class Sector:
    """One sphere: the line where it begins, and its name in one or two lines."""

    sphere: Sphere
    border: tuple[int, int, int, int]
    x: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Painted:
    """One dot in its place."""

    dot: Dot
    x: int
    y: int
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    rings: tuple[tuple[int, int], ...]
    sectors: tuple[Sector, ...]
    dots: tuple[Painted, ...]
    lines: tuple[tuple[int, int, int, int, bool], ...]
    without_room: int


def paint(drawn: DrawnMap) -> Picture:
    """The picture of a map. The same map always gives the same picture."""
    regions = _regions(drawn)
    widths = tuple(tuple(_width(_label(dot)) for dot in dots) for dots in regions)
    dots = tuple(
        Painted(dot, spot.x, spot.y, _label(dot) if spot.has_label else "")
        for dots, spots in zip(regions, place(widths), strict=True)
        for dot, spot in zip(dots, spots, strict=True)
        if spot
    )
    return Picture(_ellipses(), _sectors(widths), dots, _lines(drawn, dots), len(drawn.dots) - len(dots))


def _label(dot: Dot) -> str:
    return shorten(dot.nickname, _LONGEST_LABEL)


def _width(label: str) -> int:
    """In steps, so that maps of the same shape share their places."""
    return max(36, -(-len(label) * _LETTER // 12) * 12)


def _regions(drawn: DrawnMap) -> list[list[Dot]]:
    regions: dict[tuple[Sphere, Ring], list[Dot]] = {(sphere, ring): [] for sphere in Sphere for ring in Ring}
    for dot in drawn.dots:
        regions[dot.sphere, dot.ring].append(dot)
    return list(regions.values())


def _ellipses() -> tuple[tuple[int, int], ...]:
    return tuple((round(_REACH[0] * ring), round(_REACH[1] * ring)) for ring in reversed(_RINGS[1:]))


def _lines(drawn: DrawnMap, dots: tuple[Painted, ...]) -> tuple[tuple[int, int, int, int, bool], ...]:
    at = {painted.dot.pk: painted for painted in dots}
    pairs = [(at[one], at[other]) for one, other in drawn.ties if one in at and other in at]
    return tuple((a.x, a.y, b.x, b.y, a.dot.is_wish or b.dot.is_wish) for a, b in pairs)


def _sectors(widths: Widths) -> tuple[Sector, ...]:
    sectors = []
    for sphere, (start, end) in zip(Sphere, pairwise(_borders(widths)), strict=True):
        inner, outer = _point(start, _RINGS[0]), _point(start, 1)
        x, y = _name_at((start + end) / 2)
        border = (round(inner[0]), round(inner[1]), round(outer[0]), round(outer[1]))
        sectors.append(Sector(sphere, border, round(x), round(y), _two_lines(str(sphere.label))))
    return tuple(sectors)


def _two_lines(name: str) -> tuple[str, ...]:
    if len(name) <= _LONGEST_LINE or " " not in name:
        return (name,)
    words = name.split()
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(breaks, key=lambda lines: max(map(len, lines)))


def _point(angle: float, reach: float) -> Point:
    """Clockwise from the top, on an ellipse of that share of the whole."""
    return _MIDDLE[0] + sin(angle) * _REACH[0] * reach, _MIDDLE[1] - cos(angle) * _REACH[1] * reach


@lru_cache(maxsize=512)
def _borders(widths: Widths) -> tuple[float, ...]:
    """The angles where sectors begin. A full sphere is wider, an empty one stays wide enough to be seen."""
    weights = [1 + max(close, 0.55 * middle, 0.5 * outer) / 2 for close, middle, outer in _by_sphere(widths)]
    angles, whole = [0.0], sum(weights)
    for weight in weights:
        angles.append(angles[-1] + tau * weight / whole)
    return tuple(angles)


def _by_sphere(widths: Widths) -> Iterator[tuple[int, int, int]]:
    rings = map(len, widths)
    return zip(rings, rings, rings, strict=True)


def _name_at(angle: float) -> Point:
    """The middle of a sphere's name: at the outer border, but inside the picture."""
    x, y = _point(angle, 0.96)
    return min(max(x, 42), WIDTH - 42), min(max(y, 16), HEIGHT - 16)


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def is_inside(self) -> bool:
        return self.left >= 0 and self.top >= 0 and self.right <= WIDTH and self.bottom <= HEIGHT


def _around(point: Point, width: int) -> Box:
    """The box of a dot: with a label of that width below it, or bare."""
    x, y = point
    half = width / 2
    return Box(x - half, y - half, x + half, y + half) if width in _BARE else Box(x - half, y - 11, x + half, y + 25)


class Taken:
    """The boxes that are taken, found again by a coarse grid."""

    _CELL = 40

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        for cell in self._covered(box):
            self._cells.setdefault(cell, []).append(box)

    def is_free(self, box: Box) -> bool:
        return box.is_inside() and not any(
            box.meets(other) for cell in self._covered(box) for other in self._cells.get(cell, ())
        )

    def _covered(self, box: Box) -> Iterator[tuple[int, int]]:
        for x in range(int(box.left // self._CELL), int(box.right // self._CELL) + 1):
            for y in range(int(box.top // self._CELL), int(box.bottom // self._CELL) + 1):
                yield x, y


Spots = tuple[tuple[Spot | None, ...], ...]


@lru_cache(maxsize=512)
def place(widths: Widths) -> Spots:
    """Spots for each region. Where a sphere is too full, its dots stand without names; if need be, all do."""
    spots = _place(widths, widths)
    crowded = {at // len(Ring) for at, found in enumerate(spots) if None in found}
    if not crowded:
        return spots
    bare = tuple((0,) * len(labels) for labels in widths)
    eased = tuple(bare[at] if at // len(Ring) in crowded else labels for at, labels in enumerate(widths))
    tries = [spots, _place(widths, eased), _place(widths, bare)]
    return min(tries, key=lambda found: sum(some.count(None) for some in found))


def _place(widths: Widths, labels: Widths) -> Spots:
    """Regions take turns, so that no full one takes another's room."""
    taken = _taken_from_the_start(widths)
    regions = [
        Region((start, end), (inner, outer))
        for start, end in pairwise(_borders(widths))
        for inner, outer in pairwise(_RINGS)
    ]
    spots: list[list[Spot | None]] = [[] for _ in widths]
    for turn in range(max(map(len, widths))):
        for region, wide, found in zip(regions, labels, spots, strict=True):
            if turn < len(wide):
                found.append(region.next_spot(taken, wide[turn]))
    return tuple(tuple(found) for found in spots)


def _taken_from_the_start(widths: Widths) -> Taken:
    """The member in the middle, and the names of the spheres."""
    taken = Taken()
    taken.add(Box(_MIDDLE[0] - 18, _MIDDLE[1] - 18, _MIDDLE[0] + 18, _MIDDLE[1] + 18))
    for start, end in pairwise(_borders(widths)):
        x, y = _name_at((start + end) / 2)
        taken.add(Box(x - 42, y - 14, x + 42, y + 14))
    return taken


class Region:
    """One ring of one sphere. A place that was refused once is not asked again: room only gets less."""

    def __init__(self, angles: tuple[float, float], reaches: tuple[float, float]) -> None:
        self._points = [point for _, point in sorted(_points(angles, reaches))]
        self._left: dict[int, Iterator[Point]] = {}

    def next_spot(self, taken: Taken, width: int) -> Spot | None:
        for wanted in (width, *_BARE) if width else _BARE:
            for point in self._left.setdefault(wanted, iter(self._points)):
                box = _around(point, wanted)
                if taken.is_free(box):
                    taken.add(box)
                    return Spot(round(point[0]), round(point[1]), has_label=wanted not in _BARE)
        return None


def _points(angles: tuple[float, float], reaches: tuple[float, float]) -> Iterator[tuple[float, Point]]:
    """Points inside a region, each with its distance from the region's middle."""
    middle = (angles[0] + angles[1]) / 2
    margin = _MARGIN / min(_REACH)
    low, high = reaches[0] + margin, reaches[1] - margin
    for row in range(7):
        reach = low + (high - low) * row / 6
        half = max(0.0, (angles[1] - angles[0]) / 2 - margin / reach)
        steps = max(1, round(half * reach * min(_REACH) / 5))
        for step in range(-steps, steps + 1):
            yield abs(step) + abs(row - 3) * 1.5, _point(middle + half * step / steps, reach)
