"""What a map gives occasion for: towards whom, and why, in one plain sentence. Never a grade.

What was not said is not known: nobody is called dormant or rooted for want of a note.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, islice
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from askel.netmap.details import Often, Resource
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.sentences_time import HALF_A_YEAR
from askel.netmap.spheres import Ring, Sphere
from askel.plan.idea import Situation
from askel.plan.sentences import once_stopped

_SELDOM = {Often.YEARLY, Often.RARELY}
_TWO_DAYS = 2  # E12 of the evidence: the first follow-up
_WEEKS = range(12, 25)  # and the second: about two to three weeks later
_A_YEAR = 365
_LOOKED_AT = 40  # of so many people the pairs are looked at: they are 780
_NOBODY = 8  # so many first moves are offered on an empty map
_ANY = 4
_MEETING_PLACES = (Sphere.WORK, Sphere.STUDY, Sphere.FREE_TIME, Sphere.ONLINE)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One situation of the map. ``towards`` is a contact, a network, a wish, or nobody."""

    situation: Situation
    towards: Dot | None
    reason: Markup


@dataclass(frozen=True, slots=True)
class Looked:
    """A map as it is looked at: the day, and on which day each new tie began."""

    drawn: DrawnMap
    today: date
    met: Mapping[UUID, date]


Row = Iterator[Occasion]


def occasions(drawn: DrawnMap, *, today: date, met: Mapping[UUID, date]) -> list[Row]:
    """One row a situation, the most pressing first; in each row those who fit best stand first."""
    looked = Looked(drawn, today, met)
    if not drawn.here:
        return [chain(_nobody(), _any(looked)), _wishes(looked)]
    return [*(row(looked) for row in _ROWS), *(_in_sphere(looked, sphere) for sphere in Sphere), _any(looked)]


def _say(words: object, **names: str) -> Markup:
    """A reason, with its names apart from the text around them."""
    said = escape(words) % {name: Markup("<bdi>%s</bdi>") % value for name, value in names.items()}
    return once_stopped(said)


def _one(situation: Situation, dot: Dot, words: object, **names: str) -> Occasion:
    return Occasion(situation, dot, _say(words, name=dot.nickname, **names))


def _field_first(dots: Iterable[Dot]) -> list[Dot]:
    """Own field, then rooted here (E13); otherwise in the order of the map."""
    return sorted(dots, key=lambda dot: (not dot.details.in_my_field, not dot.details.is_rooted))


def _days(since: date, until: date) -> int:
    return (until - since).days


# E12: a new tie shows its life in its first weeks


def _new(at: Looked) -> Row:
    for dot in at.drawn.people:
        if dot.pk in at.met and 0 <= _days(at.met[dot.pk], at.today) <= _TWO_DAYS:
            yield _one(Situation.NEW, dot, _("%(name)s is new on your map: you met a day or two ago."))


def _weeks_later(at: Looked) -> Row:
    for dot in at.drawn.people:
        if dot.pk in at.met and _days(at.met[dot.pk], at.today) in _WEEKS:
            words = _("%(name)s is new on your map: you met two or three weeks ago.")
            yield _one(Situation.WEEKS_LATER, dot, words)


# E10: dormant ties


def is_dormant(dot: Dot, today: date) -> bool:
    """Half a year has passed; where no day is known, what was said about how often counts."""
    if dot.last_on is None:
        return dot.details.often in _SELDOM
    return dot.last_on < today - HALF_A_YEAR


def _dormant(at: Looked) -> Row:
    for dot in _field_first(dot for dot in at.drawn.people if is_dormant(dot, at.today)):
        yield _one(Situation.DORMANT, dot, _since(dot, at.today))


def _since(dot: Dot, today: date) -> str:
    if dot.last_on is None:
        return _("You and %(name)s are in touch about once a year or less.")
    years = _days(dot.last_on, today) // _A_YEAR
    if not years:
        return _("You have not been in touch with %(name)s for half a year.")
    words = ngettext(
        "You have not been in touch with %%(name)s for a year.",
        "You have not been in touch with %%(name)s for %(num)d years.",
        years,
    )
    return words % {"num": years}


