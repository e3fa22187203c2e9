"""Google's contacts as CSV, under the header of before 2024 and the one of today. Addresses and notes are not read."""

import re
from collections import Counter
from collections.abc import Iterator

from askel.carry.found import Part
from askel.carry.listed import Listed, part_of
from askel.carry.table import Header, Row, find_header, rows_under
from askel.carry.unreadable import Unreadable, Why
from askel.netmap.names import clean, name_of

SOURCE = "google"
_BEFORE = ("given name", "additional name", "family name")
_TODAY = ("first name", "middle name", "last name")
_GROUPS = ("group membership", "labels")
_ORGANISATION = ("organization 1 - name", "organization name")
_OTHER_NAMES = ("name", "nickname", "file as")
_SIGNS = {
    *(*_GROUPS, *_ORGANISATION, "organization title", "file as", "phonetic first name", "phonetic last name"),
    *("e-mail 1 - label", "e-mail 1 - value", "phone 1 - label", "phone 1 - value", "yomi name"),
}
_LINK = re.compile(r"website \d+ - value")
_NEAR = re.compile(r"relation \d+ - value")
_MOST_COLUMNS = 50  # of one kind: each is looked into once more for every row
_BETWEEN = ":::"  # parts several values in one cell


def is_header(cells: tuple[str, ...]) -> bool:
    names = set(cells)
    return {_BEFORE[0], _BEFORE[2]} <= names or ({_TODAY[0], _TODAY[2]} <= names and len(_SIGNS & names) > 1)


def read(text: str) -> list[Part]:
    """The people of the list. Raises: Unreadable, with the row."""
    header = find_header(text, is_header)
    if header is None:
        raise Unreadable(Why.NO_HEADER)
    left_out: Counter[str] = Counter()
    return [part_of(SOURCE, _book(rows_under(header, text), header, left_out), left_out)]


def _book(rows: list[Row], header: Header, left_out: Counter[str]) -> Iterator[Listed]:
    links = [cell for cell in header.cells if _LINK.fullmatch(cell)][:_MOST_COLUMNS]
    near = [cell for cell in header.cells if _NEAR.fullmatch(cell)][:_MOST_COLUMNS]
    for _, cells in rows:
        if header.has_surplus(cells):
            left_out["junk"] += 1
        else:
            yield _listed(header.read(cells), links, near)


def _listed(person: dict[str, str], links: list[str], near: list[str]) -> Listed:
    organisation = clean(_first(person, _ORGANISATION))
    names = tuple(name for name in _names(person) if name_of(name))
    return Listed(
        names=names or (organisation,),
        kind="network" if organisation and not names else "contact",
        organisation=organisation,
        links=tuple(_values(person, links)),
        groups=tuple(_values(person, _GROUPS)),
        near=tuple(_values(person, near)),
    )


def _names(person: dict[str, str]) -> Iterator[str]:
    for cells in (_BEFORE, _TODAY):
        yield clean(" ".join(person.get(cell, "") for cell in cells))
    for cell in _OTHER_NAMES:
        yield person.get(cell, "")


def _first(person: dict[str, str], cells: tuple[str, ...]) -> str:
    return next((person[cell] for cell in cells if person.get(cell)), "")


def _values(person: dict[str, str], cells: list[str] | tuple[str, ...]) -> Iterator[str]:
    for cell in cells:
        yield from (value.strip() for value in person.get(cell, "").split(_BETWEEN) if value.strip())
