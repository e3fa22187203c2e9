"""Everything of one person as one JSON, which another Askel reads (docs/formats.md)."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models

from askel.people.models import Person
from askel.privacy.holdings import HOLDINGS, Holding

FORMAT = "everything"
VERSION = 1
JSON_NAME = "askel-everything.json"


def everything_of(person: Person, *, now: datetime) -> dict[str, Any]:
    """All rows by the name of their holding, with words opened. As many queries as there are holdings, and 1 for the key."""
    return {
        "askel": FORMAT,
        "version": VERSION,
        "made_at": now.isoformat(),
        **{holding.name: rows_taken(holding, person) for holding in HOLDINGS},
    }


def rows_taken(holding: Holding, person: Person) -> list[dict[str, Any]]:
    return [_taken(holding, row) for row in holding.rows_of(person)]


def _taken(holding: Holding, row: models.Model) -> dict[str, Any]:
    """What was left empty is left out."""
    told = {field.name: _plain(holding, row, field) for field in holding.columns()}
    return {name: value for name, value in told.items() if value not in (None, "")}


def _plain(holding: Holding, row: models.Model, field: "models.Field[Any, Any]") -> Any:  # noqa: ANN401 - what JSON takes
    value = getattr(row, field.attname)
    if field.name in holding.plain:
        return json.loads(value) if value else None
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def to_json(everything: dict[str, Any]) -> bytes:
    return json.dumps(everything, ensure_ascii=False, indent=1).encode()
