"""Network Canvas CSV: one session is told by several files, and each row says by the UUID of the member whose it is.

``ego`` says which session that is, ``attributeList`` has the people, ``edgeList`` and ``adjacencyMatrix`` the ties.
The type of the people stands in no cell, only in the file's name.
"""

import re
from collections import Counter, defaultdict

from askel.carry.found import MOST_TIES, Found, Layout, Part
from askel.carry.networkcanvas import MOST_GRAPHS, found_of
from askel.carry.table import Header, Row, find_header, rows_under
from askel.carry.unreadable import Unreadable, Why

SOURCE = "networkcanvas-csv"
LISTS: Layout = "lists"
MATRIX: Layout = "matrix"
_EGO, _SESSION, _UUID = "networkcanvasegouuid", "networkcanvassessionid", "networkcanvasuuid"
_NODE, _EDGE = "nodeid", "edgeid"
_START, _END = "networkcanvassourceuuid", "networkcanvastargetuuid"
_TYPE_IN_NAME = re.compile(r"attributeList_(.+?)(?: ?\(\d+\))?\.csv$", re.IGNORECASE)  # a browser adds " (1)"
_A_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{20,30}", re.IGNORECASE)
_LONGEST_MARK = 200


def is_header(cells: tuple[str, ...]) -> bool:
    names = set(cells)
    return (
        {_NODE, _UUID} <= names
        or {_START, _END} <= names
        or {_EGO, _SESSION} <= names
        or (len(cells) > 1 and not cells[0] and all(map(_A_UUID.fullmatch, cells[1:])))
    )


def read(text: str, name: str = "") -> list[Part]:
    """What one file of the export tells about each session. Raises: Unreadable, with the row."""
    header = find_header(text, is_header)
    if header is None:
        raise Unreadable(Why.NO_HEADER)
    names = set(header.cells)
    if {_START, _END} <= names:
        parts = _edges(rows_under(header, text, most=MOST_TIES, too_many=Why.TOO_MANY_TIES), header)
    elif _NODE in names:
        parts = _people(rows_under(header, text), header, _type_in(name))
    elif _SESSION in names:
        parts = _egos(rows_under(header, text), header)
    else:
        parts = [_matrix(rows_under(header, text), header)]
    return parts or [Part(SOURCE, "", layout=LISTS)]


def _type_in(name: str) -> str:
    match = _TYPE_IN_NAME.search(name)
    return match[1] if match else ""


def _people(rows: list[Row], header: Header, type_name: str) -> list[Part]:
    found: defaultdict[str, dict[str, Found]] = defaultdict(dict)
    left_out: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, cells in rows:
        item = header.read(cells)
        ego = _mark(item, _EGO)
        identity = _mark(item, _UUID) or f"{ego}#{item.get(_NODE, '')}"[:_LONGEST_MARK]
        if header.has_surplus(cells):
            left_out[ego]["junk"] += 1
        else:
            left_out[ego]["repeat"] += identity in found[ego]
            found[ego].setdefault(identity, found_of(identity, item, type_name))
    egos = {**found, **left_out}
    if len(egos) > MOST_GRAPHS:
        raise Unreadable(Why.TOO_MANY_ROWS)
    return [
        Part(SOURCE, "", tuple(found[ego].values()), left_out=dict(+left_out[ego]), ego=ego, layout=LISTS)
        for ego in egos
    ]


def _edges(rows: list[Row], header: Header) -> list[Part]:
    edges: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for _, cells in rows:
        item = header.read(cells)
        edges[_mark(item, _EGO)].append((_mark(item, _START), _mark(item, _END)))
    return [Part(SOURCE, "", edges=tuple(ends), ego=ego, layout=LISTS) for ego, ends in edges.items()]


def _egos(rows: list[Row], header: Header) -> list[Part]:
    items = [header.read(cells) for _, cells in rows]
    if len(items) > MOST_GRAPHS:
        raise Unreadable(Why.TOO_MANY_ROWS)
    return [Part(SOURCE, _mark(item, _SESSION), ego=_mark(item, _EGO), layout=LISTS) for item in items]


def _matrix(rows: list[Row], header: Header) -> Part:
    """Each tie stands there both ways, and counts once."""
    pairs: dict[tuple[str, str], None] = {}
    for _, cells in rows:
        start = cells[0].strip().lower()[:_LONGEST_MARK]
        for end, cell in zip(header.cells[1:], cells[1:], strict=False):
            if cell.strip() not in {"", "0"}:
                pairs[min(start, end), max(start, end)] = None
    if len(pairs) > MOST_TIES:
        raise Unreadable(Why.TOO_MANY_TIES)
    return Part(SOURCE, "", edges=tuple(pairs), layout=MATRIX)


def _mark(item: dict[str, str], key: str) -> str:
    return item.get(key, "").strip().lower()[:_LONGEST_MARK]
