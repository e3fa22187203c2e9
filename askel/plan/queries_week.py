"""What the pages ask that look at a plan as a whole: the week, and a plan that stands still."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from askel.people.models import Person
from askel.plan.lines import MoveLine, line_of
from askel.plan.models import Move
from askel.plan.moving import plan_states
from askel.plan.queries import open_moves
from askel.plan.queries_pace import look_in, pace_of
from askel.plan.rules import WEEK, WeekLook, is_this_week
from askel.plan.standing import movement_of
from askel.steps.movement import Because, Coded, State

MOST_SHOWN = 30  # so many moves are offered for a week, and shown of the last one


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The week that was, what has its day in the one that comes, and what waits. ``left_out`` counts what was not shown."""

    done: tuple[MoveLine, ...]
    this_week: tuple[MoveLine, ...]
    waiting: tuple[MoveLine, ...]
    left_out: int
    look: WeekLook


@dataclass(frozen=True, slots=True)
class StillPage:
    """How a plan stands, and the move to look at: the one that was asked about, the one put off most, or the first to wait."""

    movement: Coded
    line: MoveLine | None
    asked: bool
    paused_until: date | None

    @property
    def has_rested(self) -> bool:
        return self.movement.because == Because.NO_MOVE


def week_page(person: Person, today: date) -> WeekPage:
    """3 queries, and 1 for the key."""
    since = timezone.make_aware(datetime.combine(today - WEEK, time.min))
    done = Move.objects.of(person).filter(done_at__gte=since).with_contact().order_by("-done_at")[:MOST_SHOWN]
    moves = open_moves(person)
    waiting = [move for move in moves if not is_this_week(move.on, today)]
    return WeekPage(
        done=tuple(line_of(move, today) for move in done),
        this_week=tuple(line_of(move, today) for move in moves if is_this_week(move.on, today)),
        waiting=tuple(line_of(move, today) for move in waiting[:MOST_SHOWN]),
        left_out=max(0, len(waiting) - MOST_SHOWN),
        look=look_in(pace_of(person)),
    )


def still_page(person: Person, today: date, about: UUID | None = None) -> StillPage:
    """3 queries, and 1 for the key."""
    state = plan_states([person.pk], today)[person.pk]
    moves = open_moves(person)
    asked = [move for move in moves if move.pk == about]
    found = max(asked or moves, key=lambda move: (move.put_off, bool(move.on and move.on < today)), default=None)
    coded = movement_of(state, today)
    return StillPage(
        movement=coded,
        line=line_of(found, today) if found else None,
        asked=state.asks,
        paused_until=coded.until if coded.state == State.PAUSED else None,
    )
