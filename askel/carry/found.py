"""What a file holds: the people and networks found in it, before anybody has picked one."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Literal

from askel.netmap.names import shorten

MOST_ROWS = 10_000
MOST_TIES = 50_000  # that 300 people who all know each other have; more would hold the page to pick from
LONGEST_NAME = 200  # letters: what is longer is no name, and would travel from page to page
LONGEST_IDENTITY = 300
# What Askel keeps for one person, and what travels from page to page beside ten thousand people with all their ties.
MOST_KEPT = 100
MOST_KEPT_LETTERS = 2_000_000
Kind = Literal["contact", "network"]
Layout = Literal["", "graphml", "lists", "matrix"]


@dataclass(frozen=True, slots=True)
class Found:
    """One person or network of a file. ``identity`` is what stays the same when the file is exported again.

    Only Askel's own file knows what stands from ``ring`` on; it comes as bare as the file has it.
    """

    identity: str
    kind: Kind = "contact"
    name: str | None = None
    closeness: float | None = None
    spheres: tuple[str, ...] = ()
    ring: int | None = None
    wish: bool = False
    details: dict[str, Any] | None = None
    met_on: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class FoundKept:
    """A kept map of Askel's own file. ``once`` is its id there; ``plain`` is the map as bare values, as ``kept`` has them."""

    once: str
    on: str
    cause: str
    plain: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One map as one file tells it. Edges name identities: the other end may be in another file of the session.

    ``ego`` is the member's own id, by which files without a session find theirs. A session told in two layouts
    is told twice on purpose, so nothing of it counts as a repeat.
    """

    source: str
    session: str
    found: tuple[Found, ...] = ()
    edges: tuple[tuple[str, str], ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)
    links_dropped: int = 0
    ego: str = ""
    layout: Layout = ""
    kept: tuple[FoundKept, ...] = ()
    kept_out: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundMap:
    """One map as all files of its session tell it. Ties are pairs of positions in ``found``, the smaller first.

    ``kept_out`` counts, by reason, the kept maps that cannot come: they are apart from what is left out of the map.
    """

    source: str
    session: str
    found: tuple[Found, ...]
    ties: tuple[tuple[int, int], ...]
    left_out: dict[str, int]
    links_dropped: int
    kept: tuple[FoundKept, ...] = ()
    kept_out: dict[str, int] = field(default_factory=dict)

    @property
    def people(self) -> int:
        return sum(one.kind == "contact" for one in self.found)

    @property
    def networks(self) -> int:
        return len(self.found) - self.people


def bounded(one: Found) -> Found:
    """With a name and an identity that are no longer than these are. What is cut off an identity still tells it apart."""
    if len(one.identity) <= LONGEST_IDENTITY and len(one.name or "") <= LONGEST_NAME:
        return one
    identity = one.identity
    if len(identity) > LONGEST_IDENTITY:
        identity = f"{identity[:LONGEST_NAME]}|{sha256(identity.encode('utf-8', 'replace')).hexdigest()}"
    return replace(one, identity=identity, name=shorten(one.name, LONGEST_NAME) if one.name else one.name)


def pack(found_map: FoundMap) -> list[Any]:
    """The map as bare lists for JSON: with names for each value, ten thousand rows would take ten times as long."""
    found = [
        [one.identity, one.kind, one.name, one.closeness, one.spheres, *(_own(one) if one.ring or one.wish else ())]
        for one in found_map.found
    ]
    ends = [end for tie in found_map.ties for end in tie]
    kept = [[one.once, one.on, one.cause, one.plain] for one in found_map.kept]
    counted = [found_map.left_out, found_map.links_dropped]
    return [found_map.source, found_map.session, found, ends, *counted, kept, found_map.kept_out]


def _own(one: Found) -> list[Any]:
    return [one.ring, one.wish, one.details, one.met_on, one.note]


def unpack(packed: list[Any]) -> FoundMap:
    """The map again, after its way through JSON."""
    source, session, rows, ends, left_out, links_dropped, kept, kept_out = packed
    found = tuple(
        Found(identity, kind, name, near, tuple(spheres), *own) for identity, kind, name, near, spheres, *own in rows
    )
    ties = tuple(zip(ends[::2], ends[1::2], strict=True))
    shelf = tuple(FoundKept(*one) for one in kept)
    return FoundMap(source, session, found, ties, left_out, links_dropped, shelf, kept_out)


def join(parts: Iterable[Part]) -> FoundMap:
    """Make one map of the parts of one session: people met twice and ties told twice are counted as repeats.

    Each layout counts what it leaves out for itself, and the fuller count stands.
    """
    parts = list(parts)
    found: dict[str, Found] = {}
    for part in parts:
        for one in part.found:
            found.setdefault(one.identity, one)
    place = {identity: number for number, identity in enumerate(found)}
    layouts: defaultdict[str, list[Part]] = defaultdict(list)
    for part in parts:
        layouts[part.layout].append(part)
    ties: dict[tuple[int, int], None] = {}
    left_out: Counter[str] = Counter()
    for same in layouts.values():
        told, left = _told(same, place)
        ties.update(told)
        left_out |= left
    return FoundMap(
        source=parts[0].source,
        session=parts[0].session,
        found=tuple(map(bounded, found.values())),
        ties=tuple(ties),
        left_out=dict(sorted((+left_out).items())),
        links_dropped=sum(part.links_dropped for part in parts),
        kept=tuple(one for part in parts for one in part.kept),
        kept_out=dict(sum((Counter(part.kept_out) for part in parts), Counter())),
    )


def _told(parts: list[Part], place: dict[str, int]) -> tuple[dict[tuple[int, int], None], Counter[str]]:
    """The ties that parts of one layout tell, and what they leave out."""
    left_out: Counter[str] = Counter()
    for part in parts:
        left_out.update(part.left_out)
    people = [one.identity for part in parts for one in part.found]
    left_out["repeat"] += len(people) - len(set(people))
    ties: dict[tuple[int, int], None] = {}
    for start, end in (edge for part in parts for edge in part.edges):
        if start not in place or end not in place:
            left_out["loose-end"] += 1
        elif start == end:
            left_out["self-loop"] += 1
        else:
            tie = (min(place[start], place[end]), max(place[start], place[end]))
            left_out["repeat"] += tie in ties
            ties[tie] = None
    return ties, left_out
