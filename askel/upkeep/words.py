"""Whole sentences about ties: how long it has been, what was wanted, what the season offers. Plain, and without blame."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from askel.upkeep.models import Every
from askel.upkeep.rules import FollowUp, Season

_WEEK, _MONTH, _YEAR = 7, 30.4, 365
_WEEKS_FROM, _MONTHS_FROM, _YEARS_FROM = 14, 45, 550  # days from which a span is told in these


def since_words(last_on: date | None, today: date) -> str:
    """How long ago, as one would say it."""
    if last_on is None:
        return _("You have not noted yet when you were in touch.")
    days = (today - last_on).days
    if days < _WEEKS_FROM:
        return _days(days)
    if days < _MONTHS_FROM:
        return _weeks(round(days / _WEEK))
    return _months(round(days / _MONTH)) if days < _YEARS_FROM else _years(round(days / _YEAR))


def _days(days: int) -> str:
    if days <= 0:
        return _("You were in touch today.")
    words = ngettext("It is %(num)d day since you were in touch.", "It is %(num)d days since you were in touch.", days)
    return words % {"num": days}


def _weeks(weeks: int) -> str:
    words = ngettext(
        "It is about %(num)d week since you were in touch.", "It is about %(num)d weeks since you were in touch.", weeks
    )
    return words % {"num": weeks}


def _months(months: int) -> str:
    words = ngettext(
        "It is about %(num)d month since you were in touch.",
        "It is about %(num)d months since you were in touch.",
        months,
    )
    return words % {"num": months}


def _years(years: int) -> str:
    words = ngettext(
        "It is about %(num)d year since you were in touch.", "It is about %(num)d years since you were in touch.", years
    )
    return words % {"num": years}


def wanted_words(every: Every) -> str:
    return {
        Every.WEEK: _("You wanted to hear from each other every week."),
        Every.TWO_WEEKS: _("You wanted to hear from each other every two weeks."),
        Every.MONTH: _("You wanted to hear from each other about every month."),
        Every.TWO_MONTHS: _("You wanted to hear from each other about every two months."),
        Every.THREE_MONTHS: _("You wanted to hear from each other about every three months."),
        Every.HALF_YEAR: _("You wanted to hear from each other about twice a year."),
        Every.YEAR: _("You wanted to hear from each other about once a year."),
        Every.NEVER: "",
    }[every]


def follow_up_words(follow: FollowUp, met_on: date, today: date) -> str:
    if follow == FollowUp.TWO_WEEKS:
        return _("You met two to three weeks ago. Now is a good time to suggest something small.")
    words = ngettext(
        "You met %(num)d day ago. A few words within two days or so help a new tie to last.",
        "You met %(num)d days ago. A few words soon help a new tie to last.",
        (today - met_on).days,
    )
    return words % {"num": (today - met_on).days}


def season_words(at_hand: Season | None) -> str:
    """What the time of the year offers; "" where it is none of them."""
    return _seasons()[at_hand] if at_hand else ""


def _seasons() -> dict[Season, str]:
    return {
        Season.AUTUMN_TERM: _(
            "The holidays are over, and courses and work begin again. It is a natural time to ask how the summer was."
        ),
        Season.SPRING_TERM: _(
            "A new term begins. It is a natural time to wish a good new year, and to suggest a coffee."
        ),
        Season.MAY_DAY: _(
            "May Day (vappu) is near, and many have a day off. A short “Hauskaa vappua” suits everybody, also at work."
        ),
        Season.MIDSUMMER: _(
            "Midsummer (juhannus) is near. After it many are on holiday until August, "
            "so what you want to arrange at work is better said now. “Hyvää juhannusta” is enough for a greeting."
        ),
        Season.CHRISTMAS: _(
            "Before Christmas many in Finland send a greeting, also to people they see seldom. "
            "“Hyvää joulunaikaa” suits everybody, whatever they celebrate."
        ),
        Season.NEW_YEAR: _("The year turns. A short “Hyvää uutta vuotta” wakes an old tie, and needs no other reason."),
    }
