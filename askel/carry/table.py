"""Lists as spreadsheets write them: rows of cells under a header, which is found by its cells."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from askel.carry.found import MOST_ROWS
from askel.carry.unreadable import Unreadable, Why
from askel.netmap.names import clean

_PREAMBLE_ROWS = 30
_LONGEST_CELL = 1_000_000

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands, and its cells in lower case."""

    row: int
    cells: tuple[str, ...]
    delimiter: str

    def read(self, cells: list[str]) -> dict[str, str]:
        return dict(zip(self.cells, cells, strict=False))

    def has_surplus(self, cells: list[str]) -> bool:
        """More cells than the header names: a comma that should have been quoted, and nobody knows which."""
        return len(cells) > len(self.cells) and any(clean(cell) for cell in cells[len(self.cells) :])


def find_header(text: str, is_header: Callable[[tuple[str, ...]], bool]) -> Header | None:
    """The first row near the top that is the header, with the delimiter that makes it one."""
    beginning = list(islice(StringIO(text, newline=""), _PREAMBLE_ROWS))
    for delimiter in (",", ";", "\t"):
        for row, cells in _leniently(beginning, delimiter):
            names = tuple(clean(cell).casefold() for cell in cells)
            if is_header(names):
                return Header(row, names, delimiter)
    return None


def _leniently(lines: list[str], delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        return


def rows_under(header: Header, text: str, *, most: int = MOST_ROWS, too_many: Why = Why.TOO_MANY_ROWS) -> list[Row]:
    """All rows that hold anything, with their places. Raises: Unreadable."""
    rows = [row for row in _rows(text, header.delimiter) if row[0] > header.row]
    if len(rows) > most:
        raise Unreadable(too_many)
    if rows and len(rows[-1][1]) < len(header.cells) and not text.endswith(("\n", "\r")):
        raise Unreadable(Why.CSV_CUT, rows[-1][0])
    return rows


def _rows(text: str, delimiter: str) -> list[Row]:
    """A quote that never closes is a cut file; other odd quotes are let through."""
    try:
        return _parsed(text, delimiter, strict=True)
    except csv.Error as broken:
        if "unexpected end" in str(broken):
            raise Unreadable(Why.CSV_CUT, text.count("\n") + 1) from broken
    return _parsed(text, delimiter, strict=False)


def _parsed(text: str, delimiter: str, *, strict: bool) -> list[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    try:
        return [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as broken:
        if strict:
            raise
        raise Unreadable(Why.CSV_ROW, reader.line_num) from broken
