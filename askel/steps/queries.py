"""What pages ask about the steps. Texts are read from files once and kept: only ``movements`` asks the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from django.utils.translation import get_language

from askel.steps.content import read_edition
from askel.steps.content_file import FALLBACK
from askel.steps.edition import Edition
from askel.steps.models import Movement
from askel.steps.movement import NOTHING_PLANNED, Coded

_FOLDER = Path(__file__).parent / "content" / "default"


def edition(language: str | None = None) -> Edition:
    """The edition in ``language``, by default the reader's. No queries."""
    return _read(language or get_language() or FALLBACK)


@cache
def _read(language: str) -> Edition:
    return read_edition(_FOLDER, language)


@dataclass(frozen=True, slots=True)
class Moving:
    """How one person's plan moves. ``since`` is None where nothing was ever planned."""

    coded: Coded
    since: date | None


def movements(people: Iterable[UUID]) -> dict[UUID, Moving]:
    """How each one's plan moves: codes and days, never a word. 1 query."""
    asked = list(people)
    rows = {row.pk: Moving(row.coded, row.since) for row in Movement.objects.filter(pk__in=asked)}
    return {person: rows.get(person, Moving(NOTHING_PLANNED, None)) for person in asked}
