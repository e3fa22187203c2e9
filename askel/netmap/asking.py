"""Questions that bring people to mind, as data: by part of life, by what somebody can do, by time.

One question brings up to five names. Nobody is asked about pairs: who knows whom is asked of a whole group.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from askel.netmap.details import LastTold, Resource
from askel.netmap.drawn import DrawnMap
from askel.netmap.spheres import Sphere

NAMES = 5  # boxes on a page: more would look like a demand


class Way(models.TextChoices):
    """A way through the questions."""

    SPHERE = "sphere", gettext_lazy("By part of life")
    RESOURCE = "resource", gettext_lazy("By what somebody could do")
    TIME = "time", gettext_lazy("By time")


@dataclass(frozen=True, slots=True)
class Question:
    """``examples`` are nicknames that keep people private. What is set besides holds for everybody who is named."""

    key: str
    words: str
    examples: str
    sphere: Sphere | None = None
    resource: Resource | None = None
    last: LastTold | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its place on the way."""

    way: Way
    question: Question
    number: int
    of: int
    next_key: str | None


def questions(way: Way) -> tuple[Question, ...]:
    """All of one way, in their order and in the reader's language."""
    return _QUESTIONS[way]()


def ask(way: Way, key: str) -> Asked | None:
    asked = questions(way)
    keys = [question.key for question in asked]
    if key not in keys:
        return None
    place = keys.index(key)
    following = keys[place + 1] if place + 1 < len(keys) else None
    return Asked(way, asked[place], place + 1, len(asked), following)


def first_open(way: Way, drawn: DrawnMap) -> str:
    """The key of the first question that nobody on the map answers yet; where there is none, of the first of all."""
    asked = questions(way)
    return next((question.key for question in asked if not _has_answer(question, drawn)), asked[0].key)


def _has_answer(question: Question, drawn: DrawnMap) -> bool:
    if question.sphere:
        return any(dot.sphere == question.sphere for dot in drawn.here)
    return any(question.resource in dot.details.gives for dot in drawn.here)


def _by_sphere() -> tuple[Question, ...]:
    asked = {
        Sphere.WORK: (
            _("At work: who would notice if you were away for a week?"),
            _("Sami K., the one from the night shift, my first boss here"),
        ),
        Sphere.STUDY: (
            _("On a course or at school: who would ask where you have been?"),
            _("Leila from the evening course, the teacher with the red bike"),
        ),
        Sphere.FREE_TIME: (
            _("Whom do you meet when you do what you enjoy?"),
            _("Ana from the choir, the goalkeeper"),
        ),
        Sphere.FAMILY_NEIGHBOURS: (
            _("At home or next door: who would come if you needed a hand today?"),
            _("my aunt, neighbour upstairs, the one with the dog"),
        ),
        Sphere.OFFICIALS_SERVICES: (
            _("Which adviser, official or librarian knows you by name?"),
            _("adviser on Tuesdays, the one at the library desk"),
        ),
        Sphere.OLD_HOME: (
            _("Whom from your old home would you call with good news?"),
            _("school friend J., my old team"),
        ),
        Sphere.ONLINE: (
            _("With whom do you talk mostly online?"),
            _("M. from the group chat, the one who answers in the forum"),
        ),
    }
    return tuple(Question(sphere.value, words, examples, sphere=sphere) for sphere, (words, examples) in asked.items())


def _by_resource() -> tuple[Question, ...]:
    asked = {
        Resource.HIRING: _("Who could tell you how people are hired in your field?"),
        Resource.CV: _("Who would read your CV in Finnish?"),
        Resource.RECOMMEND: _("Who would say a good word about you to an employer?"),
        Resource.ASSOCIATION: _("Who could take you along to an association or a union?"),
        Resource.TRADE_TALK: _("With whom could you speak Finnish about work?"),
        Resource.OPENINGS: _("Who hears of jobs before they are advertised?"),
        Resource.INTERVIEW: _("Who would practise a job interview with you?"),
        Resource.RULES: _("Whom can you ask about rules that nobody writes down?"),
        Resource.WORKPLACE: _("Who could show you their workplace?"),
        Resource.CHEER: _("Who cheers you up after a bad day?"),
        Resource.THIRD: _("Who knows somebody where you would like to work?"),
        Resource.PERMITS: _("Who helps you with permits and offices?"),
    }
    examples = _("Leila H., colleague from the kitchen, the one from the course")
    return tuple(Question(one.value, asked[one], examples, resource=one) for one in Resource)


def _by_time() -> tuple[Question, ...]:
    asked = (
        ("phone", _("Whose messages are at the top of your phone today?"), LastTold.WEEK),
        ("week", _("Whom did you talk with this week, at work, on a course or in the yard?"), LastTold.WEEK),
        ("month", _("Whom did you write to last month?"), LastTold.MONTH),
        ("coffee", _("With whom did you drink coffee or tea in the last half year?"), LastTold.HALF_YEAR),
        ("help", _("Who helped you with something during the last year?"), LastTold.YEAR),
        ("miss", _("Whom have you not heard from for over a year, and would like to?"), LastTold.LONGER),
    )
    examples = _("Ben from the old flat, Anna L., the one from the first course")
    return tuple(Question(key, words, examples, last=last) for key, words, last in asked)


_QUESTIONS: dict[Way, Callable[[], tuple[Question, ...]]] = {
    Way.SPHERE: _by_sphere,
    Way.RESOURCE: _by_resource,
    Way.TIME: _by_time,
}
