"""vCard 2.1, 3.0 and 4.0, as phones, Apple, Google and Nextcloud write them.

Only what becomes a contact, a network or a tie is read: notes, addresses, numbers and pictures are passed over
line by line. See docs/decisions/0012-own-vcard-reader.md for why no library does it.
"""

import re
from binascii import a2b_qp
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from askel.carry.found import MOST_ROWS, Kind, Part
from askel.carry.listed import Listed, part_of
from askel.carry.unreadable import Unreadable, Why
from askel.netmap.names import clean

SOURCE = "vcard"
_LINE_END = re.compile(r"\r\n|\n|\r")
# Possessive throughout: a line that does not fit is tried once, not once for each of its letters.
_NAME = re.compile(r"\s*+(?:[A-Za-z0-9_-]++\.)?([A-Za-z0-9_-]++)\s*+[;:]")  # "item1." joins a property to its label
_WHOLE = re.compile(r'\s*+[A-Za-z0-9_.-]++\s*+((?:[^":]|"[^"]*")*+):(.*)', re.DOTALL)
_CHARSET = re.compile(r"CHARSET=\"?((?:UTF|ISO-8859|WINDOWS|CP|KOI8|US-ASCII|SHIFT|EUC|GB|BIG5)[A-Z0-9_-]*)")
_ME = re.compile(r'TYPE="?(?:[A-Z-]+,)*ME\b')
_TYPED = re.compile(r"\\(.)", re.DOTALL)
_CELLS = {mark: re.compile(rf"((?:[^\\{mark}]|\\.?)*+)(?:{mark}|$)", re.DOTALL) for mark in ";,"}

_KIND = {"KIND", "X-ADDRESSBOOKSERVER-KIND"}
_LINK = {"URL", "X-SOCIALPROFILE"}
# Apple's label beside a related name says what the two are to each other, which no tie keeps.
_NEAR = {"RELATED", "X-ABRELATEDNAMES", "MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"}
_NAMES = {"FN", "N", "NICKNAME", "ORG"}
_KEPT = {*_KIND, *_LINK, *_NEAR, *_NAMES, "CATEGORIES", "UID", "X-ABSHOWAS"}
_MARKS = {"BEGIN", "END", "VERSION", "AGENT"}
_KINDS: dict[str, Kind] = {"": "contact", "individual": "contact", "org": "network", "group": "network"}

_LONGEST = 4_000  # letters of a value: names and groups are far shorter
_MOST_GROUPS = 100  # that somebody is in: the spheres are known after few

Card = dict[str, list[str]]
Property = tuple[int, str, str, str]  # the line, the name, what stands between, the value


def read(text: str) -> list[Part]:
    """All cards of the file as one list. Raises: Unreadable, with the line."""
    left_out: Counter[str] = Counter()
    cards = list(_cards(text, left_out))
    kinds = [_kind(card) for card in cards]
    left_out["not-a-person"] += kinds.count(None)
    book = (_listed(card, kind) for card, kind in zip(cards, kinds, strict=True) if kind)
    return [part_of(SOURCE, book, left_out)]


def _cards(text: str, left_out: Counter[str]) -> Iterator[Card]:
    """A card inside another one, as AGENT of 2.1 has it, is nobody of the book."""
    card: Card = {}
    depth, number, line, before = 0, 0, 0, ""
    for line, name, between, value in _properties(text, left_out):
        mark = f"{name}:{value.strip().upper()}"
        if mark == "BEGIN:VCARD":
            if depth and before != "AGENT":
                raise Unreadable(Why.VCARD_CUT, line)
            card, depth, number = card if depth else {}, depth + 1, number + (not depth)
            if number > MOST_ROWS:
                raise Unreadable(Why.TOO_MANY_ROWS)
        elif mark == "END:VCARD" and depth:
            depth -= 1
            if not depth:
                yield card
        elif depth == 1 and name in _KEPT and not (name in _NEAR and _ME.search(between.upper())):
            card.setdefault(name, []).append(value[:_LONGEST])
        before = name
    if depth:
        raise Unreadable(Why.VCARD_CUT, text.count("\n") + 1)


