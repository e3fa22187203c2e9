"""LinkedIn's ``Connections.csv``: a list of people, without ties. E-mail addresses are not kept."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from urllib.parse import unquote, urlsplit

from askel.netmap.found import MOST_ROWS, Found, Part
from askel.netmap.names import clean, name_of
from askel.netmap.unreadable import Unreadable, Why

SOURCE = "linkedin"
_FIRST, _LAST, _LINK, _DAY = "first name", "last name", "url", "connected on"
_SIGNS = {_LINK, "email address", "company", "position", _DAY}  # two of these beside the names make it LinkedIn's
_PREAMBLE_ROWS = 30
_LONGEST_CELL = 1_000_000

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Header:
    row: int
    cells: tuple[str, ...]

    def read(self, cells: list[str]) -> dict[str, str]:
        return dict(zip(self.cells, cells, strict=False))


def find_header(text: str) -> tuple[str, Header] | None:
    """The delimiter and the header, when this is LinkedIn's: found by its cells, in any order."""
    beginning = list(islice(StringIO(text, newline=""), _PREAMBLE_ROWS))
    for delimiter in (",", ";", "\t"):
        for row, cells in _leniently(beginning, delimiter):
            names = tuple(clean(cell).casefold() for cell in cells)
            if {_FIRST, _LAST} <= set(names) and len(_SIGNS & set(names)) > 1 and "middle name" not in names:
                return delimiter, Header(row, names)
    return None


def _leniently(lines: list[str], delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        return


def read(text: str) -> list[Part]:
    """The people of the list. Raises: Unreadable, with the row."""
    recognised = find_header(text)
    if recognised is None:
        raise Unreadable(Why.NO_HEADER)
    delimiter, header = recognised
    rows = [row for row in _rows(text, delimiter) if row[0] > header.row]
    if len(rows) > MOST_ROWS:
        raise Unreadable(Why.TOO_MANY_ROWS)
    if rows and len(rows[-1][1]) < len(header.cells) and not text.endswith("\n"):
        raise Unreadable(Why.CSV_CUT, rows[-1][0])
    return [_part(rows, header)]


def _rows(text: str, delimiter: str) -> list[Row]:
    """All rows that hold anything. A quote that never closes is a cut file; other odd quotes are let through."""
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


def _part(rows: list[Row], header: Header) -> Part:
    left_out: Counter[str] = Counter()
    found: dict[str, Found] = {}
    nameless_links = 0
    alike: Counter[str] = Counter()
    for _, cells in rows:
        person = header.read(cells)
        key, dropped = profile_key(person.get(_LINK, ""))
        nameless_links += dropped
        name = name_of(f"{person.get(_FIRST, '')} {person.get(_LAST, '')}")
        if any(clean(cell) for cell in cells[len(header.cells) :]):
            left_out["junk"] += 1
        elif not key and not name:
            left_out["no-person"] += 1
        else:
            identity = key or _without_link(person, alike)
            left_out["repeat"] += identity in found
            found.setdefault(identity, Found(identity=identity, name=name))
    return Part(SOURCE, "", tuple(found.values()), left_out=dict(+left_out), links_dropped=nameless_links)


def _without_link(person: dict[str, str], alike: Counter[str]) -> str:
    """Two people with one name stay two; the same list read again finds the same people."""
    told = "|".join(clean(person.get(cell, "")).casefold() for cell in (_FIRST, _LAST, _DAY))
    alike[told] += 1
    return f"row|{told}|{alike[told]}"


def profile_key(link: str) -> tuple[str, bool]:
    """``/in/<slug>`` in lower case, or "" - and whether a link was there that is not kept."""
    link = clean(link)
    if not link:
        return "", False
    try:
        parts = urlsplit(link if "//" in link else f"https://{link}")
        host, path = (parts.hostname or ""), unquote(parts.path).split("/")
    except ValueError:
        return "", True
    ours = parts.scheme in {"http", "https"} and (host == "linkedin.com" or host.endswith(".linkedin.com"))
    if not ours or len(path) < 3 or path[1].lower() != "in" or not clean(path[2]):  # noqa: PLR2004 - "", "in", slug
        return "", True
    return f"/in/{clean(path[2]).lower()}", False
