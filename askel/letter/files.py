"""Letters as files: without a mail server they lie in a folder, each with its address."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings

from askel.letter.rules import ROW_KEPT

log = logging.getLogger(__name__)


def forget_files_to(address: str) -> None:
    """Delete those to somebody who was erased."""
    _forget(lambda path: _is_to(address, path))


def count_files_to(address: str) -> int:
    """How many letters to this address lie there."""
    return sum(_is_to(address, path) for path in _letters())


def _is_to(address: str, path: Path) -> bool:
    return address.casefold() in _readers(path)


def forget_old_files(*, now: datetime) -> int:
    """Delete those that are as old as a letter's row may get. Returns how many."""
    return _forget(lambda path: path.stat().st_mtime < (now - ROW_KEPT).timestamp())


def _forget(is_over: Callable[[Path], bool]) -> int:
    return sum(_is_forgotten(path, is_over) for path in _letters())


def _letters() -> Iterable[Path]:
    folder: Path = settings.LETTERS_FOLDER
    return list(folder.glob("*.eml"))


def _is_forgotten(path: Path, is_over: Callable[[Path], bool]) -> bool:
    try:
        if not is_over(path):
            return False
        path.unlink()
    except FileNotFoundError:  # somebody else was faster
        return False
    except OSError:
        log.exception("A letter in the folder could not be deleted.")
        return False
    return True


def _readers(path: Path) -> set[str]:
    with path.open("rb") as file:
        to = BytesHeaderParser().parse(file).get_all("To", [])
    return {address.casefold() for _, address in getaddresses([str(one) for one in to])}
