"""What the owner may say about somebody besides a nickname: all optional, all sealed together in one text."""

import json
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Often(models.TextChoices):
    """How often the two are in touch; closeness is asked apart from it."""

    WEEKLY = "weekly", _("Every week or more")
    MONTHLY = "monthly", _("About every month")
    SEASONS = "seasons", _("A few times a year")
    YEARLY = "yearly", _("About once a year")
    RARELY = "rarely", _("Less often")


class Language(models.TextChoices):
    """The language that the two mostly speak with each other."""

    FINNISH = "fi", _("Finnish")
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")
    OWN = "own", _("My first language")
    OTHER = "other", _("Another one, or several")


class Resource(models.TextChoices):
    """What one can do for the other's working life.

    Our own list for newcomers, after the resource generator (van der Gaag & Snijders 2005).
    """

    HIRING = "hiring", _("Tell how hiring works in the field")
    CV = "cv", _("Read a CV in the local language")
    RECOMMEND = "recommend", _("Recommend somebody to an employer")
    ASSOCIATION = "association", _("Introduce somebody in an association or union")
    TRADE_TALK = "trade_talk", _("Speak the local language about work")
    OPENINGS = "openings", _("Tell of openings that are not advertised")
    INTERVIEW = "interview", _("Practise a job interview")
    RULES = "rules", _("Explain unwritten rules")
    WORKPLACE = "workplace", _("Show a workplace")
    CHEER = "cheer", _("Cheer somebody up")
    THIRD = "third", _("Know somebody in the right place")
    PERMITS = "permits", _("Help with permits and offices")


Resources = frozenset[Resource]
NOTHING: Resources = frozenset()


class LastTold(models.TextChoices):
    """Roughly when the two were last in touch: nobody is asked for a date they do not remember."""

    WEEK = "week", _("This week")
    MONTH = "month", _("This month")
    HALF_YEAR = "half_year", _("Within half a year")
    YEAR = "year", _("Within a year")
    LONGER = "longer", _("Longer ago")


_AGO = {
    LastTold.WEEK: timedelta(days=3),
    LastTold.MONTH: timedelta(days=15),
    LastTold.HALF_YEAR: timedelta(days=90),
    LastTold.YEAR: timedelta(days=270),
    LastTold.LONGER: timedelta(days=540),
}


def day_of(told: LastTold, today: date) -> date:
    """About the day that was meant: the middle of the span."""
    return today - _AGO[told]


@dataclass(frozen=True, slots=True)
class Details:
    """None and "" where the owner has not said. ``gives`` is what they can do for the owner, ``takes`` the other way.

    ``last_on`` is about when the two were last in touch, as told; encounters are kept apart. ``is_rooted``: knows
    working life here. ``trade``: the field they work in; ``in_my_field``: it is the owner's own. ``origin``: the UUID under which
    a file of Network Canvas knows them. ``introduces``: could introduce the owner.
    """

    often: Often | None = None
    last_on: date | None = None
    is_rooted: bool | None = None
    language: Language | None = None
    trade: str = ""
    in_my_field: bool | None = None
    gives: Resources = NOTHING
    takes: Resources = NOTHING
    introduces: bool | None = None
    meaning: str = ""
    origin: str = ""

    def to_text(self) -> str:
        """What was said, as JSON; "" when nothing was."""
        said = {one.name: _plain(getattr(self, one.name)) for one in fields(self)}
        told = {name: value for name, value in said.items() if value not in (None, "", [])}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The details again. What this version does not know is left out."""
        return cls.from_plain(json.loads(text)) if text else cls()

    @classmethod
    def from_plain(cls, said: dict[str, Any]) -> Self:
        """Of bare values, as JSON has them. Raises: ValueError, TypeError."""
        return cls(
            often=Often(said["often"]) if said.get("often") else None,
            last_on=date.fromisoformat(said["last_on"]) if said.get("last_on") else None,
            is_rooted=_yes_or_no(said.get("is_rooted")),
            language=Language(said["language"]) if said.get("language") else None,
            trade=str(said.get("trade", "")),
            in_my_field=_yes_or_no(said.get("in_my_field")),
            gives=frozenset(map(Resource, said.get("gives", ()))),
            takes=frozenset(map(Resource, said.get("takes", ()))),
            introduces=_yes_or_no(said.get("introduces")),
            meaning=str(said.get("meaning", "")),
            origin=str(said.get("origin", "")),
        )


UNTOLD = Details()


def _plain(value: object) -> Any:  # noqa: ANN401 - what JSON takes
    if isinstance(value, frozenset):
        return [resource.value for resource in Resource if resource in value]
    return value.isoformat() if isinstance(value, date) else value


def _yes_or_no(value: object) -> bool | None:
    if value not in (None, True, False):
        raise ValueError(value)
    return None if value is None else bool(value)
