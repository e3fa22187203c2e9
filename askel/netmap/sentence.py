"""What one plain sentence about a map holds."""

from dataclasses import dataclass
from typing import Literal

from askel.netmap.details import Resource
from askel.netmap.drawn import Dot
from askel.netmap.spheres import Sphere

DoKind = Literal["contact", "network", "wish", "move", "tie", "ask"]
SOME = 3  # of fewer, "all" and "none" say nothing


@dataclass(frozen=True, slots=True)
class Do:
    """One thing to do: where the link leads, its words, and what it is about. ``ask`` leads to the question by resource."""

    kind: DoKind
    words: str
    dot: Dot | None = None
    sphere: Sphere | None = None
    resource: Resource | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """``counted`` says how its numbers came about."""

    code: str
    words: str
    counted: str
    do: Do
    about: tuple[Dot, ...] = ()
    spheres: tuple[Sphere, ...] = ()
    resources: tuple[Resource, ...] = ()
