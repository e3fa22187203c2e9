"""A member with something in every table, and both databases as they lie, to compare before and after."""

from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from askel.config.backup import Made, back_up
from askel.config.backup_file import kept_models
from askel.config.restore import Restored, examine_backup, restore
from askel.errand.models import Tick
from askel.people.models import Person
from askel.plan.feed import make_feed
from askel.vault.keys import KeyGone, drop_held_keys
from tests import make, test_access
from tests.marked import Marked, mark, mark_everything, sealed_fields

Rows = dict[str, list[tuple[object, ...]]]


def somebody_with_everything() -> tuple[Person, Marked]:
    """Mina, in every table that is ever filled."""
    mina = make.person("Mina")
    marked = mark_everything(mina)
    make_feed(by=mina, now=make.NOON, version=0)
    test_access.a_passkey(mina)
    return mina, marked


def rows_in(alias: str) -> Rows:
    """All of a database as it lies; sealed bytes stay sealed."""
    return {model._meta.db_table: sorted(map(_row, _all(model).values_list()), key=str) for model in kept_models(alias)}


def both() -> list[Rows]:
    return [rows_in("default"), rows_in("vault")]


def _row(values: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(b64encode(one) if isinstance(one, bytes | memoryview) else one for one in values)


def _all(model: type[models.Model]) -> models.QuerySet[models.Model]:
    return model._base_manager.all()  # noqa: SLF001 - Django gives each model one


def empty(*aliases: str) -> None:
    """As new databases are."""
    for alias in aliases:
        call_command("flush", database=alias, interactive=False, verbosity=0)
    drop_held_keys()


def backup(folder: Path, *, days_ago: float = 0) -> Path:
    """Back up as of so many days ago."""
    return made(folder, days_ago=days_ago).folder


def made(folder: Path, *, days_ago: float = 0, keep_days: int = 30) -> Made:
    return back_up(folder, now=timezone.now() - timedelta(days=days_ago), keep_days=keep_days)


def bring_back(folder: Path, *, keys: bool = False, may_replace: bool = True) -> Restored:
    found = examine_backup(folder, now=timezone.now(), with_newer=keys)
    drop_held_keys()
    return restore(found, keys=keys, may_replace=may_replace, now=timezone.now())


def words_that_open() -> set[str]:
    """The words of all sealed fields whose key is there."""
    drop_held_keys()
    found = set()
    for model, field in sealed_fields():
        for row in _all(model):
            try:
                if mark(model._meta.db_table, field) in getattr(row, field):
                    found.add(mark(model._meta.db_table, field))
            except KeyGone:
                continue
    return found


def once(do: Callable[[], object], words: str) -> Callable[..., Any]:
    """A wrapper of queries: do it before the first one with these words."""
    done = list[bool]()

    def wrapper(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:  # noqa: ANN401 - Django's signature
        if words in sql and not done:
            done.append(True)
            do()
        return execute(sql, *rest)

    return wrapper


class Interrupted(Exception):  # noqa: N818 - what happened, to whoever did nothing wrong
    """The power went."""


def interrupt() -> None:
    raise Interrupted


LEFT = {Session._meta.db_table, Tick._meta.db_table}