def _properties(text: str, left_out: Counter[str]) -> Iterator[Property]:
    lines = _LINE_END.split(text)
    at, version, packed = 0, "", False
    while at < len(lines):
        first, line = at, lines[at]
        at += 1
        match = _NAME.match(line)
        name = match[1].upper() if match else ""
        pieces = [line]
        head = line.partition(":")[0].upper() if match else ""
        quoted = "QUOTED-PRINTABLE" in head
        packed = ("BASE64" in head or "ENCODING=B" in head) if match else packed
        while at < len(lines) and (_goes_on(lines[at]) or (quoted and pieces[-1].endswith("="))):
            pieces.append(lines[at])
            at += 1
        if name in _KEPT or name in _MARKS:
            whole = _WHOLE.match(_unfolded(pieces, quoted=quoted, version=version))
            if whole:
                value = _printable(whole[2], whole[1]) if quoted else whole[2]
                version = value.strip() if name == "VERSION" else version
                yield first + 1, name, whole[1], value
                continue
        elif match or packed or not line.strip():  # pictures of 2.1 are not always folded
            continue
        left_out["junk"] += 1


def _goes_on(line: str) -> bool:
    return line[:1] in (" ", "\t")


def _unfolded(pieces: list[str], *, quoted: bool, version: str) -> str:
    if len(pieces) == 1:
        return pieces[0]
    if quoted:
        return "".join(piece.removesuffix("=") for piece in pieces)
    # 2.1 folds where a space is, and keeps it; the others put one in.
    return "".join(pieces) if version == "2.1" else pieces[0] + "".join(piece[1:] for piece in pieces[1:])


def _printable(value: str, between: str) -> str:
    """The letters that a quoted-printable value stands for."""
    content = a2b_qp(value.encode("utf-8", "replace"))
    charset = _CHARSET.search(between.upper())
    for one in (charset[1] if charset else "utf-8", "utf-8"):
        try:
            return content.decode(one)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("latin-1")


def _cells(value: str, mark: str) -> list[str]:
    """The parts of a value, parted where the mark is not escaped."""
    return [_plain(cell) for cell in _CELLS[mark].findall(value)]


def _plain(value: str) -> str:
    return _TYPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value) if "\\" in value else value


def _first(card: Card, name: str) -> str:
    return card.get(name, [""])[0]


def _kind(card: Card) -> Kind | None:
    """A person, or a network; None for a place, a device or a program."""
    told = next((card[name][0] for name in _KIND if name in card), "").strip().lower()
    kind = _KINDS.get(told, "contact" if told.startswith("x-") else None)
    return "network" if kind == "contact" and _is_company(card) else kind


def _is_company(card: Card) -> bool:
    """Books write a company as a card that says so, or that has no other name."""
    if _first(card, "X-ABSHOWAS").strip().upper() == "COMPANY":
        return True
    organisation = _organisation(card)
    return bool(organisation) and not _structured(card) and _plain(_first(card, "FN")).strip() in {"", organisation}


def _organisation(card: Card) -> str:
    return clean(_cells(_first(card, "ORG"), ";")[0])


def _structured(card: Card) -> str:
    """The name from its parts: family, given, additional - said in the order of speech."""
    parts = [*_cells(_first(card, "N"), ";"), "", "", ""]
    return clean(" ".join((parts[1], parts[2], parts[0])))


def _groups(card: Card) -> Iterator[str]:
    for value in card.get("CATEGORIES", ()):
        yield from _cells(value, ",")


def _listed(card: Card, kind: Kind) -> Listed:
    return Listed(
        names=(_plain(_first(card, "FN")), _structured(card), _plain(_first(card, "NICKNAME")), _organisation(card)),
        kind=kind,
        organisation=_organisation(card),
        uid=_first(card, "UID").strip(),
        links=tuple(_plain(link) for name in sorted(_LINK) for link in card.get(name, ())),
        groups=tuple(islice(_groups(card), _MOST_GROUPS)),
        near=tuple(_plain(other) for name in sorted(_NEAR) for other in card.get(name, ()) if other.strip()),
    )
