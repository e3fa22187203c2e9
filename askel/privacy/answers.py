"""A member's answers as they are read: the title of each exercise, its questions, the words."""

from collections.abc import Iterator
from dataclasses import dataclass

from askel.journal.forms import shown
from askel.journal.models import Answer
from askel.journal.words import Words
from askel.people.models import Person
from askel.steps.edition import Exercise
from askel.steps.queries import edition


@dataclass(frozen=True, slots=True)
class Part:
    question: str
    words: str


@dataclass(frozen=True, slots=True)
class Written:
    """One answer that holds words."""

    title: str
    parts: tuple[Part, ...]


def answers_of(person: Person, language: str) -> tuple[Written, ...]:
    """In the order of the steps. An exercise that the edition no longer has comes last, under its key. 1 query, and 1 for the key."""
    kept = {answer.exercise: answer.words for answer in Answer.objects.of(person)}
    known = [exercise for exercise in edition(language).exercises() if exercise.key in kept]
    written = [Written(one.title, tuple(_parts(one, kept.pop(one.key)))) for one in known]
    gone = [Written(key, tuple(_bare(words))) for key, words in sorted(kept.items())]
    return tuple(one for one in (*written, *gone) if one.parts)


def _parts(exercise: Exercise, words: Words) -> Iterator[Part]:
    questions = {f"ask-{ask.key}": ask.label for ask in exercise.asks}
    questions["lines"] = exercise.lines.label if exercise.lines else ""
    questions["choices"] = exercise.choices.label if exercise.choices else ""
    for name, text in shown(exercise, words).items():
        if text:
            yield Part(questions[name], text)


def _bare(words: Words) -> Iterator[Part]:
    for key, text in words.asks.items():
        yield Part(key, text)
    if words.lines:
        yield Part("", "\n".join(line.text for line in words.lines))
