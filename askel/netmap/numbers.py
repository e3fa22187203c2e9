"""The numbers of a map: each with what it says in plain words, and how it is counted. None is a grade."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from askel.netmap.details import Resource
from askel.netmap.drawn import DrawnMap
from askel.netmap.measures import Measures, measure, pairs_of
from askel.netmap.sentences_help import reach_of


@dataclass(frozen=True, slots=True)
class Number:
    name: str
    value: str
    says: str
    counted: str


def numbers(drawn: DrawnMap) -> list[Number]:
    """None of an empty map. A number that says nothing yet is left out."""
    if not drawn.here:
        return []
    measured = measure_map(drawn)
    return [*_who(measured), *_ties(measured), *_burt(measured), *_help(drawn)]


def measure_map(drawn: DrawnMap) -> Measures:
    """Wishes are nobody yet: neither they nor their ties count."""
    place = {dot.pk: number for number, dot in enumerate(drawn.here)}
    ties = [(place[one], place[other]) for one, other in drawn.ties if one in place and other in place]
    return measure(len(place), ties)


def _who(measured: Measures) -> Iterator[Number]:
    yield Number(
        _("Contacts and networks"),
        str(measured.size),
        _("This many are on your map now."),
        _("Each contact and each network counts as one. You and your wishes are left out."),
    )
    yield Number(
        _("Ties"),
        str(measured.ties),
        _("This many pairs know each other, as far as you have drawn it."),
        _("Each tie between two of them counts as one. Ties to wishes, and your own ties, are left out."),
    )


def _ties(measured: Measures) -> Iterator[Number]:
    if measured.density is not None:
        yield Number(
            _("How many know each other"),
            number_format(measured.density, 2),
            _(
                "The share of all pairs that know each other. When it is low, few know each other, as far as you have drawn it. "
                "When it is high, news travels fast, and it is often the same news."
            ),
            _("Ties divided by all possible pairs: %(ties)d / %(pairs)d.")
            % {"ties": measured.ties, "pairs": pairs_of(measured.size)},
        )
    yield Number(
        pgettext("number of a map", "Circles"),
        str(measured.circles),
        _("This many groups have no tie to one another, as far as you have drawn it."),
        _(
            "Whoever can be reached along ties, without you, is in the same circle. Somebody without a tie is a circle too."
        ),
    )
    yield Number(
        _("Without a tie"),
        str(measured.isolates),
        _("This many know nobody else here, as far as you have drawn it."),
        _("Contacts and networks without a tie to another one. A tie to a wish is not counted."),
    )


def _burt(measured: Measures) -> Iterator[Number]:
    if measured.effective_size is not None:
        yield Number(
            _("Different directions"),
            number_format(measured.effective_size, 1),
            _(
                "How many different directions your contacts open. Contacts who know each other often open the same one."
            ),
            _("Contacts, less twice the ties divided by the contacts: %(size)d - 2 x %(ties)d / %(size)d.")
            % {"size": measured.size, "ties": measured.ties},
        )
    if measured.constraint is not None:
        yield Number(
            _("How tightly they are knit"),
            number_format(measured.constraint, 2),
            _(
                "How much your contacts know one another and lead you to the same people. "
                "Near 0 they lead many ways. Near 1 they are one close circle, which can also carry you."
            ),
            _(
                "For each contact: the share of your ties that leads to them, directly and through others, times itself. "
                "These are added up. All ties count the same."
            ),
        )


def _help(drawn: DrawnMap) -> Iterator[Number]:
    reach = reach_of(drawn)
    if reach is None:
        return
    counted = _("Of %(all)d kinds, by what you said of %(told)d contacts.") % {"all": len(Resource), "told": reach.told}
    yield Number(
        _("Kinds of help"),
        str(len(reach.by_some)),
        _("This many kinds of help somebody on your map could give you."),
        counted,
    )
    yield Number(
        _("Kinds of help from one alone"),
        str(len(reach.by_one)),
        _("For this many kinds of help you have named exactly one."),
        counted,
    )
