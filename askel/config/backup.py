"""``askel backup``: both databases into a folder, first the rows, then the keys. A key may be newer than its rows, never older."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from askel.config.backup_file import FILES, Head, NotDone, sync, write_file
from askel.config.prepare import is_migrated
from askel.config.snapshot import one_moment
from askel.vault.models import Erased, Key

MOST_DAYS = 30  # an erased person's words end when the last copy of their key does: docs/privacy.md promises this
UNFINISHED_HOURS = 24
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(?P<begun>\.?)askel-(?P<at>\d{8}T\d{6}Z)(\.part)?")


@dataclass(frozen=True)
class Made:
    """What a backup did."""

    folder: Path
    rows: int
    keys: int
    erased: int
    removed: int
    not_removed: list[str]


def back_up(folder: Path, *, now: datetime, keep_days: int = MOST_DAYS) -> Made:
    """Write both files under a name that shows as unfinished, then give them their own. Raises: NotDone."""
    for alias in FILES:
        if not is_migrated(alias):
            message = "The tables are not up to date, so there is nothing to back up yet. Run: askel tidy"
            raise NotDone(message)
    try:
        whole, counts = _write(folder, now)
    except OSError as broken:
        message = f"A backup cannot be written to {folder}: {broken.strerror}."
        raise NotDone(message) from broken
    removed, left = _remove_old(folder, now, keep_days)
    keys, erased = (counts[model._meta.db_table] for model in (Key, Erased))
    return Made(whole, sum(counts.values()) - keys - erased, keys, erased, removed, left)


def _write(folder: Path, now: datetime) -> tuple[Path, dict[str, int]]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"askel-{now.astimezone(UTC):{_STAMP}}"
    whole, begun = folder / name, folder / f".{name}.part"
    if whole.exists():
        message = f"{whole} is there already. Wait a second, and run it again."
        raise NotDone(message)
    begun.mkdir(mode=0o700)
    try:
        counts = dict[str, int]()
        for alias, file in FILES.items():
            counts |= _write_one(begun / file, alias, now)
        sync(begun)
        begun.rename(whole)
    except BaseException:
        shutil.rmtree(begun, ignore_errors=True)
        raise
    sync(folder)
    return whole, counts


def _write_one(path: Path, alias: str, now: datetime) -> dict[str, int]:
    with one_moment(alias):
        return write_file(path, Head(alias, now.astimezone(UTC).isoformat(), version("askel"), last_migrations(alias)))


def last_migrations(alias: str) -> list[str]:
    """The last migration of each app, as this Askel knows them."""
    return sorted(".".join(leaf) for leaf in MigrationExecutor(connections[alias]).loader.graph.leaf_nodes())


def backups_in(folder: Path) -> Iterator[tuple[datetime, Path]]:
    """Askel's own whole backups there, with when each was made."""
    for path, match in _own(folder):
        if not match["begun"]:
            yield _moment(match), path


def _own(folder: Path) -> Iterator[tuple[Path, re.Match[str]]]:
    """Known by their name alone: one that was damaged must go in its time too. Nothing else in them is touched."""
    for path in sorted(folder.iterdir()):
        match = _NAME.fullmatch(path.name)
        if match and path.is_dir() and not path.is_symlink():
            yield path, match


def _moment(match: re.Match[str]) -> datetime:
    return datetime.strptime(match["at"], _STAMP).replace(tzinfo=UTC)


def _remove_old(folder: Path, now: datetime, keep_days: int) -> tuple[int, list[str]]:
    """Remove own backups that are too old, and what an interrupted one left. Returns how many, and which would not go."""
    removed, left = 0, list[str]()
    for path, match in list(_own(folder)):
        kept = timedelta(hours=UNFINISHED_HOURS) if match["begun"] else timedelta(days=keep_days)
        files = [path / file for file in FILES.values() if (path / file).exists()]
        if files and now - _moment(match) > kept:
            try:
                _remove(path, files)
            except OSError:
                left.append(path.name)
            else:
                removed += 1
    return removed, left


def _remove(path: Path, files: list[Path]) -> None:
    for file in files:
        file.unlink()
    if not any(path.iterdir()):
        path.rmdir()
