"""The map as tables for a spreadsheet, in the reader's language: one of contacts, one of ties."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from askel.netmap.details import Resource, Resources
from askel.netmap.drawn import Dot, DrawnMap

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def contacts_table(drawn: DrawnMap, notes: Mapping[UUID, str]) -> bytes:
    head = (
        _("Nickname"),
        _("What is it?"),
        _("How close?"),
        _("Where in your life?"),
        _("Wish"),
        _("Last in touch"),
        _("How often in touch"),
        _("Language we use"),
        _("Knows working life here"),
        _("Field"),
        _("My own field"),
        _("Could introduce me"),
        _("What they can do for me"),
        _("What I can do for them"),
        _("What it means to me"),
        _("Note to yourself"),
        "id",
    )
    return table([head, *(_row(dot, notes.get(dot.pk, "")) for dot in drawn.dots)])


def _row(dot: Dot, note: str) -> tuple[str, ...]:
    told = dot.details
    return (
        dot.nickname,
        str(dot.kind.label),
        "" if dot.is_wish else str(dot.ring.label),
        str(dot.sphere.label),
        _yes_or_no(dot.is_wish),
        _day(dot.last_on),
        str(told.often.label) if told.often else "",
        str(told.language.label) if told.language else "",
        _yes_or_no(told.is_rooted),
        told.trade,
        _yes_or_no(told.in_my_field),
        _yes_or_no(told.introduces),
        _all_of(told.gives),
        _all_of(told.takes),
        told.meaning,
        note,
        str(dot.pk),
    )


def ties_table(drawn: DrawnMap) -> bytes:
    # Translators: heads of two columns; each row says that these two know each other
    head = (pgettext("tie", "One"), pgettext("tie", "The other"), "id 1", "id 2")
    return table([head, *(_tie(drawn.by_pk[a], drawn.by_pk[b]) for a, b in drawn.ties)])


def _tie(one: Dot, other: Dot) -> tuple[str, ...]:
    return one.nickname, other.nickname, str(one.pk), str(other.pk)


def _yes_or_no(said: bool | None) -> str:  # noqa: FBT001 - what was said is what is told
    return "" if said is None else _("Yes") if said else _("No")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _all_of(resources: Resources) -> str:
    return "; ".join(str(one.label) for one in Resource if one in resources)


def table(rows: Iterable[Iterable[str]]) -> bytes:
    """UTF-8 with a mark at its start, for spreadsheets."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([_inert(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    """A spreadsheet reads what begins like a formula as text."""
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
