"""What the owner said about somebody, in plain words. What was not said is not spoken of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from askel.netmap.details import Language, Often, Resource
from askel.netmap.drawn import Dot


def about_month(day: date) -> str:
    """Nobody was asked for a day, so none is shown: "about May 2026"."""
    # Translators: Django date format for a month with its year, as it stands after "about"
    month = date_format(day, pgettext("month format", "F Y"))
    return _("about %(month)s") % {"month": month}


def they_could() -> dict[Resource, str]:
    """What a contact can do for the owner. Each stands below the words *They could*."""
    return {
        Resource.HIRING: _("tell me how hiring works in my field"),
        Resource.CV: _("read my CV in Finnish"),
        Resource.RECOMMEND: _("recommend me to an employer"),
        Resource.ASSOCIATION: _("introduce me in an association or a union"),
        Resource.TRADE_TALK: _("speak Finnish with me about work"),
        Resource.OPENINGS: _("tell me about jobs that are not advertised"),
        Resource.INTERVIEW: _("practise a job interview with me"),
        Resource.RULES: _("explain unwritten rules to me"),
        Resource.WORKPLACE: _("show me their workplace"),
        Resource.CHEER: _("cheer me up"),
        Resource.THIRD: _("tell me who works where I want to go"),
        Resource.PERMITS: _("help me with permits and offices"),
    }


def i_could() -> dict[Resource, str]:
    """What the owner can do for a contact. Each stands below the words *I could*."""
    return {
        Resource.HIRING: _("tell them how hiring works in my field"),
        Resource.CV: _("read their CV in a language I know well"),
        Resource.RECOMMEND: _("recommend them to an employer"),
        Resource.ASSOCIATION: _("introduce them in an association or a union"),
        Resource.TRADE_TALK: _("speak my language with them about work"),
        Resource.OPENINGS: _("tell them about jobs that are not advertised"),
        Resource.INTERVIEW: _("practise a job interview with them"),
        Resource.RULES: _("explain unwritten rules that I know"),
        Resource.WORKPLACE: _("show them my workplace"),
        Resource.CHEER: _("cheer them up"),
        Resource.THIRD: _("tell them who works where they want to go"),
        Resource.PERMITS: _("help them with permits and offices"),
    }


@dataclass(frozen=True, slots=True)
class Said:
    """Short sentences, and what goes below *They could* and *I could*."""

    sentences: tuple[str, ...]
    gives: tuple[str, ...]
    takes: tuple[str, ...]
    meaning: str

    def __bool__(self) -> bool:
        return bool(self.sentences or self.gives or self.takes or self.meaning)


def said_about(dot: Dot) -> Said:
    gives, takes = they_could(), i_could()
    return Said(
        tuple(_sentences(dot)),
        tuple(gives[one] for one in Resource if one in dot.details.gives),
        tuple(takes[one] for one in Resource if one in dot.details.takes),
        dot.details.meaning,
    )


def _sentences(dot: Dot) -> Iterator[str]:
    details = dot.details
    if details.last_on and details.last_on == dot.last_on != dot.last_encounter_on:
        yield _("Last in touch %(when)s.") % {"when": about_month(details.last_on)}
    if details.often:
        yield _often()[details.often]
    if details.language:
        yield _language()[details.language]
    if details.is_rooted is not None:
        yield _("Knows working life here.") if details.is_rooted else _("Does not know working life here yet.")
    if details.trade:
        yield _("Field: %(trade)s.") % {"trade": details.trade}
    if details.in_my_field is not None:
        yield _("Works in your field.") if details.in_my_field else _("Works in another field than you.")
    if details.introduces is not None:
        yield _("Could introduce you to somebody.") if details.introduces else _("Does not introduce you to others.")


def _often() -> dict[Often, str]:
    return {
        Often.WEEKLY: _("You are in touch every week or more."),
        Often.MONTHLY: _("You are in touch about every month."),
        Often.SEASONS: _("You are in touch a few times a year."),
        Often.YEARLY: _("You are in touch about once a year."),
        Often.RARELY: _("You are in touch less than once a year."),
    }


def _language() -> dict[Language, str]:
    return {
        Language.FINNISH: _("You mostly speak Finnish together."),
        Language.SWEDISH: _("You mostly speak Swedish together."),
        Language.ENGLISH: _("You mostly speak English together."),
        Language.OWN: _("You mostly speak your first language together."),
        Language.OTHER: _("You speak another language together, or several."),
    }
