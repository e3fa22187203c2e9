"""Which rhythm suits a tie: the closer the more often, and bridges more often than others."""

import pytest

from askel.lib.ids import uuid7
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.upkeep.models import Every
from askel.upkeep.rules import bridges_of, suggest

PEOPLE, NETWORKS, WISHES = "abcdef", "NM", "w"


def drawn(ties: str, there: str) -> DrawnMap:
    """A map in letters: "ab bc" ties a to b and b to c. N and M are networks, w is a wish."""
    dots = {
        name: Dot(
            uuid7(),
            name,
            Ring.MIDDLE,
            Sphere.WORK,
            Kind.NETWORK if name in NETWORKS else Kind.CONTACT,
            is_wish=name in WISHES,
        )
        for name in there
    }
    return DrawnMap(tuple(dots.values()), tuple((dots[pair[0]].pk, dots[pair[1]].pk) for pair in ties.split()))


@pytest.mark.parametrize(
    ("there", "ties", "bridges"),
    [
        ("", "", ""),
        ("a", "", ""),  # who stands alone ties nobody
        ("ab", "ab", ""),
        ("abc", "ab bc ca", ""),  # all know each other
        ("abc", "ab bc", "b"),  # without b, a and c meet only through the owner
        ("abcde", "ab bc ca cd de", "cd"),
        ("abcdef", "ab bc ca cd de ef fd", "cd"),  # two circles, tied by c and d
        ("aN", "aN", "a"),  # nobody else reaches the network
        ("abN", "aN bN", "N"),  # two reach it; it alone ties them
        ("abN", "ab aN bN", ""),
        ("aNM", "aN aM NM", ""),  # the other network reaches it too
        ("aw", "aw", ""),  # a wish is nobody yet
        ("abw", "aw wb", ""),
    ],
)
def test_bridges_are_those_without_whom_something_falls_apart(there: str, ties: str, bridges: str) -> None:
    somebody = drawn(ties, there)

    assert {somebody.by_pk[pk].nickname for pk in bridges_of(somebody)} == set(bridges)


@pytest.mark.parametrize(
    ("ring", "is_bridge", "every"),
    [
        (Ring.CLOSE, False, Every.MONTH),
        (Ring.CLOSE, True, Every.TWO_WEEKS),
        (Ring.MIDDLE, False, Every.TWO_MONTHS),
        (Ring.MIDDLE, True, Every.MONTH),
        (Ring.OUTER, False, Every.HALF_YEAR),
        (Ring.OUTER, True, Every.THREE_MONTHS),
    ],
)
def test_a_rhythm_for_each_ring(ring: Ring, is_bridge: bool, every: Every) -> None:  # noqa: FBT001 - a row of the table
    dot = Dot(uuid7(), "Anna", ring, Sphere.WORK)

    assert suggest(dot, frozenset({dot.pk}) if is_bridge else frozenset()) == every
