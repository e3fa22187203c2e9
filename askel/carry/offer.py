"""Which rows the page to pick from offers at once. Ten thousand would hold the page for seconds, and nobody reads them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from askel.carry.picking import Row
from askel.netmap.names import clean

MOST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Offer:
    """One page of rows. What was picked on other pages is shown before them, so that it travels along."""

    picked: tuple[Row, ...]
    maps: tuple[tuple[int, tuple[Row, ...]], ...]  # the number of each map that is on this page, and its rows
    held: tuple[str, ...]  # codes of picks for which even that has no room
    words: str  # what was searched for
    start: int
    matching: int
    rows: int

    @property
    def shown(self) -> tuple[Row, ...]:
        return (*self.picked, *(row for _, some in self.maps for row in some))

    @property
    def end(self) -> int:
        return min(self.start + MOST_SHOWN, self.matching)

    @property
    def has_more(self) -> bool:
        return self.rows > MOST_SHOWN


def offer(maps: Sequence[Sequence[Row]], picked: Collection[str], *, start: str = "", words: str = "") -> Offer:
    """The rows from ``start`` on of those with ``words`` in their names, sorted by name within each map."""
    words = clean(words[:100])
    found = [[row for row in some if _matches(row, words.casefold())] for some in maps]
    matching = sum(map(len, found))
    first = _start(start, matching)
    page = _from(found, first)
    here = {row.code for _, some in page for row in some}
    elsewhere = [row for some in maps for row in some if row.code in picked and row.code not in here]
    return Offer(
        picked=tuple(elsewhere[:MOST_SHOWN]),
        maps=page,
        held=tuple(row.code for row in elsewhere[MOST_SHOWN:]),
        words=words,
        start=first,
        matching=matching,
        rows=sum(map(len, maps)),
    )


def _matches(row: Row, words: str) -> bool:
    return words in (row.found.name or "").casefold() or words in row.nickname.casefold()


def _start(said: str, rows: int) -> int:
    """A whole page; what is no number, or beyond the end, is the first."""
    start = int(said) if len(said) < 9 and said.isascii() and said.isdigit() else 0  # noqa: PLR2004 - no map is longer
    return start // MOST_SHOWN * MOST_SHOWN if start < rows else 0


def _from(maps: Sequence[Sequence[Row]], start: int) -> tuple[tuple[int, tuple[Row, ...]], ...]:
    page = []
    room = MOST_SHOWN
    for number, some in enumerate(maps, 1):
        if start < len(some) and room:
            part = tuple(sorted(some, key=_name)[start : start + room])
            page.append((number, part))
            room -= len(part)
        start = max(0, start - len(some))
    return tuple(page)


def _name(row: Row) -> str:
    return (row.found.name or row.nickname).casefold()  # those of one name stay as the file has them
