"""LinkedIn's ``Connections.csv``: a list of people, without ties. E-mail addresses are not kept."""

from collections import Counter
from urllib.parse import unquote, urlsplit

from askel.carry.found import Found, Part
from askel.carry.table import Header, Row, find_header, rows_under
from askel.carry.unreadable import Unreadable, Why
from askel.netmap.names import clean, name_of

SOURCE = "linkedin"
_FIRST, _LAST, _LINK, _DAY = "first name", "last name", "url", "connected on"
_SIGNS = {_LINK, "email address", "company", "position", _DAY}  # two of these beside the names make it LinkedIn's


def is_header(cells: tuple[str, ...]) -> bool:
    """LinkedIn's, by its cells in any order."""
    names = set(cells)
    return {_FIRST, _LAST} <= names and len(_SIGNS & names) > 1 and "middle name" not in names


def read(text: str) -> list[Part]:
    """The people of the list. Raises: Unreadable, with the row."""
    header = find_header(text, is_header)
    if header is None:
        raise Unreadable(Why.NO_HEADER)
    return [_part(rows_under(header, text), header)]


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
        if header.has_surplus(cells):
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