# E13: rooted here


def _rooted(at: Looked) -> Row:
    for dot in _field_first(dot for dot in at.drawn.people if dot.details.is_rooted):
        if dot.details.in_my_field:
            yield _one(Situation.ROOTED, dot, _("%(name)s works in your field and knows working life here."))
        else:
            yield _one(Situation.ROOTED, dot, _("%(name)s knows working life here."))


# E9: one introduction away


def _doors(at: Looked) -> Row:
    for wish in at.drawn.wishes:
        for near in at.drawn.near_here(wish):
            if not near.is_network:
                words = _("On your map a tie leads from %(name)s to your wish: %(wish)s.")
                yield _one(Situation.DOOR, near, words, wish=wish.nickname)
    for wish in at.drawn.wishes:
        for network in (near for near in at.drawn.near_here(wish) if near.is_network):
            for dot in (near for near in at.drawn.near_here(network) if not near.is_network):
                words = _("%(name)s knows %(network)s, and from there a tie leads to your wish: %(wish)s.")
                yield _one(Situation.DOOR, dot, words, network=network.nickname, wish=wish.nickname)


def _introducers(at: Looked) -> Row:
    able = (dot for dot in at.drawn.people if dot.details.introduces or Resource.THIRD in dot.details.gives)
    for dot in _field_first(able):
        yield _one(Situation.INTRODUCER, dot, _("You noted that %(name)s could introduce you to somebody."))


def _weak(at: Looked) -> Row:
    for dot in _field_first(dot for dot in at.drawn.people if dot.ring != Ring.CLOSE):
        shared = next((near for near in at.drawn.near_here(dot) if not near.is_network), None)
        if shared:
            words = _("%(name)s is not close to you, and you both know %(other)s.")
            yield _one(Situation.WEAK, dot, words, other=shared.nickname)


# E14: small concrete asks

_GIVES: dict[Resource, tuple[Situation, object]] = {
    Resource.HIRING: (Situation.GIVES_HIRING, _l("You noted that %(name)s could tell you how hiring works.")),
    Resource.CV: (Situation.GIVES_CV, _l("You noted that %(name)s could read your CV in Finnish.")),
    Resource.OPENINGS: (Situation.GIVES_OPENINGS, _l("You noted that %(name)s hears of work that is not advertised.")),
    Resource.INTERVIEW: (
        Situation.GIVES_INTERVIEW,
        _l("You noted that %(name)s could practise an interview with you."),
    ),
    Resource.WORKPLACE: (Situation.GIVES_WORKPLACE, _l("You noted that %(name)s could show you a workplace.")),
    Resource.RECOMMEND: (Situation.GIVES_RECOMMEND, _l("You noted that %(name)s could recommend you to an employer.")),
    Resource.ASSOCIATION: (
        Situation.GIVES_ASSOCIATION,
        _l("You noted that %(name)s could introduce you in an association or a union."),
    ),
    Resource.TRADE_TALK: (
        Situation.GIVES_TRADE_TALK,
        _l("You noted that %(name)s could speak Finnish with you about work."),
    ),
    Resource.RULES: (Situation.GIVES_RULES, _l("You noted that %(name)s could explain unwritten rules to you.")),
    Resource.PERMITS: (Situation.GIVES_PERMITS, _l("You noted that %(name)s could help you with permits and offices.")),
}


def _gives(at: Looked) -> Row:
    people = _field_first(dot for dot in at.drawn.people if dot.details.gives)
    for resource, (situation, words) in _GIVES.items():
        for dot in people:
            if resource in dot.details.gives:
                yield _one(situation, dot, words)


# E16: give first


