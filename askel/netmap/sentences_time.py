"""Sentences about when the owner was last in touch, and how often. Only where it is known."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from askel.netmap.details import Often
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.sentence import Do, Sentence
from askel.netmap.spheres import Ring

HALF_A_YEAR = timedelta(days=183)
_SELDOM = frozenset({Often.YEARLY, Often.RARELY})


def dormant_in_field(drawn: DrawnMap, today: date) -> Iterator[Sentence]:
    """These are woken first: they know the field, and what they know is new."""
    some = tuple(dot for dot in _long_ago(drawn, today) if dot.details.in_my_field)
    if some:
        words = ngettext(
            "By your notes, half a year has passed with %(num)d contact in your field. You could wake this tie first.",
            "By your notes, half a year has passed with %(num)d contacts in your field. You could wake these ties first.",
            len(some),
        ) % {"num": len(some)}
        do = Do("move", _("Plan a message"), some[0])
        yield Sentence("dormant-field", words, _counted(drawn, some), do, some)


def dormant(drawn: DrawnMap, today: date) -> Iterator[Sentence]:
    """Besides those in the owner's field."""
    some = tuple(dot for dot in _long_ago(drawn, today) if not dot.details.in_my_field)
    if some:
        words = ngettext(
            "By your notes, half a year has passed with %(num)d contact. Old ties often like to be woken.",
            "By your notes, half a year has passed with %(num)d contacts. Old ties often like to be woken.",
            len(some),
        ) % {"num": len(some)}
        do = Do("move", _("Plan a message"), some[0])
        yield Sentence("dormant", words, _counted(drawn, some), do, some)


def _long_ago(drawn: DrawnMap, today: date) -> Iterator[Dot]:
    return (dot for dot in drawn.here if dot.last_on and dot.last_on < today - HALF_A_YEAR)


def _counted(drawn: DrawnMap, some: tuple[Dot, ...]) -> str:
    return _(
        "Last in touch more than %(days)d days ago, as you noted or said: %(num)d. "
        "Left out, since nothing is known: %(unknown)d."
    ) % {
        "days": HALF_A_YEAR.days,
        "num": len(some),
        "unknown": sum(dot.last_on is None for dot in drawn.here),
    }


def seldom_though_close(drawn: DrawnMap) -> Iterator[Sentence]:
    close = tuple(dot for dot in drawn.here if dot.ring == Ring.CLOSE)
    some = tuple(dot for dot in close if dot.details.often in _SELDOM)
    if some:
        words = ngettext(
            "%(num)d contact is close to you, and you are in touch about once a year or less. A few words may be enough.",
            "%(num)d contacts are close to you, and you are in touch about once a year or less. A few words may be enough.",
            len(some),
        ) % {"num": len(some)}
        counted = _(
            "In the ring next to you: %(close)d. In touch about once a year or less often, as you said: %(num)d."
        ) % {"close": len(close), "num": len(some)}
        yield Sentence("seldom", words, counted, Do("move", _("Plan a message"), some[0]), some)
