"""Plain sentences about a map: each true, with the contacts it speaks of and one thing to do.

Never a grade and never blame. An empty map and a star are ordinary maps. A tie that is not drawn may
still be there, so a sentence speaks of what is drawn.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from askel.netmap.drawn import Dot, DrawnMap, in_sphere
from askel.netmap.spheres import Ring, Sphere

HALF_A_YEAR = timedelta(days=183)
_SOME = 3  # of fewer, "all" and "none" say nothing
_LINKS_MANY = 3

DoKind = Literal["contact", "network", "wish", "move", "tie"]


@dataclass(frozen=True, slots=True)
class Do:
    """One thing to do: where the link leads, its words, and whom or which sphere it is about."""

    kind: DoKind
    words: str
    dot: Dot | None = None
    sphere: Sphere | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    code: str
    words: str
    do: Do
    about: tuple[Dot, ...] = ()
    spheres: tuple[Sphere, ...] = ()


def sentences(drawn: DrawnMap, *, today: date) -> list[Sentence]:
    """All that can be said, the most useful first."""
    said = [sentence for say in _SAYINGS for sentence in say(drawn)]
    return said + list(_dormant(drawn, today))


def _beginning(drawn: DrawnMap) -> Iterator[Sentence]:
    if not drawn.here:
        words = _("Nobody is on your map yet. Begin with somebody you talked with this week.")
        yield Sentence("empty", words, Do("contact", _("Add a contact")))
    elif len(drawn.here) == 1:
        words = _("One is on your map: a beginning. Who else did you talk with this month?")
        yield Sentence("one", words, Do("contact", _("Add a contact")), drawn.here)


def _circles(drawn: DrawnMap) -> Iterator[Sentence]:
    groups = [circle for circle in drawn.circles if len(circle) > 1]
    if len(groups) > 1:
        words = ngettext(
            "%(num)d group on your map meets others only through you. You could introduce two people.",
            "%(num)d groups on your map meet only through you. You could introduce two people.",
            len(groups),
        ) % {"num": len(groups)}
        firsts = tuple(circle[0] for circle in groups)
        yield Sentence("circles", words, Do("move", _("Plan an introduction"), firsts[0]), firsts)


def _star(drawn: DrawnMap) -> Iterator[Sentence]:
    if len(drawn.here) > 1 and not drawn.ties:
        words = ngettext(
            "%(num)d contact is here, and no tie to others is drawn. Who knows whom?",
            "%(num)d are on your map, and no ties are drawn between them. Who knows whom?",
            len(drawn.here),
        ) % {"num": len(drawn.here)}
        yield Sentence("star", words, Do("tie", _("Draw a tie"), drawn.here[0]), drawn.here[:_SOME])


def _alone(drawn: DrawnMap) -> Iterator[Sentence]:
    alone = tuple(dot for dot in drawn.here if not drawn.near[dot.pk])
    if alone and len(alone) < len(drawn.here):
        words = ngettext(
            "%(num)d contact has no tie to others on your map. Do they know somebody here?",
            "%(num)d contacts have no tie to others on your map. Do they know somebody here?",
            len(alone),
        ) % {"num": len(alone)}
        yield Sentence("alone", words, Do("tie", _("Draw a tie"), alone[0]), alone)


def _links_many(drawn: DrawnMap) -> Iterator[Sentence]:
    most = max(drawn.people, key=lambda dot: len(drawn.near_here(dot)), default=None)
    if most and len(drawn.near_here(most)) >= _LINKS_MANY:
        count = len(drawn.near_here(most))
        words = ngettext(
            "This contact is tied to %(num)d other on your map. They may know somebody you would like to meet.",
            "This contact is tied to %(num)d others on your map. They may know somebody you would like to meet.",
            count,
        ) % {"num": count}
        yield Sentence("links-many", words, Do("move", _("Plan to ask them"), most), (most,))


def _work(drawn: DrawnMap) -> Iterator[Sentence]:
    if not drawn.here or in_sphere(drawn.here, Sphere.WORK):
        return
    wished = in_sphere(drawn.wishes, Sphere.WORK)
    if wished:
        words = ngettext(
            "From work there is only %(num)d wish on your map so far. What is one small thing you could do towards it?",
            "From work there are only %(num)d wishes on your map so far. What is one small thing you could do towards one of them?",
            len(wished),
        ) % {"num": len(wished)}
        yield Sentence("no-work", words, Do("move", _("Plan a move"), wished[0]), wished, (Sphere.WORK,))
    else:
        words = _("Nobody on your map is from work. Whom would you like to know there?")
        yield Sentence("no-work", words, Do("wish", _("Add a wish"), sphere=Sphere.WORK), spheres=(Sphere.WORK,))


def _empty_spheres(drawn: DrawnMap) -> Iterator[Sentence]:
    empty = tuple(sphere for sphere in Sphere if sphere != Sphere.WORK and not in_sphere(drawn.here, sphere))
    if drawn.here and empty:
        words = ngettext(
            "%(num)d part of your life has nobody on the map yet. Is somebody missing?",
            "%(num)d parts of your life have nobody on the map yet. Is somebody missing?",
            len(empty),
        ) % {"num": len(empty)}
        yield Sentence("no-sphere", words, Do("contact", _("Add a contact"), sphere=empty[0]), spheres=empty)


def _single_spheres(drawn: DrawnMap) -> Iterator[Sentence]:
    single = tuple(dots[0] for sphere in Sphere if len(dots := in_sphere(drawn.here, sphere)) == 1)
    if single and len(drawn.here) >= _SOME:
        words = ngettext(
            "%(num)d part of your life rests on one alone. Who else is there?",
            "%(num)d parts of your life rest on one alone in each. Who else is there?",
            len(single),
        ) % {"num": len(single)}
        do = Do("contact", _("Add a contact"), sphere=single[0].sphere)
        yield Sentence("one-in-sphere", words, do, single, tuple(dot.sphere for dot in single))


def _rings(drawn: DrawnMap) -> Iterator[Sentence]:
    close = tuple(dot for dot in drawn.people if dot.ring == Ring.CLOSE)
    if len(drawn.people) < _SOME:
        return
    if not close:
        words = _("Nobody is close to you on this map. Who could you call on a bad day?")
        yield Sentence("none-close", words, Do("contact", _("Add a contact")))
    elif len(close) == len(drawn.people):
        words = _("All people here are close to you. People you know a little often hear of other things.")
        yield Sentence("all-close", words, Do("contact", _("Add a contact")), close)


def _networks(drawn: DrawnMap) -> Iterator[Sentence]:
    if drawn.people and len(drawn.people) == len(drawn.here):
        words = _("No network is on your map. A course, a club or a workplace brings several people at once.")
        yield Sentence("no-network", words, Do("network", _("Add a network")))


def _far_away(drawn: DrawnMap) -> Iterator[Sentence]:
    far = tuple(dot for dot in drawn.people if dot.sphere in {Sphere.OLD_HOME, Sphere.ONLINE})
    if len(drawn.people) >= _SOME and len(far) * 2 > len(drawn.people):
        words = _(
            "More than half of the people here are in your old home or online. Whom would you like to know nearby?"
        )
        yield Sentence("far-away", words, Do("wish", _("Add a wish")), far)


def _wishes(drawn: DrawnMap) -> Iterator[Sentence]:
    lonely = tuple(wish for wish in drawn.wishes if not drawn.near_here(wish))
    if lonely:
        words = ngettext(
            "%(num)d wish has nobody near it yet. Who on your map might know the way?",
            "%(num)d wishes have nobody near them yet. Who on your map might know the way?",
            len(lonely),
        ) % {"num": len(lonely)}
        yield Sentence("wish-alone", words, Do("tie", _("Draw a tie"), lonely[0]), lonely)


def _doors(drawn: DrawnMap) -> Iterator[Sentence]:
    for wish in drawn.wishes:
        near = drawn.near_here(wish)
        if near:
            words = _("Somebody you know is near this wish. You could ask them how to get there.")
            yield Sentence("door", words, Do("move", _("Plan to ask them"), near[0]), (wish, *near))


def _dormant(drawn: DrawnMap, today: date) -> Iterator[Sentence]:
    """Only where an encounter is known: no record does not mean no contact."""
    dormant = tuple(dot for dot in drawn.here if dot.last_encounter_on and dot.last_encounter_on < today - HALF_A_YEAR)
    if dormant:
        words = ngettext(
            "By your notes, half a year has passed with %(num)d contact. Old ties often like to be woken.",
            "By your notes, half a year has passed with %(num)d contacts. Old ties often like to be woken.",
            len(dormant),
        ) % {"num": len(dormant)}
        yield Sentence("dormant", words, Do("move", _("Plan a message"), dormant[0]), dormant)


_SAYINGS: tuple[Callable[[DrawnMap], Iterator[Sentence]], ...] = (
    _beginning,
    _doors,
    _circles,
    _star,
    _links_many,
    _work,
    _wishes,
    _networks,
    _rings,
    _alone,
    _single_spheres,
    _far_away,
    _empty_spheres,
)
