"""How often suits a tie, when its time is over, and what a new tie needs first. All of it is reckoned from days."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

import igraph

from askel.lib.ids import id_for
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.spheres import Ring
from askel.upkeep.models import Every

SNOOZE = timedelta(days=30)
_NEW = 21  # days in which a new tie needs its two follow-ups (E12 of the evidence)
_SECOND = 12  # from this day on the second one
_BY_RING = {Ring.CLOSE: Every.MONTH, Ring.MIDDLE: Every.TWO_MONTHS, Ring.OUTER: Every.HALF_YEAR}
_OF_BRIDGES = {Ring.CLOSE: Every.TWO_WEEKS, Ring.MIDDLE: Every.MONTH, Ring.OUTER: Every.THREE_MONTHS}


def bridges_of(drawn: DrawnMap) -> frozenset[UUID]:
    """Those without whom a part of the map, or a network, would be reached by nobody but the owner."""
    place = {dot.pk: number for number, dot in enumerate(drawn.here)}
    ties = [(place[one], place[other]) for one, other in drawn.ties if one in place and other in place]
    graph = igraph.Graph(n=len(place), edges=ties)
    between = {drawn.here[number].pk for number in graph.articulation_points()}
    return frozenset(between) | {dot.pk for dot in drawn.people if _alone_reaches(dot, drawn)}


def _alone_reaches(dot: Dot, drawn: DrawnMap) -> bool:
    """Whether a network is known to nobody else on the map."""
    return any(other.is_network and drawn.near_here(other) == (dot,) for other in drawn.near_here(dot))


def suggest(dot: Dot, bridges: frozenset[UUID]) -> Every:
    """The closer, the more often; bridges more often than others, as they are lost first (E11 of the evidence)."""
    return (_OF_BRIDGES if dot.pk in bridges else _BY_RING)[dot.ring]


def may_be_over_on(every: Every, last_encounter_on: date | None, begun_on: date) -> date | None:
    """The first day on which the time may be over, whatever was told or snoozed. None: never."""
    if every == Every.NEVER:
        return None
    return last_encounter_on + timedelta(days=every) if last_encounter_on else begun_on


def over_on(every: Every, last_on: date | None, begun_on: date, snoozed_until: date | None) -> date | None:
    """The day on which the time is over. A snooze ends when the two are in touch after it was asked for. None: never."""
    if every == Every.NEVER:
        return None
    over = (last_on or begun_on) + timedelta(days=every)
    if snoozed_until and (last_on is None or last_on < snoozed_until - SNOOZE):
        return max(over, snoozed_until)
    return over


def note_of(contact: UUID, on: date) -> UUID:
    """What *we were in touch* of one day is about when it is said here: the same however often it is tapped."""
    return id_for(contact, UUID(int=on.toordinal()))


class FollowUp(StrEnum):
    """What a new tie needs."""

    TWO_DAYS = "two_days"
    TWO_WEEKS = "two_weeks"  # two to three


def follow_up(met_on: date, last_on: date, today: date) -> FollowUp | None:
    """The one of the two follow-ups that waits. Whoever was in touch again meanwhile has had it."""
    days, again = (today - met_on).days, (last_on - met_on).days
    if 0 < days < _SECOND and again == 0:
        return FollowUp.TWO_DAYS
    return FollowUp.TWO_WEEKS if _SECOND <= days <= _NEW and again < _SECOND - 2 else None


class Season(StrEnum):
    """A time of the year at which a few words come naturally."""

    AUTUMN_TERM = "autumn_term"
    SPRING_TERM = "spring_term"
    MAY_DAY = "may_day"
    MIDSUMMER = "midsummer"
    CHRISTMAS = "christmas"
    NEW_YEAR = "new_year"


@dataclass(frozen=True, slots=True)
class _Span:
    season: Season
    first: tuple[int, int]
    last: tuple[int, int]


_SPANS = (
    _Span(Season.SPRING_TERM, (1, 7), (1, 20)),
    _Span(Season.MAY_DAY, (4, 22), (4, 30)),
    _Span(Season.AUTUMN_TERM, (8, 18), (9, 5)),
    _Span(Season.CHRISTMAS, (12, 8), (12, 23)),
    _Span(Season.NEW_YEAR, (12, 27), (12, 31)),
)


def season(today: date) -> Season | None:
    """The one that is at hand in Finland, or none."""
    eve = midsummer_eve(today.year)
    if eve - timedelta(days=10) <= today <= eve:
        return Season.MIDSUMMER
    day = (today.month, today.day)
    return next((span.season for span in _SPANS if span.first <= day <= span.last), None)


def midsummer_eve(year: int) -> date:
    """The Friday between 19 and 25 June."""
    first = date(year, 6, 19)
    return first + timedelta(days=(4 - first.weekday()) % 7)
