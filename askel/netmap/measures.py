"""What can be counted about a map. The member ("ego") is left out unless said; networks count as contacts.

n contacts, t ties between them. Never one grade: these say different things and do not go together
(van der Gaag & Snijders 2003).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import igraph


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
    among = igraph.Graph(n=size, edges=ties)
    return Measures(
        size=size,
        ties=len(ties),
        density=density(size, len(ties)),
        circles=circles(among),
        isolates=among.degree().count(0),
        effective_size=effective_size(size, len(ties)),
        constraint=constraint(size, ties),
    )


def density(size: int, ties: int) -> float | None:
    """t / (n (n - 1) / 2): the share of all pairs that know each other. None below two contacts."""
    pairs = size * (size - 1) // 2
    return ties / pairs if pairs else None


def circles(among: igraph.Graph) -> int:
    """Connected components without ego; who stands alone is a circle of their own."""
    return len(among.connected_components())


def effective_size(size: int, ties: int) -> float | None:
    """n - 2t/n (Burt 1992; Borgatti 1997 for plain ties): contacts less what they repeat. None for nobody."""
    return size - 2 * ties / size if size else None


def constraint(size: int, ties: Sequence[tuple[int, int]]) -> float | None:
    """Sum over j of (p_ij + sum over q of p_iq p_qj)^2, with ego joined to all (Burt 1992, ch. 2). None for nobody.

    p_ij is the share of i's ties that go to j. A star of n contacts has 1/n.
    """
    if not size:
        return None
    if not ties:
        return 1 / size
    spokes = [(size, contact) for contact in range(size)]
    return float(igraph.Graph(n=size + 1, edges=[*ties, *spokes]).constraint(vertices=[size])[0])
