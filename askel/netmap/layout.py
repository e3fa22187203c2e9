"""Where everything stands in the picture of a map: me in the middle, three rings, seven sectors.

Pure geometry. Whoever came first keeps their place: each ring of each sphere has a row of places, the widest apart
first, and the next one who comes takes the next place. The frame and the sectors grow in steps, so that adding one
moves few others. Names are written where they meet nothing; who finds no room for a name stands without.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, hypot, sin, tau

from askel.netmap.labels import LINE, Size
from askel.netmap.spheres import Ring, Sphere

FRAMES = ((360, 480), (480, 640), (600, 800), (780, 1040), (1020, 1360), (1320, 1760))
RINGS = (0.1, 0.48, 0.75, 1.0)  # shares of the way from the middle to the border
_SPACES = (
    (64, 40),
    (54, 36),
    (40, 34),
    (30, 30),
    (24, 24),
)  # between dots, the widest first; the first three hold names
_WITH_NAMES = 3
_LEAST = ((16, 0), (66, 1), (110, 2), (165, 3), (330, 4))  # up to so many: the smallest frame
_MANY, _STILL_NAMED = 150, 60  # of more than so many, only so many are named: in larger letters
_WEIGHTS = (
    (2, 1.0),
    (5, 1.5),
    (10, 2.2),
    (20, 3.2),
    (40, 5.0),
)  # up to so many in its fullest ring: how wide a sector is
_WIDEST = 8.0
_EDGE = 13  # between the middle of a dot and the border of its region
_DOT = 11
_ME = 18
_NAME = (42, 14)  # half the room of a sphere's name
_TRIES = 72  # around a ring, for its name
_RING_NAME = (36, 7)  # and of a ring's
_FROM_THE_BORDER = 9  # the outermost ring's name stands inside it, the others on their lines

Point = tuple[int, int]
Counts = tuple[int, ...]  # for each sphere, for each ring


@dataclass(frozen=True, slots=True)
class Ask:
    """One dot that wants a place: where it belongs, and its labels, the fullest first."""

    sphere: Sphere
    ring: Ring
    labels: tuple[Size, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, which label has room there (None: none), and the side on which it is written."""

    x: int
    y: int
    label: int | None = None
    side: str = "below"


@dataclass(frozen=True, slots=True)
class Shape:
    """A frame, the angles where its sectors begin (the last is the end), and where spheres' names stand."""

    width: int
    height: int
    borders: tuple[float, ...]

    @property
    def middle(self) -> Point:
        return self.width // 2, self.height // 2

    @property
    def reach(self) -> tuple[float, float]:
        return self.width / 2 - 3, self.height / 2 - 3

    def at(self, angle: float, share: float) -> tuple[float, float]:
        """Clockwise from the top, on an ellipse of that share of the whole."""
        (x, y), (across, down) = self.middle, self.reach
        return x + sin(angle) * across * share, y - cos(angle) * down * share

    @property
    def letters(self) -> float:
        """How much larger letters are than in a small frame, so that a large map can be read whole."""
        return min(1.4, max(1.0, self.width / 460))

    def name_at(self, number: int) -> Point:
        """The middle of a sphere's name: at the outer border, but inside the picture."""
        x, y = self.at((self.borders[number] + self.borders[number + 1]) / 2, 0.96)
        across, down = self.name_room
        return round(min(max(x, across), self.width - across)), round(min(max(y, down + 2), self.height - down - 2))

    def ring_name_at(self, number: int) -> Point | None:
        """The middle of a ring's name: at its top, else where its line meets no sphere's name. The innermost is 0."""
        across, down = self.ring_name_room
        is_outermost = number == len(RINGS) - 2
        for angle in (*self.borders[:-1], *(tau * step / _TRIES for step in range(_TRIES))):
            x, y = self.at(angle, RINGS[number + 1])
            if is_outermost:
                x = min(max(x, across + _FROM_THE_BORDER), self.width - across - _FROM_THE_BORDER)
                y = min(max(y, down + _FROM_THE_BORDER), self.height - down - _FROM_THE_BORDER)
            if not self._meets_sphere_name((x, y)):
                return round(x), round(y)
        return None

    @property
    def ring_name_room(self) -> tuple[float, float]:
        """Half the width and height of a ring's name."""
        return _RING_NAME[0] * self.letters, _RING_NAME[1] * self.letters

    def _meets_sphere_name(self, point: tuple[float, float]) -> bool:
        wide, high = (one + other for one, other in zip(self.name_room, self.ring_name_room, strict=True))
        names = (self.name_at(number) for number in range(len(Sphere)))
        return any(abs(point[0] - x) < wide and abs(point[1] - y) < high for x, y in names)

    @property
    def name_room(self) -> tuple[float, float]:
        """Half the width and height of a sphere's name."""
        return _NAME[0] * self.letters, _NAME[1] * self.letters


