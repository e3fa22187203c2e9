"""What the numbers of a map cost, beside networkx and igraph in the same run, on the same map."""

import random
from collections.abc import Callable
from itertools import combinations
from time import perf_counter
from typing import Any, TypeVar

import igraph
import networkx as nx

from askel.netmap.details import Resource, Resources
from askel.netmap.measures import Measures, Reached, measure, reached

SIZE, TIES = 200, 1161
TIMES = 100
ALIKE = 1e-9
Pairs = list[tuple[int, int]]
T = TypeVar("T")


def show() -> None:
    chance = random.Random(1)  # noqa: S311 - the same map in each run
    ties = chance.sample([*combinations(range(SIZE), 2)], TIES)
    gives = [frozenset(chance.sample([*Resource], chance.randrange(6))) for _ in range(SIZE)]
    ours, (measured, _) = best_of(TIMES, lambda: whole(ties, gives))
    by_igraph, some = best_of(TIMES, lambda: igraph_alone(ties))
    by_networkx, burt = best_of(1, lambda: networkx_alone(ties))
    agree(measured, some)
    agree(measured, burt)
    print(f"\nMeasures of {SIZE} contacts and {TIES} ties in ms, the best of {TIMES}; networkx once.")
    print(f"{'size, density, circles, isolates, effective size, constraint, resources':75}{ours:>10.2f}")
    print(f"{'igraph alone: density, circles, isolates, constraint':75}{by_igraph:>10.2f}")
    print(f"{'networkx alone: effective size, constraint':75}{by_networkx:>10.2f}")
    print(f"All agree to {ALIKE:g}.")


def whole(ties: Pairs, gives: list[Resources]) -> tuple[Measures, Reached]:
    return measure(SIZE, ties), reached(gives)


def igraph_alone(ties: Pairs) -> dict[str, Any]:
    """From two graphs, as one would write it first: with the member and without."""
    among = igraph.Graph(n=SIZE, edges=ties)
    whole = igraph.Graph(n=SIZE + 1, edges=[*ties, *spokes()])
    return {
        "density": among.density(),
        "circles": len(among.connected_components()),
        "isolates": among.degree().count(0),
        "constraint": whole.constraint(vertices=[SIZE])[0],
    }


def networkx_alone(ties: Pairs) -> dict[str, Any]:
    whole: nx.Graph[int] = nx.Graph([*ties, *spokes()])
    return {
        "effective_size": nx.effective_size(whole, [SIZE])[SIZE],
        "constraint": nx.constraint(whole, [SIZE])[SIZE],
    }


def spokes() -> Pairs:
    """The member's own ties."""
    return [(SIZE, contact) for contact in range(SIZE)]


def agree(measured: Measures, others: dict[str, Any]) -> None:
    for name, other in others.items():
        if abs(getattr(measured, name) - other) > ALIKE:
            message = f"{name} is {getattr(measured, name)} here and {other} there"
            raise RuntimeError(message)


def best_of(times: int, count: Callable[[], T]) -> tuple[float, T]:
    """Milliseconds of the fastest, and what it found."""
    best = float("inf")
    for _ in range(times):
        begun = perf_counter()
        found = count()
        best = min(best, perf_counter() - begun)
    return best * 1000, found
