"""Sentences about where in life the contacts are, and how close."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from askel.netmap.drawn import DrawnMap, in_sphere
from askel.netmap.sentence import SOME, Do, Sentence
from askel.netmap.spheres import Ring, Sphere

_ENOUGH_FOR_MOST = 5  # of fewer, more than half are three at most


def work(drawn: DrawnMap) -> Iterator[Sentence]:
    if not drawn.here or in_sphere(drawn.here, Sphere.WORK):
        return
    wished = in_sphere(drawn.wishes, Sphere.WORK)
    counted = _("Contacts and networks from work: 0 of %(here)d. Wishes from work: %(wishes)d.") % {
        "here": len(drawn.here),
        "wishes": len(wished),
    }
    if wished:
        words = ngettext(
            "From work there is only %(num)d wish on your map so far. What is one small thing you could do towards it?",
            "From work there are only %(num)d wishes on your map so far. What is one small thing you could do towards one of them?",
            len(wished),
        ) % {"num": len(wished)}
        do = Do("move", _("Plan a move"), wished[0])
        yield Sentence("no-work", words, counted, do, wished, (Sphere.WORK,))
    else:
        words = _("Nobody on your map is from work. Whom would you like to know there?")
        do = Do("wish", _("Add somebody you would like to know"), sphere=Sphere.WORK)
        yield Sentence("no-work", words, counted, do, spheres=(Sphere.WORK,))


def empty_spheres(drawn: DrawnMap) -> Iterator[Sentence]:
    """Besides work, which has a sentence of its own."""
    others = tuple(sphere for sphere in Sphere if sphere != Sphere.WORK)
    empty = tuple(sphere for sphere in others if not in_sphere(drawn.here, sphere))
    if drawn.here and empty:
        words = ngettext(
            "%(num)d part of your life has nobody on the map yet. Is somebody missing?",
            "%(num)d parts of your life have nobody on the map yet. Is somebody missing?",
            len(empty),
        ) % {"num": len(empty)}
        counted = _("Parts of life besides work: %(all)d. Without a contact or a network: %(num)d.") % {
            "all": len(others),
            "num": len(empty),
        }
        do = Do("contact", _("Add a contact"), sphere=empty[0])
        yield Sentence("no-sphere", words, counted, do, spheres=empty)


def single_spheres(drawn: DrawnMap) -> Iterator[Sentence]:
    single = tuple(dots[0] for sphere in Sphere if len(dots := in_sphere(drawn.here, sphere)) == 1)
    if single and len(drawn.here) >= SOME:
        words = ngettext(
            "In %(num)d part of your life you have drawn one contact alone. Who else is there?",
            "In %(num)d parts of your life you have drawn one contact each. Who else is there?",
            len(single),
        ) % {"num": len(single)}
        counted = _(
            "Parts of life with exactly one contact or network: %(num)d of %(all)d. Wishes are not counted."
        ) % {
            "num": len(single),
            "all": len(Sphere),
        }
        do = Do("contact", _("Add a contact"), sphere=single[0].sphere)
        yield Sentence("one-in-sphere", words, counted, do, single, tuple(dot.sphere for dot in single))


def most_in_one(drawn: DrawnMap) -> Iterator[Sentence]:
    """Old home and online have a sentence of their own."""
    if len(drawn.people) < _ENOUGH_FOR_MOST:
        return
    sphere, count = Counter(dot.sphere for dot in drawn.people).most_common(1)[0]
    if count * 2 > len(drawn.people) and sphere not in _FAR:
        words = _("More than half of the people here are from one part of your life. Who else is around you?")
        counted = _("Contacts in this part of life: %(num)d of %(people)d.") % {
            "num": count,
            "people": len(drawn.people),
        }
        rarest = min(Sphere, key=lambda sphere: len(in_sphere(drawn.here, sphere)))
        do = Do("contact", _("Add a contact"), sphere=rarest)
        yield Sentence("one-sphere", words, counted, do, in_sphere(drawn.people, sphere), (sphere,))


_FAR = frozenset({Sphere.OLD_HOME, Sphere.ONLINE})


def far_away(drawn: DrawnMap) -> Iterator[Sentence]:
    far = tuple(dot for dot in drawn.people if dot.sphere in _FAR)
    if len(drawn.people) >= SOME and len(far) * 2 > len(drawn.people):
        words = _(
            "More than half of the people here are in your old home or online. Whom would you like to know nearby?"
        )
        counted = _("Contacts in your old home or online: %(num)d of %(people)d.") % {
            "num": len(far),
            "people": len(drawn.people),
        }
        yield Sentence("far-away", words, counted, Do("wish", _("Add somebody you would like to know")), far)


def rings(drawn: DrawnMap) -> Iterator[Sentence]:
    close = tuple(dot for dot in drawn.people if dot.ring == Ring.CLOSE)
    if len(drawn.people) < SOME:
        return
    counted = _("Contacts in the ring next to you: %(num)d of %(people)d. Networks are not counted.") % {
        "num": len(close),
        "people": len(drawn.people),
    }
    if not close:
        words = _("Nobody is close to you on this map. Who could you call on a bad day?")
        yield Sentence("none-close", words, counted, Do("contact", _("Add a contact")))
    elif len(close) == len(drawn.people):
        words = _("All people here are close to you. People you know a little often hear of other things.")
        yield Sentence("all-close", words, counted, Do("contact", _("Add a contact")), close)
