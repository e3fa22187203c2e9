"""Where a person stands, gathered from the rooms below."""

from dataclasses import dataclass
from datetime import date, datetime

from askel.errand.queries import last_tick
from askel.errand.rules import is_missed
from askel.home.cards import Card, next_card
from askel.home.rules import TUNED_IN, Situation, Step, next_step
from askel.journal.queries import JournalStanding
from askel.journal.queries import standing as journal_standing
from askel.letter.queries import NotReached, not_reached
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.plan.lines import MoveLine
from askel.plan.queries import PlanStanding
from askel.plan.queries import standing as plan_standing
from askel.steps.edition import Edition
from askel.steps.movement import Because
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
    """The front page. ``card`` is None exactly when ``now`` holds the moves that come first. In a pause none does."""

    step: Step
    card: Card | None
    now: tuple[MoveLine, ...]
    tomorrow: tuple[MoveLine, ...]
    next_on: date | None
    contacts: int
    goals: int
    done: int
    steps: tuple[StepLine, ...]
    week_is_due: bool


def today_of(person: Person, today: date) -> Today:
    """Everything on the front page. 6 queries, and 1 for the key when something is late, or for today or tomorrow."""
    plan, journal = plan_standing(person, today), journal_standing(person)
    contacts = Contact.objects.of(person).here().count()
    at = situation(plan, journal, contacts)
    step, steps = next_step(at), edition()
    exercise = steps.exercise(TUNED_IN) if step == Step.TUNE_IN else journal.next
    return Today(
        step=step,
        card=next_card(step, at, exercise),
        now=() if step == Step.PAUSED else plan.due or plan.late,
        tomorrow=() if step == Step.PAUSED else plan.tomorrow,
        next_on=plan.next_on,
        contacts=contacts,
        goals=plan.goals,
        done=plan.done,
        steps=_lines(steps, journal),
        week_is_due=plan.week_is_due and not plan.paused_until,
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
        paused_until=plan.paused_until,
        still=plan.asks_what_helps,
        moved_twice=plan.movement.because == Because.MOVED_TWICE,
    )


def _lines(steps: Edition, journal: JournalStanding) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(step.number, step.key, step.title, journal.done_in(step), len(step.exercises)) for step in steps.steps
    )


@dataclass(frozen=True)
class LetterLines:
    """What the front page says of letters."""

    not_reached: NotReached
    are_not_leaving: bool


def letters_of(person: Person, now: datetime) -> LetterLines:
    """Which letters did not reach this person, and whether the loop is away. 2 queries."""
    return LetterLines(not_reached(person, now), are_not_leaving=is_missed(last_tick(), now))
