"""``askel restore``: the rows of a backup in place of today's, without those who were erased since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import IntegrityError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from askel.config.backup import backups_in, last_migrations
from askel.config.backup_file import FILES, Head, NotDone, check_file, kept_models, read_head, read_lots, read_rows
from askel.errand.queries import last_tick
from askel.errand.rules import RUNNING_WITHIN, is_running
from askel.people.actions import finish_erasures
from askel.people.models import Person
from askel.vault.bringing import bring_back, lots
from askel.vault.keys import WrongKeyFile, check_wrapped, with_key
from askel.vault.models import Erased, Key

OLDEST = timedelta(days=365)  # the list of erased is kept for longer than this (people/actions.py)


@dataclass(frozen=True)
class Restored:
    """What a restore did."""

    made_at: str
    rows: int
    people: int
    keys: int
    erasures: int
    without_key: int


@dataclass(frozen=True)
class Backup:
    """A backup that was read to its end and found whole. ``newer`` are the key files of those made after it."""

    rows: Path
    keys: Path
    head: Head
    newer: list[Path]


def examine_backup(folder: Path, *, now: datetime, with_newer: bool) -> Backup:
    """Look at the files alone. Raises: NotDone."""
    rows, keys = (folder / file for file in FILES.values())
    head = read_head(rows, "default")
    if now - head.moment > OLDEST:
        message = "This backup is over a year old, and who was erased since is not known any more. Take a newer one."
        raise NotDone(message)
    check_file(rows, "default")
    check_file(keys, "vault")
    if read_head(keys, "vault").made_at != head.made_at:
        message = f"The two files in {folder} are of two backups. Take the files that were made together."
        raise NotDone(message)
    newer = list(_newer(folder, head.moment)) if with_newer else []
    return Backup(rows, keys, head, newer)


def _newer(folder: Path, than: datetime) -> Iterator[Path]:
    for at, other in backups_in(folder.absolute().parent):
        if at > than:
            try:
                check_file(other / FILES["vault"], "vault")
            except NotDone as broken:
                message = f"{broken} It is newer, and says who was erased since. Move {other} away to go on without it."
                raise NotDone(message) from broken
            yield other / FILES["vault"]


def restore(backup: Backup, *, keys: bool, may_replace: bool, now: datetime) -> Restored:
    """Replace all rows, in one transaction that leaves out the erased. Raises: NotDone."""
    _refuse_other_tables(backup)
    _refuse_running(now)
    if keys:
        _refuse_other_key_file(backup)
    if not may_replace and any(model._base_manager.exists() for model in kept_models("default")):  # noqa: SLF001 - Django gives each model one
        people = Person.objects.count()
        message = f"This Askel is not empty: {people} people are in it, and a restore replaces everything. Say --yes if that is meant."
        raise NotDone(message)
    try:
        rows, brought, erasures = _replace(backup, keys=keys, now=now)
    except IntegrityError as broken:
        message = "The rows of this backup do not fit together, so nothing was changed. Take another backup."
        raise NotDone(message) from broken
    return Restored(backup.head.made_at, rows, Person.objects.count(), brought, erasures, _without_key())


@transaction.atomic
def _replace(backup: Backup, *, keys: bool, now: datetime) -> tuple[int, int, int]:
    """The keys come last, when all rows are known to fit. Nobody sees the rows of the erased: they go before the end."""
    _refuse_running(now)  # it may have been started meanwhile; on SQLite it must wait from here on
    _empty()
    rows = 0
    for model, lot in read_lots(backup.rows, "default"):
        model._base_manager.bulk_create(lot)  # noqa: SLF001 - Django gives each model one
        rows += len(lot)
    connection.check_constraints()
    _count_on_from_there()
    brought = _bring_keys(backup) if keys else 0
    return rows, brought, finish_erasures()


def _empty() -> None:
    """All rows go, sessions too: with the rows of old, one that was ended since would open again."""
    models: list[type[Model]] = [*kept_models("default"), Session]
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - a table of ours


def _count_on_from_there() -> None:
    """PostgreSQL's own numbers go on after the highest that came in."""
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), kept_models("default")):
            cursor.execute(line)


def _bring_keys(backup: Backup) -> int:
    files = (backup.keys, *backup.newer)
    erased = chain.from_iterable(read_rows(file, "vault", Erased) for file in files)
    return bring_back(read_rows(backup.keys, "vault", Key), erased)


def _refuse_other_tables(backup: Backup) -> None:
    for alias, file in (("default", backup.rows), ("vault", backup.keys)):
        theirs = read_head(file, alias)
        if theirs.tables != last_migrations(alias):
            raise NotDone(_other_tables(alias, theirs))


def _other_tables(alias: str, theirs: Head) -> str:
    known = MigrationExecutor(connections[alias]).loader.graph.nodes
    if any(tuple(name.split(".")) not in known for name in theirs.tables):
        return f"This backup was made by a newer Askel ({theirs.askel}). Install that one, and restore again."
    return (
        f"This backup was made by an older Askel ({theirs.askel}), with other tables. Install that one, restore into "
        "new databases with it, and then install this one again: it brings the tables up to date."
    )


def _refuse_running(now: datetime) -> None:
    if is_running(last_tick(), now):
        seconds = int(RUNNING_WITHIN.total_seconds())
        message = f"Askel runs, or did in the last {seconds} seconds. Stop it, wait so long, and restore again."
        raise NotDone(message)


def _refuse_other_key_file(backup: Backup) -> None:
    first = next(read_rows(backup.keys, "vault", Key), None)
    try:
        if first:
            check_wrapped(first.owner, bytes(first.wrapped))
    except WrongKeyFile:
        message = f"The keys of this backup belong to another key file than {settings.ASKEL_KEY_FILE}. Put theirs there, or set ASKEL_KEY_FILE."
        raise NotDone(message) from None


def _without_key() -> int:
    everybody = Person.objects.order_by("pk").values_list("pk", flat=True).iterator()
    return sum(len(set(lot) - with_key(lot)) for lot in lots(everybody))


def made_on(restored: Restored) -> str:
    return f"{datetime.fromisoformat(restored.made_at).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