def _takes(at: Looked) -> Row:
    for dot in _field_first(dot for dot in at.drawn.people if dot.details.takes):
        yield _one(Situation.TAKES, dot, _("You noted that you could help %(name)s."))


def _apart(at: Looked) -> Row:
    circle = {dot.pk: number for number, circle in enumerate(at.drawn.circles) for dot in circle}
    own = [dot for dot in at.drawn.people if dot.details.in_my_field]
    for one, other in _pairs(own, circle):
        words = _("%(name)s and %(other)s both work in your field. Perhaps they have not met: you have drawn no tie.")
        yield _one(Situation.APART, one, words, other=other.nickname)
    about = [dot for dot in at.drawn.people if dot.sphere in _MEETING_PLACES]
    # Two of one workplace may well know each other: those from different parts of life come first.
    for one, other in sorted(_pairs(about, circle), key=lambda pair: pair[0].sphere == pair[1].sphere):
        words = _("You have drawn no tie between %(name)s and %(other)s. Perhaps they have not met.")
        yield _one(Situation.APART, one, words, other=other.nickname)


def _pairs(dots: Iterable[Dot], circle: dict[UUID, int]) -> Iterator[tuple[Dot, Dot]]:
    pairs = combinations(islice(dots, _LOOKED_AT), 2)
    return ((one, other) for one, other in pairs if circle[one.pk] != circle[other.pk])


# Networks, close ones, wishes


def _networks(at: Looked) -> Row:
    networks = (dot for dot in at.drawn.here if dot.is_network)
    for dot in sorted(networks, key=lambda dot: not any(near.is_wish for near in at.drawn.near[dot.pk])):
        yield _one(Situation.NETWORK, dot, _("%(name)s is a network: there you can meet several people at once."))


def _close(at: Looked) -> Row:
    close = (dot for dot in at.drawn.people if dot.ring == Ring.CLOSE)
    for dot in sorted(close, key=lambda dot: dot.last_on or date.min):
        yield _one(Situation.CLOSE, dot, _("%(name)s is close to you."))


def _wishes(at: Looked) -> Row:
    for dot in at.drawn.wishes:
        if not at.drawn.near_here(dot):
            situation = Situation.WISH_NETWORK if dot.is_network else Situation.WISH_CONTACT
            yield _one(situation, dot, _("%(name)s is your wish, and nobody near it is on your map yet."))


# Where in life, when nothing more is known

_FROM: dict[Sphere, object] = {
    Sphere.WORK: _l("You know %(name)s from work."),
    Sphere.STUDY: _l("You know %(name)s from your studies."),
    Sphere.FREE_TIME: _l("You know %(name)s from your free time."),
    Sphere.FAMILY_NEIGHBOURS: _l("%(name)s lives near you or belongs to your family."),
    Sphere.OFFICIALS_SERVICES: _l("You know %(name)s from an office or a service."),
    Sphere.OLD_HOME: _l("You know %(name)s from your old home."),
    Sphere.ONLINE: _l("You know %(name)s online."),
}


def _in_sphere(at: Looked, sphere: Sphere) -> Row:
    """Those who are close need no occasion from here: a partner is not greeted as a neighbour."""
    for dot in _field_first(dot for dot in at.drawn.people if dot.sphere == sphere and dot.ring != Ring.CLOSE):
        yield _one(Situation(sphere.value), dot, _FROM[sphere])


def _nobody() -> Row:
    for _n in range(_NOBODY):
        yield Occasion(Situation.FIRST, None, _say(_("Nobody is on your map yet, and a move can come first.")))


def _any(_at: Looked) -> Row:
    for _n in range(_ANY):
        yield Occasion(Situation.ANY, None, _say(_("For this you need nobody from your map.")))


_ROWS: tuple[Callable[[Looked], Row], ...] = (
    _new,
    _weeks_later,
    _dormant,
    _rooted,
    _doors,
    _introducers,
    _gives,
    _weak,
    _takes,
    _apart,
    _networks,
    _close,
    _wishes,
)
