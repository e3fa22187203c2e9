"""The form of a backup's files: gzip, one JSON value a line, the same whichever engine wrote it.

The first line says what this is. Then, for each table, its name and columns, and each row as a list. The last line holds
the counts and a checksum of all lines before it: a file that was cut or changed is known by it.
"""

import gzip
import hashlib
import json
import os
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import models, router

from askel.vault.bringing import lots
from askel.vault.fields import Sealed, SealedTextField

FORMAT = "askel backup"
VERSION = 1
FILES = {"default": "rows.jsonl.gz", "vault": "keys.jsonl.gz"}  # in the order in which they are written
AT_ONCE = 500
Row = TypeVar("Row", bound=models.Model)

# What is not in a backup, by app or model, and why.
LEFT_OUT = {
    "sessions": "a sign-out must not come undone",
    "errand.tick": "it says when the loop of this very Askel went round",
    "contenttypes": "each database makes its own",
    "auth": "each database makes its own, and nothing uses them",
}


class NotDone(Exception):  # noqa: N818 - a sentence for whoever backs up or restores
    """Nothing has changed; ``str()`` says why, and what to do."""


@dataclass(frozen=True)
class Head:
    """The first line. ``tables`` names the last migration of each app: only a database with the same can take the rows."""

    database: str
    made_at: str
    askel: str
    tables: list[str]
    format: str = FORMAT
    version: int = VERSION

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def kept_models(alias: str) -> list[type[models.Model]]:
    """Every model whose rows a backup of this database holds."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if router.allow_migrate_model(alias, model)
        and not LEFT_OUT.keys() & {model._meta.app_label, model._meta.label_lower}
    ]


def columns_of(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def write_file(path: Path, head: Head) -> dict[str, int]:
    """Write one database, row by row. Returns how many rows of each table."""
    digest, counts = hashlib.sha256(), dict[str, int]()
    with _new_file(path) as raw, gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw) as file:
        for table, line in _lines(head):
            if table:
                counts[table] = counts.get(table, -1) + 1  # the first line of a table names its columns
            digest.update(line)
            file.write(line)
        file.write(_line({"counts": counts, "sha256": digest.hexdigest()}))
    sync(path)
    return counts


def _new_file(path: Path) -> Any:  # noqa: ANN401 - what ``os.fdopen`` gives
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _lines(head: Head) -> Iterator[tuple[str, bytes]]:
    yield "", _line(asdict(head))
    for model in kept_models(head.database):
        table, columns = model._meta.db_table, columns_of(model)
        yield table, _line({"table": table, "columns": columns})
        everything = model._base_manager.using(head.database).order_by("pk")  # noqa: SLF001 - Django gives each model one
        for row in everything.values_list(*columns).iterator(chunk_size=AT_ONCE):
            yield table, _line(row)


def _line(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), default=_plain).encode() + b"\n"


def _plain(value: object) -> str:
    """What JSON does not know. Sealed bytes go as they lie."""
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    if isinstance(value, date):  # a time is one too
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    message = f"A backup cannot hold {type(value).__name__} yet."
    raise TypeError(message)


def read_head(path: Path, alias: str) -> Head:
    """The first line. Raises: NotDone."""
    return next(_read(path, alias))[0]


def check_file(path: Path, alias: str) -> None:
    """Read a file to its end: only then it is known to be whole. Raises: NotDone."""
    for _ in _read(path, alias):
        pass


def read_rows(path: Path, alias: str, model: type[Row]) -> Iterator[Row]:
    """Each row of one model, unsaved. Raises: NotDone, at the end of the file at the latest."""
    for _, table, row in _read(path, alias):
        if table == model._meta.db_table and row is not None:
            yield _made(model, row)


def read_lots(path: Path, alias: str) -> Iterator[tuple[type[models.Model], list[models.Model]]]:
    """All rows, so many of one model at once. Raises: NotDone, at the end of the file at the latest."""
    known = {model._meta.db_table: model for model in kept_models(alias)}
    rows = ((table, row) for _, table, row in _read(path, alias) if row is not None)
    for table, its in groupby(rows, key=itemgetter(0)):
        for lot in lots(its):
            yield known[table], [_made(known[table], row) for _, row in lot]


def _made(model: type[Row], row: list[Any]) -> Row:
    fields = model._meta.concrete_fields
    return model(**{field.attname: _value(field, plain) for field, plain in zip(fields, row, strict=True)})


def _value(field: "models.Field[Any, Any]", plain: Any) -> object:  # noqa: ANN401 - whatever JSON knows
    if isinstance(field, models.ForeignKey):
        return _value(field.target_field, plain)
    if plain is None or isinstance(field, models.JSONField):
        return plain
    if isinstance(field, SealedTextField):
        return Sealed(b64decode(plain))
    return b64decode(plain) if isinstance(field, models.BinaryField) else field.to_python(plain)


def _read(path: Path, alias: str) -> Iterator[tuple[Head, str, list[Any] | None]]:
    """The head, the table and the row of each line but the last; None where a table begins."""
    try:
        yield from _checked(path, alias)
    except FileNotFoundError:
        message = f"{path} is not there. A backup is a folder with two files: {' and '.join(FILES.values())}."
        raise NotDone(message) from None
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError) as broken:
        message = f"{path} was cut or changed since it was written. Take another backup."
        raise NotDone(message) from broken


def _checked(path: Path, alias: str) -> Iterator[tuple[Head, str, list[Any] | None]]:
    digest, counts, table = hashlib.sha256(), dict[str, int](), ""
    with gzip.open(path) as file:
        line = file.readline()
        head = _head(json.loads(line), path, alias)
        yield head, "", None
        for following in file:
            digest.update(line)
            line = following
            said = json.loads(line)
            if isinstance(said, list):
                counts[table] += 1
                yield head, table, said
            elif "table" in said:
                table = said["table"]
                counts[table] = 0
                yield head, table, None
    if json.loads(line) != {"counts": counts, "sha256": digest.hexdigest()}:
        raise ValueError


def _head(said: dict[str, Any], path: Path, alias: str) -> Head:
    if said.get("format") != FORMAT or said.get("version") != VERSION:
        message = f"{path} is not a backup that this Askel can read. It reads version {VERSION}, made by: askel backup"
        raise NotDone(message)
    head = Head(**said)
    if head.database != alias or head.moment.tzinfo is None:
        raise ValueError
    return head
