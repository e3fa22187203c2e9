"""Which small moves are offered: the library, and what of it fits a map today."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from django.utils.translation import get_language
from markupsafe import Markup

from askel.netmap.drawn import Dot, DrawnMap
from askel.plan.idea import Idea, read_ideas
from askel.plan.occasions import Occasion, Row, occasions
from askel.steps.content_file import FALLBACK

MOST_OFFERED = 12
EACH_ONCE = 5  # nobody is named twice among so many
_FOLDER = Path(__file__).parent / "content" / "ideas"


@dataclass(frozen=True, slots=True)
class Offered:
    """One idea, towards whom, and why: a sentence, with names apart."""

    idea: Idea
    towards: Dot | None
    reason: Markup


def ideas(language: str | None = None) -> tuple[Idea, ...]:
    """The library in ``language``, by default the reader's. Read from files once. No queries."""
    return _read(language or get_language() or FALLBACK)


def find_idea(key: str | None, language: str | None = None) -> Idea | None:
    return next((idea for idea in ideas(language) if idea.key == key), None)


@cache
def _read(language: str) -> tuple[Idea, ...]:
    return read_ideas(_FOLDER, language)


def ideas_for(
    drawn: DrawnMap,
    *,
    today: date,
    done: Counter[str],
    busy: Collection[UUID] = (),
    met: Mapping[UUID, date] | None = None,
) -> list[Offered]:
    """At most ``MOST_OFFERED``, each idea once: of each situation first the one who fits best, then the next.

    ``done`` counts ideas that became moves and were done: others come before them. Towards those who are ``busy`` a
    move is planned already. ``met`` tells on which day each new tie began.
    """
    offered: list[Offered] = []
    again: list[Occasion] = []
    rows = [_free(row, busy, offered, again) for row in occasions(drawn, today=today, met=met or {})]
    for occasion in _in_turn(rows):
        _offer(occasion, offered, done)
        if len(offered) == MOST_OFFERED:
            return offered
    for occasion in again if len(offered) >= EACH_ONCE else ():
        _offer(occasion, offered, done)
    return offered[:MOST_OFFERED]


def _free(row: Row, busy: Collection[UUID], offered: list[Offered], again: list[Occasion]) -> Row:
    """The row without those who are busy. Who is offered by now leaves the turn to the next, and goes to ``again``."""
    for occasion in row:
        if occasion.towards is None:
            yield occasion
        elif any(one.towards == occasion.towards for one in offered):
            again.append(occasion)
        elif occasion.towards.pk not in busy:
            yield occasion


def _in_turn(rows: list[Row]) -> Iterator[Occasion]:
    """The first of each row, then the second of each, and so on. A row is asked when it is its turn."""
    while rows:
        for row in tuple(rows):
            occasion = next(row, None)
            if occasion:
                yield occasion
            else:
                rows.remove(row)


def _offer(occasion: Occasion, offered: list[Offered], done: Counter[str]) -> None:
    """Add the idea that fits, if one is left: the least done, then the one made for this situation."""
    taken = {one.idea.key for one in offered}
    fitting = [idea for idea in ideas() if occasion.situation in idea.suits and idea.key not in taken]
    if fitting:
        best = min(fitting, key=lambda idea: (done[idea.key], idea.suits.index(occasion.situation), idea.order))
        offered.append(Offered(best, occasion.towards, occasion.reason))
