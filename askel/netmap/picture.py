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
from askel.netmap.labels import Size, in_two_lines, labels_of, size_of
from askel.netmap.spheres import Ring, Sphere

WIDTH, HEIGHT = 360, 480
_MIDDLE = (WIDTH / 2, HEIGHT / 2)
_REACH = (WIDTH / 2 - 3, HEIGHT / 2 - 3)
_RINGS = (0.1, 0.48, 0.75, 1.0)
_MARGIN = 10  # between the middle of a dot and the border of its region
_BARE = ((31, 0), (25, 0))  # a dot without a label: 24 px on the narrowest phone, or at least on a usual one
_LONGEST_LINE = 13

Sizes = tuple[tuple[tuple[Size, ...], ...], ...]  # of labels; for each sphere, for each ring, for each dot in it
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for one dot, and which of its labels has room there: the first is the fullest, None is none."""

    x: int
    y: int
    label: int | None


@dataclass(frozen=True, slots=True)
class Sector:
    """One sphere: the path of the line where it begins, and its name in one or two lines."""

    sphere: Sphere
    border: str
    x: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Painted:
    """One dot in its place, with its name in one line, two lines or none."""

    dot: Dot
    x: int
    y: int
    label: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    rings: tuple[tuple[int, int], ...]
    sectors: tuple[Sector, ...]
    dots: tuple[Painted, ...]
    ties: str  # one path for all; and one for those to wishes
    wished_ties: str
    without_room: int


def paint(drawn: DrawnMap) -> Picture:
    """The picture of a map. The same map always gives the same picture."""
    regions = _regions(drawn)
    labels = {dot.pk: labels_of(dot.nickname) for dot in drawn.dots}
    sizes = tuple(tuple(tuple(map(size_of, labels[dot.pk])) for dot in dots) for dots in regions)
    dots = tuple(
        Painted(dot, spot.x, spot.y, () if spot.label is None else labels[dot.pk][spot.label])
        for dots, spots in zip(regions, place(sizes), strict=True)
        for dot, spot in zip(dots, spots, strict=True)
        if spot
    )
    return Picture(_ellipses(), _sectors(sizes), dots, *_ties(drawn, dots), len(drawn.dots) - len(dots))


def _regions(drawn: DrawnMap) -> list[list[Dot]]:
    regions: dict[tuple[Sphere, Ring], list[Dot]] = {(sphere, ring): [] for sphere in Sphere for ring in Ring}
    for dot in drawn.dots:
        regions[dot.sphere, dot.ring].append(dot)
    return list(regions.values())


def _ellipses() -> tuple[tuple[int, int], ...]:
    return tuple((round(_REACH[0] * ring), round(_REACH[1] * ring)) for ring in reversed(_RINGS[1:]))


def _ties(drawn: DrawnMap, dots: tuple[Painted, ...]) -> tuple[str, str]:
    at = {painted.dot.pk: painted for painted in dots}
    paths: dict[bool, list[str]] = {False: [], True: []}
    for one, other in drawn.ties:
        if one in at and other in at:
            a, b = at[one], at[other]
            paths[a.dot.is_wish or b.dot.is_wish].append(_path(a.x, a.y, b.x, b.y))
    return "".join(paths[False]), "".join(paths[True])


def _path(*ends: int) -> str:
    return "M{} {}L{} {}".format(*ends)


def _sectors(sizes: Sizes) -> tuple[Sector, ...]:
    sectors = []
    for sphere, (start, end) in zip(Sphere, pairwise(_borders(sizes)), strict=True):
        inner, outer = _point(start, _RINGS[0]), _point(start, 1)
        x, y = _name_at((start + end) / 2)
        border = _path(round(inner[0]), round(inner[1]), round(outer[0]), round(outer[1]))
        sectors.append(Sector(sphere, border, round(x), round(y), _lines_of(str(sphere.label))))
    return tuple(sectors)


def _lines_of(name: str) -> tuple[str, ...]:
    return (name,) if len(name) <= _LONGEST_LINE else in_two_lines(name)


def _point(angle: float, reach: float) -> Point:
    """Clockwise from the top, on an ellipse of that share of the whole."""
    return _MIDDLE[0] + sin(angle) * _REACH[0] * reach, _MIDDLE[1] - cos(angle) * _REACH[1] * reach


@lru_cache(maxsize=512)
def _borders(sizes: Sizes) -> tuple[float, ...]:
    """The angles where sectors begin. A full sphere is wider, an empty one stays wide enough to be seen."""
    weights = [1 + max(close, 0.55 * middle, 0.5 * outer) / 2 for close, middle, outer in _by_sphere(sizes)]
    angles, whole = [0.0], sum(weights)
    for weight in weights:
        angles.append(angles[-1] + tau * weight / whole)
    return tuple(angles)


def _by_sphere(sizes: Sizes) -> Iterator[tuple[int, int, int]]:
    rings = map(len, sizes)
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


def _around(point: Point, size: Size) -> Box:
    """The box of a dot: with a label of that size below it, or bare."""
    x, y = point
    width, lines = size
    half = width / 2
    return (
        Box(x - half, y - 11, x + half, y + 13 + 12 * lines) if lines else Box(x - half, y - half, x + half, y + half)
    )


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
def place(sizes: Sizes) -> Spots:
    """Spots for each region. Where it is too full, labels get short, then dots of full spheres stand without, then all.

    The way that leaves out the fewest dots, then the fewest names, is taken.
    """
    best = _place(sizes, sizes)
    for labels in _ways(sizes, best):
        best = min(best, _place(sizes, labels), key=_lacking)
        if _lacking(best) == (0, 0):
            break
    return best


def _ways(sizes: Sizes, first: Spots) -> Iterator[Sizes]:
    """Ever less ink, asked only where the way before it did not do."""
    if _lacking(first) > (0, 0):
        lacking = {at for at, found in enumerate(first) if any(spot is None or spot.label is None for spot in found)}
        yield _shortened(sizes, {(at // len(Ring) + step) % len(Sphere) for at in lacking for step in (-1, 0, 1)})
        yield _shortened(sizes, set(range(len(Sphere))))
    crowded = {at // len(Ring) for at, found in enumerate(first) if None in found}
    if crowded:
        bare: Sizes = tuple(((),) * len(dots) for dots in sizes)
        yield tuple(bare[at] if at // len(Ring) in crowded else dots for at, dots in enumerate(sizes))
        yield bare


def _shortened(sizes: Sizes, spheres: set[int]) -> Sizes:
    return tuple(
        tuple(labels[-1:] for labels in dots) if at // len(Ring) in spheres else dots for at, dots in enumerate(sizes)
    )


def _lacking(spots: Spots) -> tuple[int, int]:
    """How many have no room, and how many stand without a name."""
    found = [spot for some in spots for spot in some]
    return found.count(None), sum(spot is not None and spot.label is None for spot in found)


def _place(sizes: Sizes, labels: Sizes) -> Spots:
    """Regions take turns, so that no full one takes another's room."""
    taken = _taken_from_the_start(sizes)
    regions = [
        Region((start, end), (inner, outer))
        for start, end in pairwise(_borders(sizes))
        for inner, outer in pairwise(_RINGS)
    ]
    spots: list[list[Spot | None]] = [[] for _ in sizes]
    for turn in range(max(map(len, sizes))):
        for region, wanted, found, full in zip(regions, labels, spots, sizes, strict=True):
            if turn < len(wanted):
                found.append(region.next_spot(taken, wanted[turn], len(full[turn])))
    return tuple(tuple(found) for found in spots)


