"""Sentences about what contacts can do for the owner, and the owner for them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from askel.netmap.details import Resource
from askel.netmap.drawn import DrawnMap
from askel.netmap.measures import Reached, reached
from askel.netmap.sentence import SOME, Do, Sentence
from askel.netmap.spheres import Sphere


def giving_first(drawn: DrawnMap) -> Iterator[Sentence]:
    some = tuple(dot for dot in drawn.here if dot.details.takes)
    if some:
        words = ngettext(
            "You could do something for %(num)d contact here. Giving something first makes it lighter to ask later.",
            "You could do something for %(num)d contacts here. Giving something first makes it lighter to ask later.",
            len(some),
        ) % {"num": len(some)}
        counted = _(
            "Contacts of whom you said what you could do for them: %(num)d of %(here)d. "
            "Of the others you have said nothing yet."
        ) % {"num": len(some), "here": len(drawn.here)}
        yield Sentence("give", words, counted, Do("move", _("Plan to give something"), some[0]), some)


def helpers(drawn: DrawnMap) -> Iterator[Sentence]:
    """Who could do most stands first: a tie helps when it is used."""
    some = sorted((dot for dot in drawn.here if dot.details.gives), key=lambda dot: -len(dot.details.gives))
    if some:
        words = ngettext(
            "%(num)d contact could help you in working life, as you said. You could ask for one small thing.",
            "%(num)d contacts could help you in working life, as you said. You could ask one of them for one small thing.",
            len(some),
        ) % {"num": len(some)}
        counted = _(
            "Contacts of whom you said what they could do for you: %(num)d of %(here)d. "
            "Of the others you have said nothing yet."
        ) % {"num": len(some), "here": len(drawn.here)}
        yield Sentence("helpers", words, counted, Do("move", _("Plan to ask them"), some[0]), tuple(some))


def reach_of(drawn: DrawnMap) -> Reached | None:
    """None as long as too little was told to say anything of it."""
    reach = reached(dot.details.gives for dot in drawn.here)
    return reach if reach.told >= SOME else None


def given_by_nobody(drawn: DrawnMap) -> Iterator[Sentence]:
    reach = reach_of(drawn)
    if reach and reach.by_none:
        words = ngettext(
            "For %(num)d kind of help you have named nobody yet. Whom would you like to know?",
            "For %(num)d kinds of help you have named nobody yet. Whom would you like to know?",
            len(reach.by_none),
        ) % {"num": len(reach.by_none)}
        do = Do("wish", _("Add somebody you would like to know"))
        yield Sentence("given-by-nobody", words, _given(drawn, reach), do, resources=reach.by_none)


def given_by_one(drawn: DrawnMap) -> Iterator[Sentence]:
    reach = reach_of(drawn)
    if reach and reach.by_one:
        words = ngettext(
            "For %(num)d kind of help you have named one alone. Who else could do it?",
            "For %(num)d kinds of help you have named one alone. Who else could do it?",
            len(reach.by_one),
        ) % {"num": len(reach.by_one)}
        some = tuple(dot for dot in drawn.here if dot.details.gives.intersection(reach.by_one))
        do = Do("ask", _("Think of another one"), resource=reach.by_one[0])
        yield Sentence("given-by-one", words, _given(drawn, reach), do, some, resources=reach.by_one)


def _given(drawn: DrawnMap, reach: Reached) -> str:
    return _(
        "Contacts of whom you said what they could do for you: %(told)d of %(here)d. Of %(all)d kinds of help, "
        "nobody is named for %(none)d and one alone for %(one)d."
    ) % {
        "told": reach.told,
        "here": len(drawn.here),
        "all": len(Resource),
        "none": len(reach.by_none),
        "one": len(reach.by_one),
    }


def rooted(drawn: DrawnMap) -> Iterator[Sentence]:
    """Only of those it was said of."""
    told = tuple(dot for dot in drawn.people if dot.details.is_rooted is not None)
    if len(told) < SOME:
        return
    some = tuple(dot for dot in told if dot.details.is_rooted)
    counted = _(
        "Contacts of whom you said whether they know working life here: %(told)d of %(people)d. Yes: %(yes)d. No: %(no)d."
    ) % {"told": len(told), "people": len(drawn.people), "yes": len(some), "no": len(told) - len(some)}
    if some:
        words = ngettext(
            "%(num)d of the %(told)d you said it of knows working life here. You could ask them one question about it.",
            "%(num)d of the %(told)d you said it of know working life here. You could ask one of them a question about it.",
            len(some),
        ) % {"num": len(some), "told": len(told)}
        first = min(some, key=lambda dot: not dot.details.in_my_field)
        yield Sentence("rooted", words, counted, Do("move", _("Plan to ask them"), first), some)
    else:
        words = _(
            "None of the %(told)d you said it of knows working life here yet. Whom would you like to know who does?"
        )
        do = Do("wish", _("Add somebody you would like to know"), sphere=Sphere.WORK)
        yield Sentence("rooted", words % {"told": len(told)}, counted, do, told)
