"""What pages and commands ask of what is held."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from askel.letter.files import count_files_to
from askel.people.models import Person
from askel.people.sessions import sessions_of
from askel.privacy.holdings import HOLDINGS, Holding, Room
from askel.vault.fields import Sealed


@dataclass(frozen=True, slots=True)
class Held:
    """How many rows of one kind."""

    holding: Holding
    count: int


def held_of(person: Person) -> tuple[tuple[Room, tuple[Held, ...]], ...]:
    """What there is, by room, without what there is none of. 1 query, and no key."""
    counts = {one.name: Coalesce(Subquery(_count(one)), 0) for one in HOLDINGS}
    row = Person.objects.filter(pk=person.pk).values_list(*counts.values()).first() or ()
    held = [Held(one, num) for one, num in zip(HOLDINGS, row, strict=False) if num]
    held.sort(key=lambda one: list(Room).index(one.holding.room))
    return tuple((room, tuple(some)) for room, some in groupby(held, key=lambda one: one.holding.room))


def _count(holding: Holding) -> Any:  # noqa: ANN401 - a query set of a number
    rows = holding.model._base_manager.filter(**{holding.owner: OuterRef("pk")}).order_by()  # noqa: SLF001 - Django gives each model one
    return rows.values(holding.owner).annotate(num=Count("*")).values("num")


# What the operator could be made to hand over


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as they lie: sealed cells as how many bytes they are."""

    name: str
    table: str
    rows: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """All that lies on the server about one person, but for the words that only an opened key shows."""

    tables: tuple[Table, ...]
    sessions: int
    letter_files: int
    sealed_texts: int
    sealed_bytes: int


def handed_over(person: Person) -> HandedOver:
    """Opens nothing. As many queries as there are holdings, and all sessions are looked through."""
    counted: Counter[str] = Counter()
    tables = tuple(Table(one.name, one.model._meta.db_table, tuple(_rows(one, person, counted))) for one in HOLDINGS)
    return HandedOver(
        tables=tuple(table for table in tables if table.rows),
        sessions=len(sessions_of(person.pk, person.email)),
        letter_files=count_files_to(person.email) if person.email else 0,
        sealed_texts=counted["texts"],
        sealed_bytes=counted["bytes"],
    )


def _rows(holding: Holding, person: Person, counted: Counter[str]) -> Iterator[dict[str, str]]:
    names = [field.attname for field in holding.model._meta.concrete_fields]
    for row in holding.rows_of(person).values_list(*names):
        yield {name: _cell(value, counted) for name, value in zip(names, row, strict=True) if value not in (None, "")}


def _cell(value: object, counted: Counter[str]) -> str:
    if isinstance(value, Sealed):
        counted.update(texts=1, bytes=len(value))
        return f"<sealed, {len(value)} bytes>"
    return str(value)
