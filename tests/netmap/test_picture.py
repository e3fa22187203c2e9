"""The picture: everybody in their ring and sphere, nothing on top of another."""

from itertools import pairwise
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from askel.lib.ids import uuid7
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.picture import HEIGHT, WIDTH, paint
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


def test_the_same_map_gives_the_same_picture() -> None:
    some = drawn(30)

    assert paint(some) == paint(some)


def test_twenty_one_find_their_places_with_names_for_most() -> None:
    picture = paint(drawn(21))

    assert picture.without_room == 0
    assert sum(bool(one.label) for one in picture.dots) >= 15
    assert picture.ties.count("M") == 20


def test_closer_is_nearer_to_the_middle() -> None:
    picture = paint(drawn(21))
    away = {ring: [] for ring in Ring}  # type: dict[Ring, list[float]]
    for one in picture.dots:
        away[one.dot.ring].append(hypot((one.x - WIDTH / 2) / WIDTH, (one.y - HEIGHT / 2) / HEIGHT))

    assert max(away[Ring.CLOSE]) < min(away[Ring.MIDDLE])
    assert max(away[Ring.MIDDLE]) < min(away[Ring.OUTER])


@settings(deadline=None)
@given(st.lists(dots, max_size=80))
def test_no_dot_lies_on_another_and_all_are_counted(some: list[Dot]) -> None:
    picture = paint(DrawnMap(tuple(some)))

    assert len(picture.dots) + picture.without_room == len(some)
    for number, one in enumerate(picture.dots):
        assert 8 <= one.x <= WIDTH - 8
        assert 8 <= one.y <= HEIGHT - 8
        assert all(hypot(one.x - other.x, one.y - other.y) > 18 for other in picture.dots[:number])
