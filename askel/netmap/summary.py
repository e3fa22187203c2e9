"""A map in two or three spoken sentences, for whoever does not see the picture; and when the owner was last in touch."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from askel.netmap.drawn import DrawnMap
from askel.netmap.saying import about_month
from askel.netmap.spheres import Ring, Sphere

_A_YEAR_OF_NAMES = timedelta(days=330)  # the same month a year earlier would be mistaken for this one


def summary(drawn: DrawnMap) -> str:
    """How many stand in each ring and sphere, and how many networks, wishes and ties there are."""
    return " ".join(_sentences(drawn))


def _sentences(drawn: DrawnMap) -> Iterator[str]:
    yield _counts(drawn)
    if drawn.here:
        # Translators: a list follows, such as "Close to me 3, Quite close 2"
        yield _("By closeness: %(list)s.") % {"list": _list(Ring, (dot.ring for dot in drawn.here))}
    if drawn.dots:
        yield _("By part of life, wishes too: %(list)s.") % {"list": _list(Sphere, (dot.sphere for dot in drawn.dots))}


def _counts(drawn: DrawnMap) -> str:
    counts = {
        "contacts": _num_contacts(len(drawn.people)),
        "networks": _num_networks(len(drawn.here) - len(drawn.people)),
        "wishes": _num_wishes(len(drawn.wishes)),
        "ties": _num_ties(len(drawn.ties)),
    }
    # Translators: each part comes with its number, such as "3 contacts", "1 network"
    return _("On the map: %(contacts)s, %(networks)s, %(wishes)s and %(ties)s.") % counts


def _num_contacts(num: int) -> str:
    return ngettext("%(num)d contact", "%(num)d contacts", num) % {"num": num}


def _num_networks(num: int) -> str:
    return ngettext("%(num)d network", "%(num)d networks", num) % {"num": num}


def _num_wishes(num: int) -> str:
    return ngettext("%(num)d wish", "%(num)d wishes", num) % {"num": num}


def _num_ties(num: int) -> str:
    return ngettext("%(num)d tie", "%(num)d ties", num) % {"num": num}


def _list(places: Iterable[Ring | Sphere], there: Iterable[Ring | Sphere]) -> str:
    """Each place where somebody is, with how many: "Work 3, Study 1"."""
    counted = Counter(there)
    return ", ".join(f"{place.label} {counted[place]}" for place in places if counted[place])


def last_words(drawn: DrawnMap, today: date) -> dict[UUID, str]:
    """About when the owner was last in touch with each, where it is known. A month of the last ones needs no year."""
    days = {dot.pk: dot.last_on for dot in drawn.dots if dot.last_on}
    months = {day.replace(day=1) for day in days.values()}
    words = {month: _last_in(month, today) for month in months}
    return {pk: words[day.replace(day=1)] for pk, day in days.items()}


def _last_in(month: date, today: date) -> str:
    if month == today.replace(day=1):
        return _("In touch this month")
    if month <= today - _A_YEAR_OF_NAMES:
        return _("In touch %(when)s") % {"when": about_month(month)}
    # Translators: Django date format for a month alone, as it stands after "about"
    name = date_format(month, pgettext("month format", "F"))
    return _("In touch about %(month)s") % {"month": name}
