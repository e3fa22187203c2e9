"""One version of the step model, as data: steps, exercises, texts. Nothing here changes after it was read."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from markupsafe import Markup


class Kind(StrEnum):
    """What an exercise asks for: words, or to go and do something."""

    WRITE = "write"
    CHOOSE = "choose"
    LIST = "list"
    MAP = "map"
    PLAN = "plan"
    ACT = "act"


@dataclass(frozen=True)
class Labelled:
    """A key that stays the same in every language, and what people read."""

    key: str
    label: str


@dataclass(frozen=True)
class Lines:
    """One thing on each line; a mark for each, if there are marks."""

    label: str
    marks: tuple[Labelled, ...] = ()


@dataclass(frozen=True)
class Choices:
    label: str
    most: int
    options: tuple[Labelled, ...]


@dataclass(frozen=True)
class Exercise:
    """``key`` is its name for ever: in addresses, in answers, in the ledger of facts."""

    key: str
    step: str
    language: str  # of the texts, which may be English where a translation is missing
    title: str
    kind: Kind
    minutes: int
    lines: Lines | None
    choices: Choices | None
    asks: tuple[Labelled, ...]
    why: Markup
    do: Markup
    example: Markup
    group: Markup


@dataclass(frozen=True)
class Step:
    key: str
    number: int
    language: str
    title: str
    leaves: str
    why: Markup
    story: Markup
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True)
class Edition:
    """All steps in one language."""

    key: str
    steps: tuple[Step, ...]

    def exercises(self) -> Iterator[Exercise]:
        for step in self.steps:
            yield from step.exercises

    @cached_property
    def _by_key(self) -> dict[str, Exercise]:
        return {exercise.key: exercise for exercise in self.exercises()}

    def exercise(self, key: str) -> Exercise | None:
        return self._by_key.get(key)

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)

    def after(self, key: str) -> Iterator[Exercise]:
        """All others, beginning with the one that follows ``key`` and coming round to the start."""
        everything = list(self.exercises())
        place = next(n for n, exercise in enumerate(everything) if exercise.key == key)
        yield from everything[place + 1 :]
        yield from everything[:place]
