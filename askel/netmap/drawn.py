"""A map as it is drawn: plain values, ready to be looked at, told in words or painted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from askel.netmap.details import UNTOLD, Details
from askel.netmap.spheres import Kind, Ring, Sphere


@dataclass(frozen=True, slots=True)
class Dot:
    """A contact, a network or a wish on the map."""

    pk: UUID
    nickname: str
    ring: Ring
    sphere: Sphere
    kind: Kind = Kind.CONTACT
    is_wish: bool = False
    last_encounter_on: date | None = None
    details: Details = UNTOLD
    version: int = 1

    @property
    def last_on(self) -> date | None:
        """When the two were last in touch, by encounters or as told."""
        return max((day for day in (self.last_encounter_on, self.details.last_on) if day), default=None)

    @property
    def is_network(self) -> bool:
        return self.kind == Kind.NETWORK


@dataclass(frozen=True)
class DrawnMap:
    """All dots, in the order of their making, and the ties between them."""

    dots: tuple[Dot, ...] = ()
    ties: tuple[tuple[UUID, UUID], ...] = ()

    @cached_property
    def by_pk(self) -> dict[UUID, Dot]:
        return {dot.pk: dot for dot in self.dots}

    @cached_property
    def here(self) -> tuple[Dot, ...]:
        """Contacts and networks that are there already: no wishes."""
        return tuple(dot for dot in self.dots if not dot.is_wish)

    @cached_property
    def people(self) -> tuple[Dot, ...]:
        return tuple(dot for dot in self.here if not dot.is_network)

    @cached_property
    def wishes(self) -> tuple[Dot, ...]:
        return tuple(dot for dot in self.dots if dot.is_wish)

    @cached_property
    def near(self) -> dict[UUID, tuple[Dot, ...]]:
        """Who is tied to whom, wishes included."""
        near: dict[UUID, list[Dot]] = {dot.pk: [] for dot in self.dots}
        for one, other in self.ties:
            near[one].append(self.by_pk[other])
            near[other].append(self.by_pk[one])
        return {pk: tuple(dots) for pk, dots in near.items()}

    def near_here(self, dot: Dot) -> tuple[Dot, ...]:
        return tuple(other for other in self.near[dot.pk] if not other.is_wish)

    @cached_property
    def circles(self) -> tuple[tuple[Dot, ...], ...]:
        """Groups tied together without the member; who stands alone is a circle of one. Wishes tie nothing."""
        left = {dot.pk: dot for dot in self.here}
        circles = []
        while left:
            circles.append(self._circle_of(next(iter(left.values())), left))
        return tuple(circles)

    def _circle_of(self, first: Dot, left: dict[UUID, Dot]) -> tuple[Dot, ...]:
        reached, waiting = [], [left.pop(first.pk)]
        while waiting:
            reached.append(waiting.pop())
            waiting += [left.pop(dot.pk) for dot in self.near_here(reached[-1]) if dot.pk in left]
        return tuple(reached)


def in_sphere(dots: Iterable[Dot], sphere: Sphere) -> tuple[Dot, ...]:
    return tuple(dot for dot in dots if dot.sphere == sphere)
