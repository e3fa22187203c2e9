"""Owing one letter to each of very many people, in one statement.

Django cannot write INSERT ... SELECT, so the rows would have to pass through Python: seconds for 100,000 of them.
This is the one place with SQL of our own for letters. The statement is the same for SQLite and PostgreSQL, but for the
expression that makes an id of version 7: PostgreSQL has a function for it from version 18 only, SQLite has none.
"""

import time
from collections.abc import Mapping
from typing import Any

from django.db import connection, models
from django.db.models import F, QuerySet


def _new_id() -> str:
    """An expression for the milliseconds of now, the version, then random."""
    at = f"{time.time_ns() // 1_000_000:012x}"
    if connection.vendor == "postgresql":  # of a random id, all up to the version is replaced
        return f"overlay(gen_random_uuid()::text placing '{at[:8]}-{at[8:]}-7' from 1 for 15)::uuid"
    return f"'{at}7' || lower(substr(hex(randomblob(2)), 2) || 'a' || substr(hex(randomblob(8)), 2))"


def insert_for_each(model: type[models.Model], people: QuerySet[Any], person: str, same: Mapping[str, object]) -> int:
    """One row of ``model`` for each person in the column ``person`` of ``people``: an id, and the same values in each.

    A row that is there already, by any unique key, stays as it is. Returns how many were made.
    """
    chosen, params = people.order_by().values(chosen=F(person)).distinct().query.sql_with_params()
    fields: list[Any] = [model._meta.get_field(name) for name in same]
    values = [field.get_db_prep_save(value, connection) for field, value in zip(fields, same.values(), strict=True)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in ("id", "person_id", *(field.column for field in fields)))
    into = f"INSERT INTO {quote(model._meta.db_table)} ({columns})"
    rows = f"SELECT {_new_id()}, one.chosen, {', '.join(['%s'] * len(values))} FROM ({chosen}) AS one WHERE true"  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        cursor.execute(f"{into} {rows} ON CONFLICT DO NOTHING", (*values, *params))
        return int(cursor.rowcount)
