"""The picture: everybody in their ring and sphere, nothing on top of another."""

from itertools import combinations, pairwise
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from askel.lib.ids import uuid7
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.picture import Line, Painted, Picture, paint
from askel.netmap.spheres import Ring, Sphere

dots = st.builds(
    Dot,
    pk=st.builds(uuid7),
    nickname=st.sampled_from(["Bo", "Anna", "Maximilian", "A network with a long name"]),
    ring=st.sampled_from(Ring),
    sphere=st.sampled_from(Sphere),
)


def drawn(count: int) -> DrawnMap:
    places = [(ring, sphere) for sphere in Sphere for ring in (Ring.OUTER, Ring.MIDDLE, Ring.CLOSE)]
    some = [Dot(uuid7(), f"Nick {number}", *places[number % len(places)]) for number in range(count)]
    return DrawnMap(tuple(some), tuple((a.pk, b.pk) for a, b in pairwise(some)))


def test_an_empty_map_has_rings_and_all_spheres() -> None:
    picture = paint(DrawnMap())

    assert (len(picture.rings), len(picture.sectors), picture.dots) == (3, 7, ())


def test_each_ring_says_its_name() -> None:
    names = [line.words for line in paint(drawn(30)).ring_names]

    assert names == ["Close to me", "Quite close", "Further out"]


def test_the_same_map_gives_the_same_picture() -> None:
    some = drawn(30)

    assert paint(some) == paint(some)


def test_twenty_one_find_their_places_with_names_for_all() -> None:
    picture = paint(drawn(21))

    assert picture.without_room == 0
    assert all(one.name for one in picture.dots)
    assert picture.ties.count("M") == 20


Box = tuple[float, float, float, float]


def inked(line: Line, x: int, y: int, letters: float) -> Box:
    """About the ink of a line of letters that stands at a point."""
    wide = len(line.words) * 6 * letters / 11
    left = {"middle": -wide / 2, "start": 0, "end": -wide}[line.anchor]
    return (x + line.x + left, y + line.y - 0.75 * letters, x + line.x + left + wide, y + line.y + 0.2 * letters)


def boxes(one: Painted, letters: float) -> list[Box]:
    """What is inked: the dot, and each line of its name."""
    lines = [inked(line, one.x, one.y, letters) for line in one.name]
    return [(one.x - 9, one.y - 9, one.x + 9, one.y + 9), *lines]


def all_boxes(picture: Picture) -> list[list[Box]]:
    """Of each dot, of each sphere's name, of each ring's name, and of the member in the middle."""
    spheres = [[inked(line, 0, 0, picture.letters * 0.92) for line in sector.name] for sector in picture.sectors]
    rings = [[inked(line, 0, 0, picture.letters * 0.82)] for line in picture.ring_names]
    x, y = picture.width / 2, picture.height / 2
    return [
        *(boxes(one, picture.letters) for one in picture.dots),
        *spheres,
        *rings,
        [(x - 16, y - 16, x + 16, y + 16)],
    ]


def overlaps(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def collisions(picture: Picture) -> int:
    return sum(overlaps(a, b) for one, other in combinations(all_boxes(picture), 2) for a in one for b in other)


def test_sixty_have_nearly_all_their_names_and_nothing_overlaps() -> None:
    picture = paint(drawn(60))

    assert picture.without_room == 0
    assert sum(bool(one.name) for one in picture.dots) >= 55
    assert collisions(picture) == 0


def test_above_a_hundred_and_fifty_the_picture_thins_names_and_keeps_the_close_ones() -> None:
    some = drawn(200)

    picture = paint(some)

    named = [one for one in picture.dots if one.name]
    assert picture.without_room == 0
    assert 0 < len(named) <= 60
    assert {one.dot.ring for one in named} == {Ring.CLOSE}


def test_five_hundred_have_a_place() -> None:
    picture = paint(drawn(500))

    assert picture.without_room == 0
    assert collisions(picture) == 0


def test_one_who_comes_moves_few_others() -> None:
    """Frames and sectors grow in steps: at most steps all others stay where they are."""
    moves = []
    some = drawn(60)
    for count in range(1, 60):
        before = {one.dot.pk: (one.x, one.y) for one in paint(DrawnMap(some.dots[:count])).dots}
        after = {one.dot.pk: (one.x, one.y) for one in paint(DrawnMap(some.dots[: count + 1])).dots}
        moves.append(sum(after[pk] != place for pk, place in before.items()) / count)

    assert sum(share == 0 for share in moves) >= 50


def test_closer_is_nearer_to_the_middle() -> None:
    picture = paint(drawn(21))
    away: dict[Ring, list[float]] = {ring: [] for ring in Ring}
    for one in picture.dots:
        away[one.dot.ring].append(hypot(one.x / picture.width - 0.5, one.y / picture.height - 0.5))

    assert max(away[Ring.CLOSE]) < min(away[Ring.MIDDLE])
    assert max(away[Ring.MIDDLE]) < min(away[Ring.OUTER])


def test_for_readers_from_right_to_left_the_picture_is_mirrored() -> None:
    some = drawn(21)

    plain, mirrored = paint(some), paint(some, is_mirrored=True)

    assert [(plain.width - one.x, one.y) for one in plain.dots] == [(one.x, one.y) for one in mirrored.dots]
    assert collisions(mirrored) == 0


@settings(deadline=None)
@given(st.lists(dots, max_size=80))
def test_no_dot_or_name_lies_on_another_and_all_are_counted(some: list[Dot]) -> None:
    picture = paint(DrawnMap(tuple(some)))

    assert len(picture.dots) + picture.without_room == len(some)
    assert all(8 <= one.x <= picture.width - 8 and 8 <= one.y <= picture.height - 8 for one in picture.dots)
    assert collisions(picture) == 0
