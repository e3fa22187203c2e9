"""Several files to maps: whatever belongs to one session becomes one map. Knows neither Django nor the person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from askel.carry import canvas_csv
from askel.carry.decode import is_zip
from askel.carry.found import MOST_ROWS, MOST_TIES, FoundMap, Part, join
from askel.carry.recognise import read_content
from askel.carry.unreadable import Unreadable, Why
from askel.carry.zipped import members

ZIP_SOURCE = "networkcanvas-zip"
_OURS = (".graphml", ".csv", ".vcf", ".json")
_OTHERS = {Why.EMPTY, Why.NO_HEADER, Why.JSON}  # with a name like ours, they can still be somebody else's files

Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """What one file tells, alone or in a zip: ``file`` counts those that were brought."""

    file: int
    parts: list[Part]
    zipped: bool = False


def read_together(contents: Sequence[bytes], names: Sequence[str] = ()) -> list[FoundMap]:
    """The maps in the files, which may have names. Raises: Unreadable, with the number of the file."""
    names = names or [""] * len(contents)
    told = [one for number, content in enumerate(contents) for one in _told(number, content, names[number])]
    maps = [_map_of(same) for same in _sessions(told)]
    if sum(len(found.found) for found in maps) > MOST_ROWS:
        raise Unreadable(Why.TOO_MANY_ROWS if len(contents) == 1 else Why.TOO_MANY_TOGETHER)
    if sum(len(found.ties) for found in maps) > MOST_TIES:
        raise Unreadable(Why.TOO_MANY_TIES)
    return maps


def _told(number: int, content: bytes, name: str) -> list[Told]:
    try:
        if not is_zip(content):
            return [Told(number, read_content(content, name))]
        inside = [Told(number, parts, zipped=True) for parts in _inside(content)]
    except Unreadable as unreadable:
        raise Unreadable(unreadable.why, unreadable.place, number, unreadable.member) from unreadable
    if not inside:
        raise Unreadable(Why.ZIP_EMPTY, file=number)
    return inside


def _inside(content: bytes) -> Iterator[list[Part]]:
    """What each file in the zip tells. Files of other kinds are passed over, damaged ones are not."""
    for name, member in members(content):
        try:
            yield read_content(member, name)
        except Unreadable as unreadable:
            if name.lower().endswith(_OURS) and unreadable.why not in _OTHERS:
                raise Unreadable(unreadable.why, unreadable.place, member=name) from unreadable


def _sessions(told: Sequence[Told]) -> list[list[tuple[Told, Part]]]:
    """The parts of each session together, GraphML first: it says more than the lists do."""
    by_ego = {part.ego: part.session for one in told for part in one.parts if part.ego and part.session}
    sessions: dict[Key, list[tuple[Told, Part]]] = {}
    for number, one in enumerate(told):
        for key, part in _keyed(number, one.parts, by_ego):
            sessions.setdefault(key, []).append((one, part))
    _place_matrices(sessions)
    _drop_blanks(sessions)
    return [sorted(same, key=lambda each: each[1].layout != "graphml") for same in sessions.values()]


def _keyed(file: int, parts: Sequence[Part], by_ego: dict[str, str]) -> Iterator[tuple[Key, Part]]:
    """Two graphs of one file are two maps; the same session in another file goes on with the same map."""
    seen: Counter[str] = Counter()
    for part in parts:
        session = part.session or by_ego.get(part.ego, part.ego)
        seen[session] += 1
        yield (session, -1 if session else file, seen[session]), replace(part, session=session)


def _place_matrices(sessions: dict[Key, list[tuple[Told, Part]]]) -> None:
    """A matrix says nothing of its session: it goes to the one that has its people."""
    alone = [key for key, same in sessions.items() if same[0][1].layout == "matrix"]
    if len(alone) == len(sessions):
        return
    homes = {one.identity: key for key, same in sessions.items() for _, part in same for one in part.found}
    for key in alone:
        matrices = sessions.pop(key)
        ends = (end for _, part in matrices for edge in part.edges for end in edge)
        home = next((homes[end] for end in ends if end in homes), None)
        if home:
            sessions[home] += matrices
        elif any(part.edges for _, part in matrices):
            sessions[key] = matrices


def _drop_blanks(sessions: dict[Key, list[tuple[Told, Part]]]) -> None:
    """A list without rows tells of no session: it is a map of nobody only where there is nothing else."""
    for key in [key for key, same in sessions.items() if not key[0] and all(map(_is_blank, same))]:
        if len(sessions) > 1:
            del sessions[key]


def _is_blank(each: tuple[Told, Part]) -> bool:
    _, part = each
    return part.layout == "lists" and not part.found and not part.edges and not part.left_out


def _map_of(same: Sequence[tuple[Told, Part]]) -> FoundMap:
    parts = [part for _, part in same]
    if parts[0].source == canvas_csv.SOURCE and not any(part.found for part in parts):
        tied = next((one for one, part in same if part.edges), None)
        if tied:
            raise Unreadable(Why.CANVAS_NO_PEOPLE, file=tied.file)
    found = join(parts)
    in_zip = any(one.zipped for one, _ in same) and found.source.startswith("networkcanvas")
    return replace(found, source=ZIP_SOURCE) if in_zip else found
