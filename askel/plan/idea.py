"""Kinds of small moves, read from content files: ``content/ideas/<key>.<language>.md``.

Each says what to do and why it works, gives an example of a cue, and a message to start from.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from markupsafe import Markup

from askel.plan.models import Channel
from askel.steps.content_file import FALLBACK, ContentError, ContentFile, in_language

SIZES = (5, 15, 60)  # minutes
STEPS = range(1, 8)
_NAME = re.compile(r"[a-z0-9-]{1,40}\.[a-z]{2,3}\.md")
_FRONT = ("title", "what", "minutes", "step", "channel", "suits", "order")
_SECTIONS = ("do", "cue", "message")


class Situation(StrEnum):
    """What on a map an idea may answer to. Those of a sphere bear its code, ``gives_`` that of a resource."""

    FIRST = "first"  # nobody is on the map
    NEW = "new"  # met for the first time a day or two ago
    WEEKS_LATER = "weeks_later"  # met for the first time two or three weeks ago
    DORMANT = "dormant"
    ROOTED = "rooted"
    DOOR = "door"  # tied to a wish, or to a network that is
    INTRODUCER = "introducer"
    WEAK = "weak"
    TAKES = "takes"  # the member could help them
    APART = "apart"  # two who do not know each other
    NETWORK = "network"
    CLOSE = "close"
    WISH_CONTACT = "wish_contact"
    WISH_NETWORK = "wish_network"
    ANY = "any"  # needs nobody from the map
    GIVES_HIRING = "gives_hiring"
    GIVES_CV = "gives_cv"
    GIVES_RECOMMEND = "gives_recommend"
    GIVES_ASSOCIATION = "gives_association"
    GIVES_TRADE_TALK = "gives_trade_talk"
    GIVES_OPENINGS = "gives_openings"
    GIVES_INTERVIEW = "gives_interview"
    GIVES_RULES = "gives_rules"
    GIVES_WORKPLACE = "gives_workplace"
    GIVES_PERMITS = "gives_permits"
    WORK = "work"
    STUDY = "study"
    FREE_TIME = "free_time"
    FAMILY_NEIGHBOURS = "family_neighbours"
    OFFICIALS_SERVICES = "officials_services"
    OLD_HOME = "old_home"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Idea:
    """``key`` is its name for ever: moves carry it. ``what`` is the act as the member says it; ``suits`` begins with what fits best."""

    key: str
    language: str  # of the texts, which may be English where a translation is missing
    title: str
    what: str
    minutes: int
    step: int
    channel: Channel
    suits: tuple[Situation, ...]
    order: int
    do: Markup
    cue: str
    message: str  # with {name}, {factor} and {me}, see message.py

    @property
    def shape(self) -> tuple[object, ...]:
        """What is the same in every language."""
        return (self.key, self.minutes, self.step, self.channel, self.suits, self.order)


def read_ideas(folder: Path, language: str) -> tuple[Idea, ...]:
    """All ideas in their order; what is not there in ``language`` is there in English. Raises: ContentError."""
    for path in folder.iterdir():
        if not _NAME.fullmatch(path.name) or not path.with_name(f"{_key(path)}.{FALLBACK}.md").exists():
            raise ContentError(path, f"an idea is called key.language.md, and is there in {FALLBACK}.")
    keys = {_key(path) for path in folder.iterdir()}
    return tuple(sorted((_idea(folder / key, language) for key in keys), key=lambda idea: (idea.order, idea.key)))


def _key(path: Path) -> str:
    return path.name.split(".")[0]


def _idea(stem: Path, language: str) -> Idea:
    path, spoken = in_language(stem, language)
    idea = _read(path, spoken)
    if spoken != FALLBACK and idea.shape != _read(*in_language(stem, FALLBACK)).shape:
        raise ContentError(path, "minutes, step, channel, suits and order must be as in the English file.")
    return idea


def _read(path: Path, language: str) -> Idea:
    file = ContentFile(path, front=_FRONT, sections=_SECTIONS)
    minutes, step = file.number("minutes"), file.number("step")
    if minutes not in SIZES or step not in STEPS:
        raise ContentError(path, "minutes is 5, 15 or 60, and step is 1 to 7.")
    return Idea(
        key=_key(path),
        language=language,
        title=file.words("title"),
        what=file.words("what"),
        minutes=minutes,
        step=step,
        channel=_channel(file),
        suits=_suits(file),
        order=file.number("order"),
        do=file.sections["do"],
        cue=file.texts["cue"],
        message=file.texts["message"],
    )


def _channel(file: ContentFile) -> Channel:
    try:
        return Channel(file.words("channel"))
    except ValueError:
        raise ContentError(file.path, f"channel is one of {', '.join(Channel.values)}.") from None


def _suits(file: ContentFile) -> tuple[Situation, ...]:
    said = file.front.get("suits")
    try:
        suits = tuple(map(Situation, said)) if isinstance(said, list) else ()
    except ValueError:
        suits = ()
    if not suits:
        raise ContentError(file.path, f"suits is a list of {', '.join(Situation)}.")
    return suits
