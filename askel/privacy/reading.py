"""Reading a file of everything: bytes in, plain rows out, or one sentence that says what to do. Touches no database."""

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from askel.carry.unreadable import Unreadable
from askel.carry.zipped import members
from askel.lib.refused import Refused
from askel.privacy.holdings import HOLDINGS
from askel.privacy.taken import FORMAT, JSON_NAME, VERSION

LARGEST = 5 * 1024 * 1024
MOST_UNPACKED = 16 * 1024 * 1024  # of the one file that is read: 100 kept maps of 150 people are 8 MB
MOST_ROWS = 20_000


class UnreadableFileError(Refused):
    """The file cannot be read; the words say what was expected, where it breaks, and what helps."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Rows by the name of their holding, none of them looked into yet."""

    rows: dict[str, list[dict[str, Any]]]


def read_everything(content: bytes) -> Coming:
    """Of the zip, or of the one file in it. Raises: UnreadableFileError."""
    if len(content) > LARGEST:
        raise UnreadableFileError(_("This file is larger than 5 MB. Choose the zip from “Take everything along”."))
    told = _loaded(_json_in(content))
    if not isinstance(told, dict) or told.get("askel") != FORMAT:
        raise _other_file()
    version = told.get("version")
    if isinstance(version, int) and version > VERSION:
        raise UnreadableFileError(_("This was made by a newer Askel. Bring it to an Askel that is as new."))
    if version != VERSION:
        raise _damaged()
    rows = {one.name: _rows(told.get(one.name, [])) for one in HOLDINGS if one.comes_back}
    if sum(map(len, rows.values())) > MOST_ROWS:
        raise UnreadableFileError(_("This file holds more rows than one person has in Askel."))
    return Coming(rows)


def _json_in(content: bytes) -> bytes:
    if not content.startswith(b"PK"):
        return content
    try:
        found = [inside for name, inside in members(content) if name == JSON_NAME]
    except Unreadable as broken:
        raise UnreadableFileError(
            _("This zip is damaged, locked or too large. Take everything along from Askel again.")
        ) from broken
    if not found:
        raise _other_file()
    return found[0]


def _loaded(content: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    if len(content) > MOST_UNPACKED:
        raise UnreadableFileError(
            _("What is in this file is larger than 16 MB. It is more than one person has in Askel.")
        )
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except json.JSONDecodeError as broken:
        if b'"askel"' not in content[:200]:
            raise _other_file() from broken
        words = _("This file ends too early or is damaged at line %(place)d. Take everything along from Askel again.")
        raise UnreadableFileError(words % {"place": broken.lineno}) from broken
    except (ValueError, RecursionError) as odd:
        raise _other_file() from odd


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _rows(told: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(told, list) or not all(isinstance(row, dict) for row in told):
        raise _damaged()
    return told


def _other_file() -> UnreadableFileError:
    words = _("This is not the file that is wanted here. Choose the zip from “Take everything along” in Askel.")
    return UnreadableFileError(words)


def _damaged() -> UnreadableFileError:
    return UnreadableFileError(_("This file is damaged. Take everything along from Askel again."))
