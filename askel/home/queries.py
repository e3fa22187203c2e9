"""Where a person stands, gathered from the rooms below."""

from dataclasses import dataclass
from datetime import date

from askel.home.cards import Card, next_card
from askel.home.rules import TUNED_IN, Situation, Step, next_step
from askel.journal.queries import JournalStanding
from askel.journal.queries import standing as journal_standing
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.plan.lines import MoveLine
from askel.plan.queries import PlanStanding
from askel.plan.queries import standing as plan_standing
from askel.steps.edition import Edition
from askel.steps.queries import edition


@dataclass(frozen=True)
class StepLine:
    """How far somebody is in one step."""

    number: int
    key: str
    title: str
    done: int
    of: int


@dataclass(frozen=True)
class Today:
    """The front page. ``card`` is None exactly when ``now`` holds the moves that come first."""

    step: Step
    card: Card | None
    now: tuple[MoveLine, ...]
    next_on: date | None
    contacts: int
    goals: int
    done: int
    steps: tuple[StepLine, ...]


def today_of(person: Person, today: date) -> Today:
    """Everything on the front page. 5 queries, and 1 for the key when something is due or late."""
    plan, journal = plan_standing(person, today), journal_standing(person)
    contacts = Contact.objects.of(person).here().count()
    at = situation(plan, journal, contacts)
    step, steps = next_step(at), edition()
    exercise = steps.exercise(TUNED_IN) if step == Step.TUNE_IN else journal.next
    return Today(
        step=step,
        card=next_card(step, at, exercise),
        now=plan.due or plan.late,
        next_on=plan.next_on,
        contacts=contacts,
        goals=plan.goals,
        done=plan.done,
        steps=_lines(steps, journal),
    )


def situation(plan: PlanStanding, journal: JournalStanding, contacts: int) -> Situation:
    """The counts that the rule looks at."""
    return Situation(
        tuned_in=TUNED_IN in journal.answered,
        exercises_left=journal.next is not None,
        contacts=contacts,
        goals=plan.goals,
        due_today=len(plan.due),
        late=len(plan.late),
        coming=plan.coming,
        undated=plan.undated,
        ended=plan.ended,
    )


def _lines(steps: Edition, journal: JournalStanding) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(step.number, step.key, step.title, journal.done_in(step), len(step.exercises)) for step in steps.steps
    )
