"""What pages ask about upkeep. Only its owner asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.keeping import due_now, next_look, spelled
from askel.netmap.models import Contact, Encounter
from askel.netmap.queries import draw_map
from askel.people.models import Person
from askel.plan.queries import newly_met
from askel.plan.queries_pace import look_in, pace_of, pause_in
from askel.plan.rules import is_look_due
from askel.upkeep.models import Every, Rhythm
from askel.upkeep.rules import FollowUp, Season, bridges_of, follow_up, note_of, over_on, season, suggest
from askel.upkeep.words import follow_up_words, season_words, since_words, wanted_words

A_PAGE = 15  # so many are offered at once
_LATELY = timedelta(days=7)  # a letter speaks of the map's day in its first week


@dataclass(frozen=True, slots=True)
class TieLine:
    """A tie with a rhythm. ``over_on`` is None where the rhythm never comes round."""

    dot: Dot
    every: Every
    over_on: date | None
    since: str
    wanted: str


@dataclass(frozen=True, slots=True)
class NewTie:
    """A tie that is new, and which of its two follow-ups waits."""

    dot: Dot
    follow_up: FollowUp
    words: str


@dataclass(frozen=True, slots=True)
class KeepPage:
    """Everything on the page. ``noted`` are those who were noted here today, which can be taken back.

    ``next_look`` is a day, spelled; "" when the map's day is here, or few are on the map.
    """

    season: Season | None
    season_words: str
    new: tuple[NewTie, ...]
    losing: tuple[TieLine, ...]
    others: tuple[TieLine, ...]
    noted: tuple[Dot, ...]
    left: int  # who have no rhythm yet
    is_map_due: bool
    next_look: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody without a rhythm, and the one that may suit."""

    dot: Dot
    suggested: Every
    is_bridge: bool

    @property
    def tick(self) -> str:
        """What its form calls the tick."""
        return f"{self.dot.pk.hex}-keep"


def keep_page(person: Person, today: date) -> KeepPage:
    """The whole page. 7 queries, 1 more where somebody was met today, and 1 for the key."""
    drawn, rhythms = draw_map(person), _rhythms(person)
    ties = _lines(drawn, rhythms.values(), today)
    losing = _losing(ties, today)
    waiting = {tie.dot.pk for tie in losing}
    new, at_hand = _new(drawn, newly_met(person), today), season(today)
    due, ahead = due_now(person, today, len(drawn.dots)), next_look(person, today, len(drawn.dots))
    return KeepPage(
        season=at_hand,
        season_words=season_words(at_hand),
        new=new,
        losing=_without(losing, new),
        others=tuple(sorted((tie for tie in ties if tie.dot.pk not in waiting), key=_name)),
        noted=_noted(drawn, person, today),
        left=sum(dot.pk not in rhythms for dot in drawn.here),
        is_map_due=due is not None,
        next_look=spelled(ahead) if ahead and not due else "",
    )


def _rhythms(person: Person) -> dict[UUID, Rhythm]:
    return {rhythm.contact_id: rhythm for rhythm in Rhythm.objects.of(person)}


def _lines(drawn: DrawnMap, rhythms: Iterable[Rhythm], today: date) -> list[TieLine]:
    """Those on the map that are no wishes: the others pause."""
    here = {dot.pk: dot for dot in drawn.here}
    return [_line(here[rhythm.contact_id], rhythm, today) for rhythm in rhythms if rhythm.contact_id in here]


def _line(dot: Dot, rhythm: Rhythm, today: date) -> TieLine:
    every = Every(rhythm.every_days)
    over = over_on(every, dot.last_on, rhythm.begun_on, rhythm.snoozed_until)
    return TieLine(dot, every, over, since_words(dot.last_on, today), wanted_words(every))


def _losing(ties: Iterable[TieLine], today: date) -> tuple[TieLine, ...]:
    """Those whose time is over, the longest first."""
    over = [(tie.over_on, tie.dot.pk, tie) for tie in ties if tie.over_on and tie.over_on <= today]
    return tuple(tie for _, _, tie in sorted(over, key=lambda row: row[:2]))


def _without(losing: Iterable[TieLine], new: Iterable[NewTie]) -> tuple[TieLine, ...]:
    """Nobody stands on the page twice: a new tie has its follow-ups first."""
    first = {tie.dot.pk for tie in new}
    return tuple(tie for tie in losing if tie.dot.pk not in first)


def _noted(drawn: DrawnMap, person: Person, today: date) -> tuple[Dot, ...]:
    met = {note_of(dot.pk, today): dot for dot in drawn.dots if dot.last_encounter_on == today}
    rows = Encounter.objects.of(person).filter(about__in=met).values_list("about", flat=True) if met else ()
    return tuple(sorted((met[about] for about in rows if about), key=lambda dot: dot.nickname.casefold()))


def _name(tie: TieLine) -> str:
    return tie.dot.nickname.casefold()


def _new(drawn: DrawnMap, met: Mapping[UUID, date], today: date) -> tuple[NewTie, ...]:
    found = [(met[dot.pk], dot) for dot in drawn.people if dot.pk in met]
    waiting = [(on, dot, follow_up(on, dot.last_on or on, today)) for on, dot in found]
    return tuple(
        NewTie(dot, follow, follow_up_words(follow, on, today))
        for on, dot, follow in sorted(waiting, key=lambda row: (row[0], row[1].pk))
        if follow
    )


def losing_touch(person: Person, today: date) -> tuple[TieLine, ...]:
    """Those whose time is over, the longest first. 3 queries, and 1 for the key; 1 where there is no rhythm."""
    rhythms = _rhythms(person)
    return _losing(_lines(draw_map(person), rhythms.values(), today), today) if rhythms else ()


def something_waits(person: Person, local: datetime) -> bool:
    """Whether there is a reason for the letter of the week; ``local`` is the time where the person is.

    At most 7 queries, and 1 for the key. In a pause nothing waits.
    """
    today, pace = local.date(), pace_of(person)
    if pause_in(pace, today):
        return False
    return is_look_due(look_in(pace), local) or bool(losing_touch(person, today)) or _is_maps_day(person, today)


def _is_maps_day(person: Person, today: date) -> bool:
    """Whether the day to keep the map came this week. That it has begun is no reason for a letter."""
    due = due_now(person, today, Contact.objects.of(person).count())
    return due is not None and due.months > 0 and today - due.on < _LATELY


def offers(person: Person) -> list[Offer]:
    """Who has no rhythm yet: bridges first, then the closest. 3 queries, and 1 for the key."""
    drawn, rhythms = draw_map(person), _rhythms(person)
    bridges = bridges_of(drawn)
    found = [Offer(dot, suggest(dot, bridges), dot.pk in bridges) for dot in drawn.here if dot.pk not in rhythms]
    return sorted(found, key=lambda one: (not one.is_bridge, one.dot.ring, one.dot.nickname.casefold()))


def suggested_for(person: Person, contact: UUID) -> Every:
    """The rhythm that may suit one of them. 2 queries, and 1 for the key."""
    drawn = draw_map(person)
    return suggest(drawn.by_pk[contact], bridges_of(drawn))
