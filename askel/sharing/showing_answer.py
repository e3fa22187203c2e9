"""One answer as it is shown: the exercise's title, and the questions that are answered. No other draft is opened."""

from dataclasses import dataclass
from typing import ClassVar

from askel.journal.models import Answer
from askel.journal.reading import Part, read


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """``parts`` is empty where nothing is written any more."""

    part: ClassVar[str] = "sharing/answer.html"
    title: str
    language: str
    parts: tuple[Part, ...]


def show_answer(answer: Answer) -> ShownAnswer:
    found = read(answer)
    return ShownAnswer(found.title, found.language, found.parts)
