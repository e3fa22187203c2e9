"""The plan on paper: as it is today, and empty sheets to fill by hand. Printed in large letters."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.translation import get_language

from askel.plan.lines import MoveLine
from askel.plan.queries import PlanPage

GOALS_ON_PAPER = 3
MOVES_ON_PAPER = 5  # as many as are typed in at once


def printed_plan(page: PlanPage, *, today: date, with_ended: bool = False) -> str:
    """Goals, then open moves by day. What has ended comes last, and only when it was asked for."""
    context = {
        "page": page,
        "days": _by_day((*page.late, *page.due, *page.coming)),
        "today": today,
        "with_ended": with_ended,
    }
    return _printed("plan/printed.html", context)


def _by_day(lines: Iterable[MoveLine]) -> list[tuple[date | None, list[MoveLine]]]:
    return [(day, list(some)) for day, some in groupby(lines, key=lambda line: line.on)]


@lru_cache(maxsize=8)
def printed_sheets(_language: str) -> str:
    """Empty sheets in the language that is spoken now."""
    return _printed("plan/sheets_printed.html", {})


def _printed(template: str, context: dict[str, object]) -> str:
    numbers = {"goals_on_paper": GOALS_ON_PAPER, "moves_on_paper": MOVES_ON_PAPER}
    return render_to_string(template, {"language": get_language(), **numbers, **context})