def _taken_from_the_start(sizes: Sizes) -> Taken:
    """The member in the middle, and the names of the spheres."""
    taken = Taken()
    taken.add(Box(_MIDDLE[0] - 18, _MIDDLE[1] - 18, _MIDDLE[0] + 18, _MIDDLE[1] + 18))
    for start, end in pairwise(_borders(sizes)):
        x, y = _name_at((start + end) / 2)
        taken.add(Box(x - 42, y - 14, x + 42, y + 14))
    return taken


class Region:
    """One ring of one sphere. A place that was refused once is not asked again: room only gets less."""

    def __init__(self, angles: tuple[float, float], reaches: tuple[float, float]) -> None:
        self._points = [point for _, point in sorted(_points(angles, reaches))]
        self._left: dict[Size, Iterator[Point]] = {}

    def next_spot(self, taken: Taken, sizes: tuple[Size, ...], of: int) -> Spot | None:
        """``sizes`` are the last of the ``of`` labels that the dot has."""
        for number, wanted in enumerate((*sizes, *_BARE), of - len(sizes)):
            for point in self._left.setdefault(wanted, iter(self._points)):
                box = _around(point, wanted)
                if taken.is_free(box):
                    taken.add(box)
                    return Spot(round(point[0]), round(point[1]), number if number < of else None)
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
