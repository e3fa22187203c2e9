"""All of a database as it is at one moment, while others go on writing. The one place where the engines differ here:
Django's transactions on SQLite take the writers' turn from the start, and PostgreSQL shows each query a moment of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction


@contextmanager
def one_moment(alias: str) -> Iterator[None]:
    """Inside, everything is read as it was at the first query. Nothing may be written."""
    reading = _sqlite if connections[alias].vendor == "sqlite" else _postgres
    with reading(alias):
        yield


@contextmanager
def _sqlite(alias: str) -> Iterator[None]:
    with connections[alias].cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def _postgres(alias: str) -> Iterator[None]:
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
