"""An answer as people read it: each question that is answered, with the words."""

from dataclasses import dataclass

from askel.journal.models import Answer
from askel.journal.words import Words
from askel.steps.edition import Exercise
from askel.steps.queries import edition


@dataclass(frozen=True, slots=True)
class Part:
    question: str
    words: str


@dataclass(frozen=True, slots=True)
class Read:
    """``language`` is that of the title and the questions. The words are in any."""

    title: str = ""
    language: str = ""
    parts: tuple[Part, ...] = ()


def read(answer: Answer) -> Read:
    """In the reader's language. Nothing of an exercise that the edition has no more. No query, and 1 for the key."""
    exercise = edition().exercise(answer.exercise)
    if exercise is None:
        return Read()
    texts = shown(exercise, answer.words)
    parts = (Part(question, texts[name]) for name, question in _questions(exercise).items() if texts[name])
    return Read(exercise.title, exercise.language, tuple(parts))


def title_of(answer: Answer) -> str:
    """Of its exercise. No query, and no key."""
    exercise = edition().exercise(answer.exercise)
    return exercise.title if exercise else ""


def _questions(exercise: Exercise) -> dict[str, str]:
    """In the order of the page."""
    choices = {"choices": exercise.choices.label} if exercise.choices else {}
    lines = {"lines": exercise.lines.label} if exercise.lines else {}
    return {**choices, **lines, **{f"ask-{ask.key}": ask.label for ask in exercise.asks}}


def shown(exercise: Exercise, words: Words) -> dict[str, str]:
    """Words as people read them, one text for each part of the form."""
    texts = {f"ask-{ask.key}": words.asks.get(ask.key, "") for ask in exercise.asks}
    if exercise.lines:
        labels = {mark.key: f" ({mark.label})" for mark in exercise.lines.marks}
        texts["lines"] = "\n".join(f"{line.text}{labels.get(line.mark, '')}" for line in words.lines)
    if exercise.choices:
        labels = {option.key: option.label for option in exercise.choices.options}
        texts["choices"] = "\n".join(labels[key] for key in words.choices if key in labels)
    return texts