@dataclass(frozen=True, slots=True)
class Layout:
    """``spots`` in the order of what was asked; None where even the largest frame has no room."""

    shape: Shape
    spots: tuple[Spot | None, ...]


@lru_cache(maxsize=256)
def lay_out(asked: tuple[Ask, ...], first: tuple[int, ...] = ()) -> Layout:
    """Places for all. ``first`` are numbers of those who get their names before the others."""
    shape = _shape_for(_counts(asked))
    places = _take_places(asked, shape)
    return Layout(shape, _write_names(asked, places, shape, first))


def _counts(asked: Iterable[Ask]) -> Counts:
    counts = [0] * (len(Sphere) * len(Ring))
    for one in asked:
        counts[_region(one)] += 1
    return tuple(counts)


_AT = {(sphere, ring): number for number, (sphere, ring) in enumerate((s, r) for s in Sphere for r in Ring)}


def _region(one: Ask) -> int:
    return _AT[one.sphere, one.ring]


@lru_cache(maxsize=256)
def _shape_for(counts: Counts) -> Shape:
    """The smallest frame where everybody has room, and most of them for a name."""
    borders = _borders(counts)
    least = next((frame for most, frame in _LEAST if sum(counts) <= most), len(FRAMES) - 1)
    for width, height in FRAMES[least:]:
        shape = Shape(width, height, borders)
        if all(count <= len(_places(shape, number, _WITH_NAMES)) for number, count in enumerate(counts) if count):
            return shape
    return Shape(*FRAMES[-1], borders)


def _borders(counts: Counts) -> tuple[float, ...]:
    """A full sphere is wider, an empty one stays wide enough to be seen. In steps: one more seldom moves a border."""
    weights = []
    for close, middle, outer in zip(*[iter(counts)] * len(Ring), strict=True):
        load = max(1.6 * close, 1.0 * middle, 0.8 * outer)
        weights.append(next((weight for most, weight in _WEIGHTS if load <= most), _WIDEST))
    angles, whole = [0.0], sum(weights)
    for weight in weights:
        angles.append(angles[-1] + tau * weight / whole)
    return tuple(angles)


def _take_places(asked: Sequence[Ask], shape: Shape) -> list[Point | None]:
    taken = [0] * len(_AT)
    places: list[Point | None] = []
    for one in asked:
        number = _region(one)
        row = _places(shape, number, len(_SPACES))
        places.append(row[taken[number]] if taken[number] < len(row) else None)
        taken[number] += 1
    return places


@lru_cache(maxsize=1024)
def _places(shape: Shape, number: int, spaces: int) -> tuple[Point, ...]:
    """The places of one ring of one sphere, the widest apart first, then ever more between them."""
    points = _inside(shape, number)
    row: list[Point] = []
    for across, down in _SPACES[:spaces]:
        for x, y in points:
            if all(abs(x - a) >= across or abs(y - b) >= down for a, b in row):
                row.append((x, y))
    return tuple(row)


def _inside(shape: Shape, number: int) -> list[Point]:
    """Points of a region that meet neither its borders, nor the name of a sphere or ring; from its middle outwards."""
    sphere, ring = divmod(number, len(Ring))
    start, end = shape.borders[sphere], shape.borders[sphere + 1]
    inner, outer = RINGS[ring], RINGS[ring + 1]
    middle = shape.at((start + end) / 2, (inner + outer) / 2)
    names = _name_boxes(shape)
    found = []
    for x, y in _grid(shape, start, end, inner, outer):
        if _is_in(shape, (x, y), (start, end), (inner, outer)) and not any(
            _dot_box((x, y)).meets(name) for name in names
        ):
            found.append((hypot(x - middle[0], 1.6 * (y - middle[1])), x, y))
    return [(x, y) for _, x, y in sorted(found)]


