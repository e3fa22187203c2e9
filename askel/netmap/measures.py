"""What can be counted about a map. The member ("ego") is left out unless said; networks count as contacts.

n contacts, t ties between them. Never one grade: these say different things and do not go together
(van der Gaag & Snijders 2003).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import igraph

from askel.netmap.details import Resource, Resources


@dataclass(frozen=True, slots=True)
class Measures:
    """None where a measure says nothing: density of fewer than two, the others of nobody."""

    size: int
    ties: int
    density: float | None
    circles: int
    isolates: int
    effective_size: float | None
    constraint: float | None


def measure(size: int, ties: Sequence[tuple[int, int]]) -> Measures:
    """All measures of a map of ``size`` contacts, whose ties are distinct pairs of their numbers."""
    graph = igraph.Graph(n=size, edges=ties)  # one for all: making it costs more than asking it
    return Measures(
        size=size,
        ties=len(ties),
        density=density(size, len(ties)),
        circles=circles(graph),
        isolates=graph.degree().count(0),
        effective_size=effective_size(size, len(ties)),
        constraint=_constraint(graph),
    )


def density(size: int, ties: int) -> float | None:
    """t / (n (n - 1) / 2): the share of all pairs that know each other. None below two contacts."""
    pairs = pairs_of(size)
    return ties / pairs if pairs else None


def pairs_of(size: int) -> int:
    return size * (size - 1) // 2


def circles(among: igraph.Graph) -> int:
    """Connected components without ego; who stands alone is a circle of their own."""
    return len(among.connected_components())


def effective_size(size: int, ties: int) -> float | None:
    """n - 2t/n (Burt 1992; Borgatti 1997 for plain ties): contacts less what they repeat. None for nobody."""
    return size - 2 * ties / size if size else None


def _constraint(graph: igraph.Graph) -> float | None:
    """Sum over j of (p_ij + sum over q of p_iq p_qj)^2, with ego joined to all (Burt 1992, ch. 2). None for nobody.

    p_ij is the share of i's ties that go to j. A star of n contacts has 1/n. Leaves ego in the graph.
    """
    size: int = graph.vcount()
    if not size:
        return None
    if not graph.ecount():
        return 1 / size
    graph.add_vertices(1)
    graph.add_edges([(size, contact) for contact in range(size)])
    return float(graph.constraint(vertices=[size])[0])


@dataclass(frozen=True, slots=True)
class Reached:
    """Of what contacts can do for the owner: by whom it was ``told`` of, how often each is given."""

    told: int
    givers: dict[Resource, int]

    @property
    def by_some(self) -> tuple[Resource, ...]:
        return tuple(one for one, givers in self.givers.items() if givers)

    @property
    def by_one(self) -> tuple[Resource, ...]:
        """Those that rest on one contact alone."""
        return tuple(one for one, givers in self.givers.items() if givers == 1)

    @property
    def by_none(self) -> tuple[Resource, ...]:
        return tuple(one for one, givers in self.givers.items() if not givers)


def reached(gives: Iterable[Resources]) -> Reached:
    """What each contact gives, taken together. Who gives nothing was not told of: it does not say that they would not."""
    told = [some for some in gives if some]
    counted = Counter(one for some in told for one in some)
    return Reached(len(told), {one: counted[one] for one in Resource})
