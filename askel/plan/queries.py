"""What pages ask about a plan. Only its owner asks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min
from django.utils import timezone

from askel.netmap.models import Contact
from askel.netmap.queries import draw_map
from askel.netmap.spheres import Kind
from askel.people.models import Person
from askel.plan.ideas import Offered, ideas_for
from askel.plan.lines import MoveLine, line_of
from askel.plan.models import CheckIn, Ending, Goal, Move, Outcome, Result
from askel.plan.moving import plan_state
from askel.plan.queries_pace import look_in, pace_of, pause_in
from askel.plan.rules import is_look_due
from askel.plan.standing import asks_what_helps, movement_of
from askel.steps.movement import NOTHING_PLANNED, Because, Coded, State

LATELY = 10  # so many ended moves are shown
_DRAWING = timedelta(days=7)  # whoever came onto the map in its first days was known before


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """Where a plan stands today. ``due``, ``late`` and ``tomorrow`` are opened, the rest is counted."""

    goals: int
    due: tuple[MoveLine, ...]
    late: tuple[MoveLine, ...]
    coming: int
    next_on: date | None
    undated: int
    done: int
    dropped: int
    movement: Coded = NOTHING_PLANNED
    put_off: int = 0  # how often the open move was put off that was put off most
    paused_until: date | None = None
    week_is_due: bool = False
    tomorrow: tuple[MoveLine, ...] = ()

    @property
    def asks_what_helps(self) -> bool:
        """Whether it stands still, and the page asks what would help."""
        if self.movement.state != State.STILL:
            return False
        if self.movement.because == Because.MOVED_TWICE:
            return asks_what_helps(self.put_off)
        return self.movement.because == Because.NO_MOVE

    @property
    def open_moves(self) -> int:
        return len(self.due) + len(self.late) + self.coming + self.undated

    @property
    def ended(self) -> int:
        return self.done + self.dropped


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal, opened. ``ending`` is None while it is open."""

    pk: UUID
    wish: str
    obstacle: str
    answer: str
    why_now: str = ""
    around: str = ""
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything on the plan page. ``ended`` holds the latest only."""

    goals: tuple[GoalLine, ...]
    late: tuple[MoveLine, ...]
    due: tuple[MoveLine, ...]
    coming: tuple[MoveLine, ...]
    undated: tuple[MoveLine, ...]
    ended: tuple[MoveLine, ...]
    earlier_goals: tuple[GoalLine, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.late or self.due or self.coming or self.undated or self.ended)


@dataclass(frozen=True, slots=True)
class Towards:
    """Somebody a move may go towards."""

    pk: UUID
    nickname: str
    kind: Kind
    is_wish: bool


@dataclass(frozen=True, slots=True)
class LastCheckIn:
    """What was said last of a move. ``is_last`` check-ins can be taken back."""

    pk: UUID
    result: Result
    from_day: date | None
    to_day: date | None
    outcome: Outcome | None
    came_of: str


def standing(person: Person, today: date, now: datetime | None = None) -> PlanStanding:
    """What home asks. 4 queries, and 1 for the key when something is late, or for today or tomorrow."""
    moves, pace = open_moves(person), pace_of(person)
    days = Move.objects.of(person).aggregate(
        done=Count("done_at"), dropped=Count("dropped_at"), first=Min("made_at"), latest=Max("done_at")
    )
    ahead = [move.on for move in moves if move.on and move.on > today]
    next_on = min((move.on for move in moves if move.on and move.on >= today), default=None)
    put_off = max((move.put_off for move in moves), default=0)
    state = plan_state(days["first"], days["latest"], put_off, next_on, pace)
    return PlanStanding(
        goals=Goal.objects.of(person).open().count(),
        due=tuple(line_of(move, today) for move in moves if move.on == today),
        tomorrow=tuple(line_of(move, today) for move in moves if move.on == today + timedelta(days=1)),
        late=tuple(line_of(move, today) for move in moves if move.on and move.on < today),
        coming=len(ahead),
        next_on=min(ahead, default=None),
        undated=sum(move.on is None for move in moves),
        done=days["done"],
        dropped=days["dropped"],
        movement=movement_of(state, today),
        put_off=put_off,
        paused_until=pause_in(pace, today),
        week_is_due=is_look_due(look_in(pace), timezone.localtime(now, ZoneInfo(person.time_zone))),
    )


def plan_page(person: Person, today: date) -> PlanPage:
    """The whole plan. 3 queries, and 1 for the key."""
    wishes = list(Goal.objects.of(person))  # open and ended at once: a query costs more than a few rows
    lines = [line_of(move, today) for move in open_moves(person)]
    ended = Move.objects.of(person).ended().with_contact()
    dated = [line for line in lines if line.on]
    return PlanPage(
        goals=_open_lines(wishes),
        late=tuple(line for line in dated if line.is_late),
        due=tuple(line for line in dated if line.is_due),
        coming=tuple(line for line in dated if not line.is_late and not line.is_due),
        undated=tuple(line for line in lines if not line.on),
        ended=tuple(line_of(move, today) for move in ended[:LATELY]),
        earlier_goals=_ended_lines(wishes),
    )


def goals(person: Person, kept: UUID | None = None) -> tuple[GoalLine, ...]:
    """Those that are open, in their order; ``kept`` last, if it has ended. 1 query, and 1 for the key."""
    rows = list(Goal.objects.of(person))
    return (*_open_lines(rows), *_ended_lines(row for row in rows if row.pk == kept))


def _open_lines(rows: Iterable[Goal]) -> tuple[GoalLine, ...]:
    return tuple(_goal_line(row) for row in sorted(rows, key=lambda row: row.slot) if not row.closed_at)


def _ended_lines(rows: Iterable[Goal]) -> tuple[GoalLine, ...]:
    ended = sorted((row.closed_at, row.pk, row) for row in rows if row.closed_at)
    return tuple(_goal_line(row) for _, _, row in reversed(ended))


def _goal_line(row: Goal) -> GoalLine:
    ending = Ending(row.ending) if row.ending else None
    return GoalLine(row.pk, row.wish, row.obstacle, row.answer, row.why_now, row.around, ending)


def open_moves(person: Person) -> list[Move]:
    """By day, those without one first. Sorted here: ordering costs the making of a query more than it costs a short list."""
    return sorted(Move.objects.of(person).open().with_contact(), key=lambda move: (move.on or date.min, move.pk))


def people_to_choose(person: Person, kept: UUID | None = None) -> tuple[Towards, ...]:
    """Contacts, networks and wishes by name; ``kept`` too, though taken off the map. 1 query, and 1 for the key."""
    rows = (row for row in Contact.objects.ever_of(person) if row.off_at is None or row.pk == kept)
    found = (Towards(row.pk, row.nickname, Kind(row.kind), row.wished_at is not None) for row in rows)
    return tuple(sorted(found, key=lambda one: one.nickname.casefold()))


def last_check_in(move: Move) -> LastCheckIn | None:
    """1 query, and 1 for the key when it holds words."""
    row = CheckIn.objects.filter(move=move).order_by("at", "pk").last()
    if row is None:
        return None
    outcome = Outcome(row.outcome) if row.outcome else None
    return LastCheckIn(row.pk, Result(row.result), row.from_day, row.to_day, outcome, row.came_of)


# Ideas for moves


def offered_ideas(person: Person, today: date) -> list[Offered]:
    """What fits the map today. 4 queries, and 1 for the key."""
    moves = list(Move.objects.of(person).values_list("idea", "contact", "done_at", "dropped_at"))
    done = Counter(idea for idea, _, done_at, _ in moves if done_at and idea)
    busy = {contact for _, contact, done_at, dropped_at in moves if not (done_at or dropped_at)}
    return ideas_for(draw_map(person), today=today, done=done, busy=busy, met=newly_met(person))


def newly_met(person: Person) -> dict[UUID, date]:
    """The day of the first encounter with each who came onto the map after it was first drawn. 1 query."""
    contacts = Contact.objects.of(person).here()
    rows = list(contacts.annotate(met=Min("encounters__on")).values_list("pk", "made_at", "met"))
    begun = min((made_at for _, made_at, _ in rows), default=timezone.now())
    return {
        pk: met for pk, made_at, met in rows if met and made_at >= begun + _DRAWING and met >= made_at.date() - _DRAWING
    }


def last_factor(person: Person, contact: UUID) -> str:
    """What the latest moves towards the contact say that the two share. 1 query, and 1 for the key."""
    moves = Move.objects.of(person).filter(contact=contact).order_by("-pk")[:LATELY]
    return next((move.factor for move in moves if move.factor), "")
