"""What a file holds: the people and networks found in it, before anybody has picked one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

MOST_ROWS = 10_000
MOST_TIES = 50_000  # that 300 people who all know each other have; more would hold the page to pick from
Kind = Literal["contact", "network"]


@dataclass(frozen=True, slots=True)
class Found:
    """One person or network of a file. ``identity`` is what stays the same when the file is exported again."""

    identity: str
    kind: Kind = "contact"
    name: str | None = None
    closeness: float | None = None
    spheres: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One map as one file tells it. Edges name identities: the other end may be in another file of the session."""

    source: str
    session: str
    found: tuple[Found, ...] = ()
    edges: tuple[tuple[str, str], ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)
    links_dropped: int = 0


@dataclass(frozen=True, slots=True)
class FoundMap:
    """One map as all files of its session tell it. Ties are pairs of positions in ``found``, the smaller first."""

    source: str
    session: str
    found: tuple[Found, ...]
    ties: tuple[tuple[int, int], ...]
    left_out: dict[str, int]
    links_dropped: int

    @property
    def people(self) -> int:
        return sum(one.kind == "contact" for one in self.found)

    @property
    def networks(self) -> int:
        return len(self.found) - self.people


def pack(found_map: FoundMap) -> list[Any]:
    """The map as bare lists for JSON: with names for each value, ten thousand rows would take ten times as long."""
    found = [[one.identity, one.kind, one.name, one.closeness, one.spheres] for one in found_map.found]
    ends = [end for tie in found_map.ties for end in tie]
    return [found_map.source, found_map.session, found, ends, found_map.left_out, found_map.links_dropped]


def unpack(packed: list[Any]) -> FoundMap:
    """The map again, after its way through JSON."""
    source, session, rows, ends, left_out, links_dropped = packed
    found = tuple(Found(identity, kind, name, near, tuple(spheres)) for identity, kind, name, near, spheres in rows)
    ties = tuple(zip(ends[::2], ends[1::2], strict=True))
    return FoundMap(source, session, found, ties, left_out, links_dropped)


def join(parts: Iterable[Part]) -> FoundMap:
    """Make one map of the parts of one session: people met twice and ties told twice are counted as repeats."""
    parts = list(parts)
    left_out: Counter[str] = Counter()
    found: dict[str, Found] = {}
    for part in parts:
        left_out.update(part.left_out)
        for one in part.found:
            left_out["repeat"] += one.identity in found
            found.setdefault(one.identity, one)
    ties = _ties(found, (edge for part in parts for edge in part.edges), left_out)
    return FoundMap(
        source=parts[0].source,
        session=parts[0].session,
        found=tuple(found.values()),
        ties=ties,
        left_out={reason: count for reason, count in sorted(left_out.items()) if count},
        links_dropped=sum(part.links_dropped for part in parts),
    )


def _ties(
    found: dict[str, Found], edges: Iterable[tuple[str, str]], left_out: Counter[str]
) -> tuple[tuple[int, int], ...]:
    place = {identity: number for number, identity in enumerate(found)}
    ties: dict[tuple[int, int], None] = {}
    for start, end in edges:
        if start not in place or end not in place:
            left_out["loose-end"] += 1
        elif start == end:
            left_out["self-loop"] += 1
        else:
            tie = (min(place[start], place[end]), max(place[start], place[end]))
            left_out["repeat"] += tie in ties
            ties[tie] = None
    return tuple(ties)
