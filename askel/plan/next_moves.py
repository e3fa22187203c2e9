"""What fits after a move, with its words: from codes to moves that can be planned in one tap."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from askel.lib.ids import uuid7
from askel.netmap.models import Contact
from askel.plan.actions import Intended
from askel.plan.follow_ups import FollowUp, follow_ups
from askel.plan.idea import Idea
from askel.plan.ideas import find_idea
from askel.plan.models import CheckIn, Move, Outcome, Result, Size


@dataclass(frozen=True, slots=True)
class NextMove:
    """One offer. ``once`` names it on the page, so that two taps plan one move."""

    kind: FollowUp
    idea: Idea
    on: date
    once: UUID


def next_moves(done: Move, outcome: Outcome | None, today: date) -> tuple[NextMove, ...]:
    """What fits after ``done``. Nothing towards somebody who is off the map. 1 query where something may fit."""
    if outcome is None or done.done_at is None or _is_off(done.contact):
        return ()
    others = list(
        Move.objects.of(done.owner).filter(contact=done.contact_id).values_list("idea", "done_at", "dropped_at")
    )
    fitting = follow_ups(
        outcome,
        done_on=timezone.localdate(done.done_at),
        today=today,
        is_first=done.contact_id is not None and sum(bool(done_at) for _, done_at, _ in others) == 1,
        planned={idea for idea, done_at, dropped_at in others if not (done_at or dropped_at)},
    )
    found = ((one, find_idea(one.kind.idea)) for one in fitting)
    return tuple(NextMove(one.kind, idea, one.on, uuid7()) for one, idea in found if idea)


def _is_off(contact: Contact | None) -> bool:
    return contact is not None and contact.off_at is not None


def intended(done: Move, offer: NextMove) -> Intended:
    """The offer as a move: towards the same person, for the same goal."""
    return Intended(
        what=offer.idea.what,
        contact=done.contact_id,
        goal=done.goal_id,
        channel=offer.idea.channel,
        on=offer.on,
        factor=done.factor,
        idea=offer.idea.key,
        minutes=Size(offer.idea.minutes),
    )


def outcome_of(done: Move) -> Outcome | None:
    """1 query."""
    check_in = CheckIn.objects.filter(move=done, result=Result.DONE).first()
    return Outcome(check_in.outcome) if check_in and check_in.outcome else None
