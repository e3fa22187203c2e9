"""Sentences about wishes, and who could open which door."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from askel.netmap.drawn import Dot, DrawnMap, in_sphere
from askel.netmap.sentence import Do, Sentence


def doors(drawn: DrawnMap) -> Iterator[Sentence]:
    """A contact is tied to a wish."""
    for wish in drawn.wishes:
        near = _people_near(drawn, wish)
        if near:
            words = _("Somebody you know is near this wish. You could ask them how to get there.")
            counted = _("Contacts with a tie to this wish: %(num)d. Only ties on your map are counted.")
            do = Do("move", _("Plan to ask them"), near[0])
            yield Sentence("door", words, counted % {"num": len(near)}, do, (wish, *near))


def ways(drawn: DrawnMap) -> Iterator[Sentence]:
    """A contact is tied to a network, and the network to a wish that no contact is tied to."""
    for wish, networks in _behind_networks(drawn):
        people = _in_any(drawn, networks)
        if people:
            words = _("A way leads to this wish through a network. You could ask somebody in it to take you along.")
            counted = _("Networks with a tie to this wish: %(networks)d. Contacts with a tie to them: %(people)d.") % {
                "networks": len(networks),
                "people": len(people),
            }
            do = Do("move", _("Plan to ask them"), people[0])
            yield Sentence("way", words, counted, do, (wish, *networks, *people))


def networks_near(drawn: DrawnMap) -> Iterator[Sentence]:
    """A network is tied to a wish, and nobody is tied to the network yet."""
    for wish, networks in _behind_networks(drawn):
        if not _in_any(drawn, networks):
            words = _("A network on your map is near this wish. Whom do you know in it?")
            counted = _("Networks with a tie to this wish: %(networks)d. Contacts with a tie to them: %(people)d.") % {
                "networks": len(networks),
                "people": 0,
            }
            do = Do("tie", _("Draw a tie"), networks[0])
            yield Sentence("network-near", words, counted, do, (wish, *networks))


def openers(drawn: DrawnMap) -> Iterator[Sentence]:
    """No tie leads to a wish, and somebody in its part of life could introduce the owner."""
    for wish in _alone(drawn):
        some = in_sphere(_introducers(drawn), wish.sphere)
        if some:
            words = _(
                "No tie leads to this wish yet. Somebody in the same part of your life could introduce you to people."
            )
            counted = ngettext(
                "In this part of life you said of %(num)d contact that they could introduce you. Ties to this wish: 0.",
                "In this part of life you said of %(num)d contacts that they could introduce you. Ties to this wish: 0.",
                len(some),
            ) % {"num": len(some)}
            do = Do("move", _("Plan to ask them"), some[0])
            yield Sentence("opener", words, counted, do, (wish, *some))


def introducers(drawn: DrawnMap) -> Iterator[Sentence]:
    some = _introducers(drawn)
    if some:
        words = ngettext(
            "%(num)d contact could introduce you to somebody, as you said. You could ask them for one name.",
            "%(num)d contacts could introduce you to somebody, as you said. You could ask one of them for one name.",
            len(some),
        ) % {"num": len(some)}
        told = sum(dot.details.introduces is not None for dot in drawn.people)
        counted = _(
            "Contacts of whom you said whether they could introduce you: %(told)d of %(people)d. Yes: %(num)d."
        ) % {
            "told": told,
            "people": len(drawn.people),
            "num": len(some),
        }
        yield Sentence("introducers", words, counted, Do("move", _("Plan to ask them"), some[0]), some)


def wishes_alone(drawn: DrawnMap) -> Iterator[Sentence]:
    lonely = _alone(drawn)
    if lonely and drawn.here:
        words = ngettext(
            "%(num)d wish has nobody near it yet. Who on your map might know the way?",
            "%(num)d wishes have nobody near them yet. Who on your map might know the way?",
            len(lonely),
        ) % {"num": len(lonely)}
        counted = _("Wishes without a tie to a contact or a network: %(num)d of %(wishes)d.") % {
            "num": len(lonely),
            "wishes": len(drawn.wishes),
        }
        yield Sentence("wish-alone", words, counted, Do("tie", _("Draw a tie"), lonely[0]), lonely)


def _alone(drawn: DrawnMap) -> tuple[Dot, ...]:
    return tuple(wish for wish in drawn.wishes if not drawn.near_here(wish))


def _people_near(drawn: DrawnMap, dot: Dot) -> tuple[Dot, ...]:
    return tuple(other for other in drawn.near_here(dot) if not other.is_network)


def _behind_networks(drawn: DrawnMap) -> Iterator[tuple[Dot, tuple[Dot, ...]]]:
    """Wishes that only networks are tied to, with those networks."""
    for wish in drawn.wishes:
        near = drawn.near_here(wish)
        if near and all(dot.is_network for dot in near):
            yield wish, near


def _in_any(drawn: DrawnMap, networks: tuple[Dot, ...]) -> tuple[Dot, ...]:
    """Contacts tied to one of the networks, each once."""
    return tuple(dict.fromkeys(dot for network in networks for dot in _people_near(drawn, network)))


def _introducers(drawn: DrawnMap) -> tuple[Dot, ...]:
    return tuple(dot for dot in drawn.people if dot.details.introduces)