def _grid(shape: Shape, start: float, end: float, inner: float, outer: float) -> Iterator[Point]:
    """Every few units of the box around the region."""
    steps = [start + (end - start) * step / 12 for step in range(13)]
    corners = [shape.at(angle, share) for angle in steps for share in (inner, outer)]
    step = max(6, shape.width // 70)
    for x in range(round(min(x for x, _ in corners)), round(max(x for x, _ in corners)) + 1, step):
        for y in range(round(min(y for _, y in corners)), round(max(y for _, y in corners)) + 1, step):
            yield x, y


def _is_in(shape: Shape, point: Point, angles: tuple[float, float], shares: tuple[float, float]) -> bool:
    """In the region, and not at its edge."""
    (middle_x, middle_y), (across, down) = shape.middle, shape.reach
    x, y = (point[0] - middle_x) / across, (point[1] - middle_y) / down
    share, angle = hypot(x, y), atan2(x, -y) % tau
    edge = _EDGE / min(across, down)
    if not shares[0] + edge <= share <= shares[1] - edge:
        return False
    if angles[1] - angles[0] >= tau:
        return True
    to_start, to_end = angle - angles[0], angles[1] - angle
    side = share * min(across, down)
    return to_start >= 0 and to_end >= 0 and side * min(to_start, to_end) >= _EDGE


# Names


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


def _around(point: Point, room: tuple[float, float]) -> Box:
    (x, y), (across, down) = point, room
    return Box(x - across, y - down, x + across, y + down)


def _dot_box(point: Point) -> Box:
    return _around(point, (_DOT, _DOT))


@lru_cache(maxsize=64)
def _name_boxes(shape: Shape) -> tuple[Box, ...]:
    """Where the names of the spheres and the rings stand."""
    spheres = (_around(shape.name_at(number), shape.name_room) for number in range(len(Sphere)))
    places = (shape.ring_name_at(number) for number in range(len(Ring)))
    return (*spheres, *(_around(place, shape.ring_name_room) for place in places if place))


class Taken:
    """The boxes that are taken, found again by a coarse grid."""

    _CELL = 40

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        for cell in self._covered(box):
            self._cells.setdefault(cell, []).append(box)

    def is_free(self, box: Box) -> bool:
        inside = box.left >= 0 and box.top >= 0 and box.right <= self._shape.width and box.bottom <= self._shape.height
        return inside and not any(
            box.meets(other) for cell in self._covered(box) for other in self._cells.get(cell, ())
        )

    def _covered(self, box: Box) -> Iterator[tuple[int, int]]:
        for x in range(int(box.left // self._CELL), int(box.right // self._CELL) + 1):
            for y in range(int(box.top // self._CELL), int(box.bottom // self._CELL) + 1):
                yield x, y


def label_box(point: Point, size: Size, side: str, letters: float = 1) -> Box:
    """Where a label of that size stands beside a dot."""
    (x, y), (width, lines) = point, (size[0] * letters, size[1])
    high = 2 + LINE * lines * letters
    if side in ("below", "above"):
        top = y + 11 if side == "below" else y - 11 - high
        return Box(x - width / 2, top, x + width / 2, top + high)
    left = x + 12 if side == "end" else x - 12 - width
    return Box(left, y - high / 2, left + width, y + high / 2)


def _write_names(
    asked: Sequence[Ask], places: Sequence[Point | None], shape: Shape, first: Sequence[int]
) -> tuple[Spot | None, ...]:
    taken = _taken_from_the_start(shape)
    for place in places:
        if place:
            taken.add(_dot_box(place))
    spots = [Spot(*place) if place else None for place in places]
    in_turn = list(dict.fromkeys((*first, *range(len(asked)))))
    if len(asked) > _MANY:
        in_turn = in_turn[:_STILL_NAMED]
    for side_by_side in (("below", "above"), ("below", "above", "end", "start")):
        for number in in_turn:
            spot = spots[number]
            if spot and spot.label is None:
                spots[number] = _named((spot.x, spot.y), asked[number].labels, taken, side_by_side, shape.letters)
    return tuple(spots)


def _named(place: Point, labels: tuple[Size, ...], taken: Taken, sides: Sequence[str], letters: float) -> Spot:
    for number, size in enumerate(labels):
        for side in sides:
            box = label_box(place, size, side, letters)
            if taken.is_free(box):
                taken.add(box)
                return Spot(*place, number, side)
    return Spot(*place)


def _taken_from_the_start(shape: Shape) -> Taken:
    """The member in the middle, and the names of the spheres and rings."""
    taken = Taken(shape)
    for box in (_around(shape.middle, (_ME, _ME)), *_name_boxes(shape)):
        taken.add(box)
    return taken


def border_line(shape: Shape, number: int) -> tuple[Point, Point]:
    """The ends of the line where a sector begins."""
    ends = (shape.at(shape.borders[number], share) for share in (RINGS[0], 1))
    (a, b), (c, d) = ends
    return (round(a), round(b)), (round(c), round(d))


def ellipses(shape: Shape) -> tuple[Point, ...]:
    """Half widths and heights of the rings, the outermost first."""
    return tuple((round(shape.reach[0] * share), round(shape.reach[1] * share)) for share in reversed(RINGS[1:]))


def sectors(shape: Shape) -> Iterator[tuple[float, float]]:
    """Where each sector begins and ends."""
    yield from pairwise(shape.borders)
