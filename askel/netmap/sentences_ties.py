"""Sentences about who is there, and who knows whom."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.sentence import SOME, Do, Sentence
from askel.netmap.spheres import Sphere

_LINKS_MANY = 3


def beginning(drawn: DrawnMap) -> Iterator[Sentence]:
    do = Do("contact", _("Add a contact"))
    if not drawn.here:
        words = _("Nobody is on your map yet. Begin with somebody you talked with this week.")
        yield Sentence("empty", words, _who_is_there(drawn), do)
    elif len(drawn.here) == 1:
        words = _("One is on your map: a beginning. Who else did you talk with this month?")
        yield Sentence("one", words, _who_is_there(drawn), do, drawn.here)


def _who_is_there(drawn: DrawnMap) -> str:
    return _("Contacts: %(people)d. Networks: %(networks)d. Wishes are not counted.") % {
        "people": len(drawn.people),
        "networks": len(drawn.here) - len(drawn.people),
    }


def circles(drawn: DrawnMap) -> Iterator[Sentence]:
    groups = [circle for circle in drawn.circles if len(circle) > 1]
    if len(groups) > 1:
        words = _(
            "In what you have drawn, %(num)d groups have no tie to one another. "
            "Draw a tie if some of them know each other. If not, you could introduce two people."
        ) % {"num": len(groups)}
        counted = _(
            "Contacts tied to one another, directly or through others, are one group. You are left out. "
            "Groups of two or more: %(groups)d. Without a tie, and in no group: %(alone)d."
        ) % {"groups": len(groups), "alone": len(drawn.circles) - len(groups)}
        some = tuple(_one_of_each(groups))
        yield Sentence("circles", words, counted, Do("move", _("Plan an introduction"), some[0]), some)


def _one_of_each(groups: Iterable[tuple[Dot, ...]]) -> Iterator[Dot]:
    """From a part of life that is not named yet, where there is one: two of one workplace may well know each other."""
    named: set[Sphere] = set()
    for group in groups:
        one = next((dot for dot in group if dot.sphere not in named), group[0])
        named.add(one.sphere)
        yield one


def star(drawn: DrawnMap) -> Iterator[Sentence]:
    if len(drawn.here) > 1 and not drawn.ties:
        words = ngettext(
            "%(num)d contact is here, and no tie to others is drawn. Who knows whom?",
            "%(num)d are on your map, and no ties are drawn between them. Who knows whom?",
            len(drawn.here),
        ) % {"num": len(drawn.here)}
        counted = _(
            "Contacts and networks: %(here)d. Ties between them: 0. Your own tie to each of them is not counted."
        )
        do = Do("tie", _("Draw a tie"), drawn.here[0])
        yield Sentence("star", words, counted % {"here": len(drawn.here)}, do, drawn.here[:SOME])


def alone(drawn: DrawnMap) -> Iterator[Sentence]:
    some = tuple(dot for dot in drawn.here if not drawn.near[dot.pk])
    if some and len(some) < len(drawn.here):
        words = ngettext(
            "%(num)d contact has no tie to others on your map. Do they know somebody here?",
            "%(num)d contacts have no tie to others on your map. Do they know somebody here?",
            len(some),
        ) % {"num": len(some)}
        counted = _(
            "Contacts and networks without any tie: %(num)d of %(here)d. They may have ties that are not drawn yet."
        ) % {"num": len(some), "here": len(drawn.here)}
        yield Sentence("alone", words, counted, Do("tie", _("Draw a tie"), some[0]), some)


def links_many(drawn: DrawnMap) -> Iterator[Sentence]:
    most = max(drawn.people, key=lambda dot: len(drawn.near_here(dot)), default=None)
    if most and len(drawn.near_here(most)) >= _LINKS_MANY:
        count = len(drawn.near_here(most))
        words = ngettext(
            "This contact is tied to %(num)d other on your map. They may know somebody you would like to meet.",
            "This contact is tied to %(num)d others on your map. They may know somebody you would like to meet.",
            count,
        ) % {"num": count}
        counted = _("Ties to contacts and networks on your map: %(num)d. No other contact here has more.")
        do = Do("move", _("Plan to ask them"), most)
        yield Sentence("links-many", words, counted % {"num": count}, do, (most,))


def no_network(drawn: DrawnMap) -> Iterator[Sentence]:
    if drawn.people and len(drawn.people) == len(drawn.here):
        words = _("No network is on your map. A course, a club or a workplace brings several people at once.")
        yield Sentence("no-network", words, _who_is_there(drawn), Do("network", _("Add a network")))
