"""Measures of maps, by hand and against their own formulas."""

from dataclasses import asdict
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askel.netmap.details import Resource
from askel.netmap.measures import Measures, measure, reached

SIZES = st.integers(0, 12)


def test_nobody_has_nulls() -> None:
    assert measure(0, []) == Measures(0, 0, None, 0, 0, None, None)


def test_one_has_no_density() -> None:
    assert measure(1, []) == Measures(1, 0, None, 1, 1, 1.0, 1.0)


def test_a_star_is_constrained_by_one_in_n() -> None:
    assert measure(6, []) == Measures(6, 0, 0.0, 6, 6, 6.0, 1 / 6)


def test_four_with_three_ties_from_one() -> None:
    assert measure(4, [(0, 1), (0, 2), (0, 3)]) == Measures(4, 3, 0.5, 1, 0, 2.5, 0.68359375)


def test_two_circles_and_one_alone() -> None:
    measured = measure(5, [(0, 1), (2, 3)])

    assert (measured.circles, measured.isolates) == (3, 1)


def constraint_by_hand(size: int, ties: list[tuple[int, int]]) -> float:
    """Burt's sum, written out."""
    ego = size
    near: dict[int, set[int]] = {contact: {ego} for contact in range(size)} | {ego: set(range(size))}
    for one, other in ties:
        near[one].add(other)
        near[other].add(one)

    def share(start: int, end: int) -> float:
        return 1 / len(near[start]) if end in near[start] else 0.0

    return sum(
        (share(ego, j) + sum(share(ego, q) * share(q, j) for q in range(size) if q != j)) ** 2 for j in range(size)
    )


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]]]:
    """How many contacts, and ties between some of them."""
    size = draw(SIZES)
    pairs = [*combinations(range(size), 2)]
    return size, sorted(draw(st.sets(st.sampled_from(pairs)))) if pairs else []


@given(networks())
def test_constraint_is_the_sum_that_burt_wrote(drawn: tuple[int, list[tuple[int, int]]]) -> None:
    size, ties = drawn
    measured = measure(size, ties).constraint

    assert measured == (pytest.approx(constraint_by_hand(size, ties), abs=1e-9) if size else None)


@given(networks().filter(lambda drawn: drawn[0] > 1))
def test_networkx_counts_the_same(drawn: tuple[int, list[tuple[int, int]]]) -> None:
    size, ties = drawn
    among: nx.Graph[int] = nx.Graph(ties)
    among.add_nodes_from(range(size))
    ego = size
    whole = among.copy()
    whole.add_edges_from((ego, contact) for contact in range(size))

    assert asdict(measure(size, ties)) == {
        "size": size,
        "ties": among.number_of_edges(),
        "density": pytest.approx(nx.density(among), abs=1e-9),
        "circles": nx.number_connected_components(among),
        "isolates": nx.number_of_isolates(among),
        "effective_size": pytest.approx(nx.effective_size(whole, [ego])[ego], abs=1e-9),
        "constraint": pytest.approx(nx.constraint(whole, [ego])[ego], abs=1e-9),
    }


def test_help_is_counted_over_those_it_was_told_of() -> None:
    gives = [{Resource.CV, Resource.HIRING}, {Resource.CV}, set(), {Resource.CHEER}]

    reach = reached(map(frozenset, gives))

    assert reach.told == 3
    assert reach.by_some == (Resource.HIRING, Resource.CV, Resource.CHEER)
    assert reach.by_one == (Resource.HIRING, Resource.CHEER)
    assert len(reach.by_none) == 9
