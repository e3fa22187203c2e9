"""Two maps of the same person, and what is different between them. Pure: plain values in, plain values out."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from uuid import UUID

from askel.netmap.details import Resource
from askel.netmap.drawn import Dot, DrawnMap

Pair = tuple[Dot, Dot]


@dataclass(frozen=True, slots=True)
class Moved:
    """The same one on both maps."""

    before: Dot
    after: Dot


@dataclass(frozen=True, slots=True)
class Helped:
    """Something that is done for the owner on one of the two maps only, and by whom there."""

    resource: Resource
    by: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one map to the next. Whoever is on both is matched by their id, not by their name.

    ``closer`` and ``farther`` are not asked of wishes, which stand in no ring.
    """

    new: tuple[Dot, ...]
    gone: tuple[Dot, ...]
    closer: tuple[Moved, ...]
    farther: tuple[Moved, ...]
    elsewhere: tuple[Moved, ...]
    come_true: tuple[Moved, ...]
    wished_again: tuple[Moved, ...]
    renamed: tuple[Moved, ...]
    tied: tuple[Pair, ...]
    untied: tuple[Pair, ...]
    covered: tuple[Helped, ...]
    uncovered: tuple[Helped, ...]

    @property
    def is_same(self) -> bool:
        return not any(getattr(self, one.name) for one in fields(self))


def compare(before: DrawnMap, after: DrawnMap) -> Comparison:
    both = [Moved(before.by_pk[dot.pk], dot) for dot in after.dots if dot.pk in before.by_pk]
    known = [one for one in both if not one.before.is_wish and not one.after.is_wish]
    return Comparison(
        new=_only_on(after, before),
        gone=_only_on(before, after),
        closer=tuple(one for one in known if one.after.ring < one.before.ring),
        farther=tuple(one for one in known if one.after.ring > one.before.ring),
        elsewhere=tuple(one for one in both if one.before.sphere != one.after.sphere),
        come_true=tuple(one for one in both if one.before.is_wish and not one.after.is_wish),
        wished_again=tuple(one for one in both if one.after.is_wish and not one.before.is_wish),
        renamed=tuple(one for one in both if one.before.nickname != one.after.nickname),
        tied=_ties_only_on(after, before),
        untied=_ties_only_on(before, after),
        covered=_helped_only_on(after, before),
        uncovered=_helped_only_on(before, after),
    )


def _only_on(one: DrawnMap, other: DrawnMap) -> tuple[Dot, ...]:
    return tuple(dot for dot in one.dots if dot.pk not in other.by_pk)


def _ties_only_on(one: DrawnMap, other: DrawnMap) -> tuple[Pair, ...]:
    there = {frozenset(tie) for tie in other.ties}
    return tuple((one.by_pk[a], one.by_pk[b]) for a, b in one.ties if frozenset((a, b)) not in there)


def _helped_only_on(one: DrawnMap, other: DrawnMap) -> tuple[Helped, ...]:
    there = _resources_of(other.here)
    only = [resource for resource in Resource if resource in _resources_of(one.here) - there]
    return tuple(Helped(res, tuple(dot for dot in one.here if res in dot.details.gives)) for res in only)


def _resources_of(dots: Iterable[Dot]) -> set[Resource]:
    return {resource for dot in dots for resource in dot.details.gives}


class Mark(StrEnum):
    """What is drawn on a dot where two maps lie over each other: a sign, and a word for those who hear it."""

    NEW = "new"
    GONE = "gone"
    TRUE = "true"
    CLOSER = "closer"
    FARTHER = "farther"
    ELSEWHERE = "elsewhere"


def marks_of(found: Comparison) -> dict[UUID, tuple[Mark, ...]]:
    """The marks of each that changed, the one that is drawn first."""
    marked: dict[Mark, Iterable[Dot]] = {
        Mark.NEW: found.new,
        Mark.GONE: found.gone,
        Mark.TRUE: (one.after for one in found.come_true),
        Mark.CLOSER: (one.after for one in found.closer),
        Mark.FARTHER: (one.after for one in found.farther),
        Mark.ELSEWHERE: (one.after for one in found.elsewhere),
    }
    marks: dict[UUID, tuple[Mark, ...]] = {}
    for mark, dots in marked.items():
        for dot in dots:
            marks[dot.pk] = (*marks.get(dot.pk, ()), mark)
    return marks
