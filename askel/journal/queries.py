"""What pages ask about answers. Never a word of anybody else's."""

from dataclasses import dataclass
from enum import StrEnum

from askel.journal.models import Answer
from askel.people.models import Person
from askel.steps.edition import Edition, Exercise, Step
from askel.steps.queries import edition
from askel.vault.keys import keyed_hash


class State(StrEnum):
    """Where somebody is with one exercise."""

    DONE = "done"
    BEGUN = "begun"
    OPEN = "open"


@dataclass(frozen=True)
class JournalStanding:
    """Keys of exercises. ``next`` is None when everything is done."""

    answered: frozenset[str]
    begun: frozenset[str]
    next: Exercise | None

    def state(self, exercise: Exercise) -> State:
        if exercise.key in self.answered:
            return State.DONE
        return State.BEGUN if exercise.key in self.begun else State.OPEN

    def done_in(self, step: Step) -> int:
        return sum(exercise.key in self.answered for exercise in step.exercises)


def standing(person: Person) -> JournalStanding:
    """What is done and begun, and what comes next: what was begun first, else the first that is open. 1 query."""
    rows = list(Answer.objects.of(person).values_list("exercise", "begun_at", "done_at"))
    answered = frozenset(key for key, _, done_at in rows if done_at)
    begun = frozenset(key for key, begun_at, done_at in rows if begun_at and not done_at)
    return JournalStanding(answered, begun, _next(edition(), answered, begun))


def _next(steps: Edition, answered: frozenset[str], begun: frozenset[str]) -> Exercise | None:
    still = [exercise for exercise in steps.exercises() if exercise.key not in answered]
    return next((exercise for exercise in still if exercise.key in begun), still[0] if still else None)


def next_after(person: Person, exercise: Exercise) -> Exercise | None:
    """Where to go from ``exercise``: the next one in order that is not done. 1 query."""
    answered = standing(person).answered
    return next((other for other in edition().after(exercise.key) if other.key not in answered), None)


def answer_to(person: Person, exercise: Exercise) -> Answer | None:
    """1 query, and 1 for the key when its words are read."""
    return Answer.objects.of(person).to(exercise.key).first()


def owner_mark(person: Person) -> str:
    """Says whether two pages belong to the same person, and nothing else about them."""
    return keyed_hash("owner-mark", str(person.pk))
