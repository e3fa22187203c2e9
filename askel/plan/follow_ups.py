"""What follows from what came of a move. A pure rule: codes in, offers out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from askel.plan.models import Outcome


class FollowUp(StrEnum):
    """One kind of next act. Each takes its words from an idea of the library."""

    SOON = "soon"  # within 48 hours (E12 of the evidence)
    WEEKS = "weeks"  # and again after two to three weeks
    NAMES = "names"  # two more names (E14)
    INTRODUCER = "introducer"  # thank whoever introduced
    TALK = "talk"  # an answer may lead to a talk
    THANK = "thank"  # tell what their help led to
    REMIND = "remind"  # kindly, in a week

    @property
    def idea(self) -> str:
        return _IDEAS[self]


_IDEAS = {
    FollowUp.SOON: "follow-up-48-hours",
    FollowUp.WEEKS: "follow-up-weeks",
    FollowUp.NAMES: "two-more-names",
    FollowUp.INTRODUCER: "thank-introducer",
    FollowUp.TALK: "ask-20-minutes",
    FollowUp.THANK: "thank",
    FollowUp.REMIND: "reply-to-silence",
}
_DAYS = {
    FollowUp.SOON: 1,
    FollowUp.WEEKS: 17,
    FollowUp.NAMES: 3,
    FollowUp.INTRODUCER: 1,
    FollowUp.TALK: 2,
    FollowUp.THANK: 1,
    FollowUp.REMIND: 7,
}
_AFTER: dict[Outcome, tuple[FollowUp, ...]] = {
    Outcome.ANSWERED: (FollowUp.TALK,),
    Outcome.MET: (FollowUp.SOON, FollowUp.NAMES),
    Outcome.ADVICE: (FollowUp.SOON, FollowUp.NAMES),
    Outcome.INTRODUCED: (FollowUp.INTRODUCER,),
    Outcome.LEAD: (FollowUp.THANK,),
    Outcome.INTERVIEW: (FollowUp.SOON, FollowUp.THANK),
    Outcome.WORK: (FollowUp.THANK,),
    Outcome.STUDY: (FollowUp.THANK,),
    Outcome.NOTHING_YET: (FollowUp.REMIND,),
}
_SEEN = {Outcome.MET, Outcome.ADVICE}  # the two talked


@dataclass(frozen=True, slots=True)
class Fitting:
    """One offer: the kind, and the day it is planned on."""

    kind: FollowUp
    on: date


def follow_ups(
    outcome: Outcome | None, *, done_on: date, today: date, is_first: bool, planned: Collection[str] = ()
) -> tuple[Fitting, ...]:
    """What fits, the nearest first. ``is_first`` says that the two met for the first time; ``planned`` holds ideas in the plan.

    Days are counted from the day it was done, and are never in the past.
    """
    if outcome is None:
        return ()
    kinds = _AFTER[outcome]
    if is_first and outcome in _SEEN:
        kinds = (*kinds, FollowUp.WEEKS)
    days = ((kind, done_on + timedelta(days=_DAYS[kind])) for kind in kinds if kind.idea not in planned)
    return tuple(sorted((Fitting(kind, max(day, today)) for kind, day in days), key=lambda one: (one.on, one.kind)))


def may_ask_another(outcome: Outcome | None) -> bool:
    """Whether somebody else may be asked instead."""
    return outcome == Outcome.NOTHING_YET
