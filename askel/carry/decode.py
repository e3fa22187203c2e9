"""Bytes to text: which alphabet a file is written in, or why it is not text at all."""

import re

from askel.carry.unreadable import Unreadable, Why

_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# What other kinds of files begin with. A name tells nothing: a picture may end in .graphml.
_BEGINNINGS = (
    (b"\x89PNG", Why.PICTURE),
    (b"\xff\xd8\xff", Why.PICTURE),
    (b"GIF8", Why.PICTURE),
    (b"BM", Why.PICTURE),
    (b"II*\x00", Why.PICTURE),
    (b"MM\x00*", Why.PICTURE),
    (b"RIFF", Why.PICTURE),
    (b"%PDF", Why.PDF),
    *((beginning, Why.ZIP) for beginning in _ZIPS),
    (b"\x1f\x8b", Why.PACKED),
    (b"7z\xbc\xaf", Why.PACKED),
    (b"Rar!", Why.PACKED),
    (b"BZh", Why.PACKED),
    (b"\xfd7zXZ", Why.PACKED),
    (b"\x28\xb5\x2f\xfd", Why.PACKED),
    (b"\xd0\xcf\x11\xe0", Why.BINARY),
)
_LATIN = {*b"\t\n\r", *range(0x20, 0x7F), *range(0xA0, 0x100), *b"\x80\x85\x91\x92\x93\x94\x96\x97\x8a\x8e\x9a\x9e"}
# No Latin-1 language writes four such letters in a row: code pages for Cyrillic, Greek and Arabic do.
_NOT_LATIN_WORDS = re.compile(rb"[\xc0-\xff]{4}")
# What UTF-8 looks like where it is whole.
_MANY_BYTES = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def refuse_other_kinds(content: bytes) -> None:
    """Raises: Unreadable, when the first bytes say that this is no text."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(Why.EMPTY)
    if content[4:8] == b"ftyp":
        raise Unreadable(Why.PICTURE if content[8:12] in {b"heic", b"heix", b"mif1", b"avif"} else Why.BINARY)
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning) and not (kind == Why.PICTURE and _is_text(content)):
            raise Unreadable(_zipped(content) if kind == Why.ZIP else kind)


def is_zip(content: bytes) -> bool:
    """A zip to look into: what offices write are zips too, and are refused by name."""
    return content.startswith(_ZIPS) and _zipped(content) == Why.ZIP


def _is_text(content: bytes) -> bool:
    """A text may begin with "BM" too: pictures hold a NUL early on."""
    return b"\x00" not in content[:64] and content[:2] not in {b"\x89P", b"\xff\xd8"}


def _zipped(content: bytes) -> Why:
    """Office files are zips too."""
    if b"xl/workbook" in content or b"opendocument.spreadsheet" in content:
        return Why.SPREADSHEET
    return Why.BINARY if b"[Content_Types].xml" in content or b"opendocument." in content else Why.ZIP


def decode(content: bytes) -> str:
    """The text. Knows UTF-8 and UTF-16, with or without a mark, and Latin-1. Raises: Unreadable."""
    refuse_other_kinds(content)
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise Unreadable(Why.UTF_32)
    wide = _wide(content)
    if wide:
        return _strictly(content, wide)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        return _latin(content, broken.start)


def _wide(content: bytes) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Why.UTF_16
    beginning = content[:64]
    if beginning[1::2].count(0) > len(beginning) // 3:
        return "utf-16-le"
    return "utf-16-be" if beginning[::2].count(0) > len(beginning) // 3 else None


def _strictly(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset).removeprefix("\ufeff")
    except UnicodeDecodeError as broken:
        raise Unreadable(Why.UTF_16, content.count(b"\n", 0, broken.start) + 1) from broken


def _latin(content: bytes, broken_at: int) -> str:
    """Latin-1 as Windows writes it, unless the bytes look like damaged UTF-8 or another alphabet."""
    line = content.count(b"\n", 0, broken_at) + 1
    if not set(content) <= _LATIN:
        raise Unreadable(Why.BINARY if b"\x00" in content else Why.ALPHABET, line)
    if _NOT_LATIN_WORDS.search(content) or _MANY_BYTES.search(content):
        raise Unreadable(Why.ALPHABET, line)
    return content.decode("cp1252")
