"""Several files to maps: whatever belongs to one session becomes one map. Knows neither Django nor the person."""

from collections import Counter
from collections.abc import Iterable, Sequence

from askel.netmap.found import MOST_ROWS, MOST_TIES, FoundMap, Part, join
from askel.netmap.recognise import read_content
from askel.netmap.unreadable import Unreadable, Why


def read_together(contents: Sequence[bytes]) -> list[FoundMap]:
    """The maps in the files. Raises: Unreadable, with the number of the file."""
    parts: dict[tuple[str, int, int], list[Part]] = {}
    for number, content in enumerate(contents):
        for key, part in _keyed(number, _read(number, content)):
            parts.setdefault(key, []).append(part)
    maps = [join(same) for same in parts.values()]
    if sum(len(found.found) for found in maps) > MOST_ROWS:
        raise Unreadable(Why.TOO_MANY_ROWS if len(contents) == 1 else Why.TOO_MANY_TOGETHER)
    if sum(len(found.ties) for found in maps) > MOST_TIES:
        raise Unreadable(Why.TOO_MANY_TIES)
    return maps


def _read(number: int, content: bytes) -> list[Part]:
    try:
        return read_content(content)
    except Unreadable as unreadable:
        raise Unreadable(unreadable.why, unreadable.place, number) from unreadable


def _keyed(file: int, parts: Iterable[Part]) -> list[tuple[tuple[str, int, int], Part]]:
    """Two graphs of one file are two maps; the same session in another file goes on with the same map."""
    seen: Counter[str] = Counter()
    keyed = []
    for part in parts:
        seen[part.session] += 1
        keyed.append(((part.session, -1 if part.session else file, seen[part.session]), part))
    return keyed
