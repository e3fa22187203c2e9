"""Files in a zip, unpacked in memory and within bounds. Nothing is written, and no path of the archive is used."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from askel.carry.unreadable import Unreadable, Why

MOST_UNPACKED = 50 * 1024 * 1024
MOST_MEMBERS = 200
_MACS = "__MACOSX/"  # a Mac adds a second file to each, which tells only the Mac something
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_LOCKED = 0x1
# What ``zipfile`` lets through where an archive is damaged: its own error, and those of what it calls.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, OverflowError, RuntimeError, ValueError)


def members(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The last part of each file's name, and what is in it. Raises: Unreadable."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        inside = [one for one in archive.infolist() if _counts(one)]
    except _BROKEN as broken:
        raise Unreadable(Why.ZIP_BROKEN) from broken
    _refuse_too_much(inside)
    for one in inside:
        yield _last(one.filename), _unpacked(archive, one)


def _counts(one: zipfile.ZipInfo) -> bool:
    return not one.is_dir() and not one.filename.startswith(_MACS) and not _last(one.filename).startswith(".")


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _refuse_too_much(inside: list[zipfile.ZipInfo]) -> None:
    if len(inside) > MOST_MEMBERS:
        raise Unreadable(Why.ZIP_MANY)
    if sum(one.file_size for one in inside) > MOST_UNPACKED:
        raise Unreadable(Why.ZIP_BIG)
    if any(one.flag_bits & _LOCKED for one in inside):
        raise Unreadable(Why.ZIP_LOCKED)


def _unpacked(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """What the member holds: never more than it says, for more is a damaged zip."""
    if one.compress_type not in _PACKINGS:
        raise Unreadable(Why.ZIP_BROKEN, member=_last(one.filename))
    try:
        with archive.open(one) as member:
            return member.read(one.file_size + 1)
    except _BROKEN as broken:
        raise Unreadable(Why.ZIP_BROKEN, member=_last(one.filename)) from broken
