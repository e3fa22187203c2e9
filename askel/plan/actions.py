"""What happens to goals and moves. Each is one verb in one transaction; doing it twice is doing it once."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from askel.lib.ids import id_for, uuid7
from askel.lib.refused import Refused, StaleError
from askel.netmap.actions import Told, add_contact, record_encounter, undo_encounter
from askel.netmap.models import Contact
from askel.netmap.spheres import Ring, Sphere
from askel.people.actions import keep_until
from askel.people.models import Person
from askel.plan.models import SLOTS, Channel, CheckIn, Ending, Goal, Move, Outcome, Result
from askel.plan.rules import MOST_OPEN_MOVES, happened_on, may_take_back
from askel.steps.actions import record_fact, withdraw_fact
from askel.steps.models import Fact

_FACTS = {
    Result.DONE: Fact.Kind.MOVE_DONE,
    Result.MOVED: Fact.Kind.MOVE_MOVED,
    Result.DROPPED: Fact.Kind.MOVE_DROPPED,
}


class FullGoalsError(Refused):
    """There are as many open goals as there may be."""


class FullPlanError(Refused):
    """There are as many open moves as there may be."""


class GoalChangedError(StaleError):
    """Another page or device saved the goal meanwhile."""

    current: Goal


class MoveChangedError(StaleError):
    """Another page or device saved the move meanwhile."""

    current: Move


class OutcomeChangedError(StaleError):
    """Another page or device told what came of it meanwhile."""

    current: CheckIn


class MoveEndedError(Refused):
    """The move was done or let go, on another page or device."""

    def __init__(self) -> None:
        super().__init__(_("This move has ended already. Open it to see how, and to change your mind."))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A goal in the person's own words."""

    wish: str
    obstacle: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Intended:
    """A move as the person means it. ``newcomer`` names somebody who may not be on the map yet."""

    what: str = ""
    contact: UUID | None = None
    newcomer: str = ""
    goal: UUID | None = None
    channel: Channel = Channel.OTHER
    on: date | None = None
    cue: str = ""
    factor: str = ""
    idea: str = ""  # the key of the one it came from; a move keeps it, whatever its words become


# Goals


@transaction.atomic
def set_goal(wanted: Wanted, *, by: Person, now: datetime, once: UUID | None = None) -> Goal:
    """The form ``once`` sent twice with the same words is one goal. Raises: FullGoalsError."""
    Person.objects.select_for_update().get(pk=by.pk)  # two devices cannot pass the limit together
    pk = id_for(by.pk, once) if once else uuid7()
    there = Goal.objects.of(by).filter(pk=pk).first() if once else None
    if there and Wanted(there.wish, there.obstacle, there.answer) == wanted:
        return there
    taken = set(Goal.objects.of(by).open().values_list("slot", flat=True))
    free = [slot for slot in SLOTS if slot not in taken]
    if not free:
        raise FullGoalsError(_("Three goals are open. Finish one or let one go, and there is room for this."))
    record_fact(by, Fact.Kind.GOAL_SET, now=now)
    return Goal.objects.create(
        pk=uuid7() if there else pk,
        owner=by,
        slot=free[0],
        wish=wanted.wish,
        obstacle=wanted.obstacle,
        answer=wanted.answer,
        made_at=now,
    )


@transaction.atomic
def change_goal(goal: Goal, wanted: Wanted, *, by: Person, version: int) -> Goal:
    """Raises: GoalChangedError."""
    held = Goal.objects.of(by).select_for_update().get(pk=goal.pk)
    if held.version != version:
        raise GoalChangedError(_("This was changed on another device."), held)
    held.wish, held.obstacle, held.answer = wanted.wish, wanted.obstacle, wanted.answer
    held.version += 1
    held.save(update_fields=["wish", "obstacle", "answer", "version"])
    return held


@transaction.atomic
def close_goal(goal: Goal, ending: Ending, *, by: Person, now: datetime) -> None:
    """It makes room for another and is kept. The first ending counts."""
    Goal.objects.of(by).open().filter(pk=goal.pk).update(closed_at=now, ending=ending, version=F("version") + 1)


# Moves


@transaction.atomic
def plan_move(intended: Intended, *, by: Person, now: datetime, once: UUID | None = None) -> Move:
    """The form ``once`` sent twice with the same words is one move.

    Raises: FullPlanError, and FullMapError when somebody new does not fit on the map.
    """
    Person.objects.select_for_update().get(pk=by.pk)
    if there := planned_by(once, intended, by=by):
        return there
    if Move.objects.of(by).open().count() >= MOST_OPEN_MOVES:
        words = _("%(most)d moves are open. Let some go first: a plan that fits on one page is easier to follow.")
        raise FullPlanError(words % {"most": MOST_OPEN_MOVES})
    move = Move(pk=_free_id(once, by), owner=by, made_at=now, idea=intended.idea)
    _write(move, intended, now)
    move.save(force_insert=True)
    record_fact(by, Fact.Kind.MOVE_PLANNED, now=now)
    return move


def planned_by(once: UUID | None, intended: Intended, *, by: Person) -> Move | None:
    """The move that the form ``once`` has made already with these words. Other words are another move."""
    there = Move.objects.of(by).with_contact().filter(pk=id_for(by.pk, once)).first() if once else None
    return there if there and _as_intended(there, intended.newcomer) == intended else None


def _free_id(once: UUID | None, by: Person) -> UUID:
    pk = id_for(by.pk, once) if once else uuid7()
    return uuid7() if once and Move.objects.of(by).filter(pk=pk).exists() else pk


def _as_intended(move: Move, newcomer: str) -> Intended:
    """The move as a form would say it, where ``newcomer`` was typed and may be on the map by now."""
    named = bool(newcomer and move.contact and move.contact.nickname.casefold() == newcomer.casefold())
    return Intended(
        what=move.what,
        contact=None if named else move.contact_id,
        newcomer=newcomer if named else "",
        goal=move.goal_id,
        channel=Channel(move.channel),
        on=move.on,
        cue=move.cue,
        factor=move.factor,
        idea=move.idea,
    )


@transaction.atomic
def change_move(move: Move, intended: Intended, *, by: Person, version: int, now: datetime) -> Move:
    """Raises: MoveChangedError, MoveEndedError, FullMapError."""
    held = _held(move, by)
    if held.version != version:
        raise MoveChangedError(_("This was changed on another device."), held)
    if held.done_at or held.dropped_at:
        raise MoveEndedError
    if intended.on != held.on:
        held.sequence += 1
    _write(held, intended, now)
    held.version += 1
    held.save()
    return held


def _held(move: Move, by: Person) -> Move:
    """The row as it is now, locked until the transaction ends: first its owner, so that no two wait for each other."""
    Person.objects.select_for_update().get(pk=by.pk)
    return Move.objects.of(by).select_for_update().get(pk=move.pk)


def _write(move: Move, intended: Intended, now: datetime) -> None:
    owner = move.owner
    move.what, move.cue, move.factor = intended.what, intended.cue, intended.factor
    move.channel = intended.channel
    move.contact = _towards(intended, move, now)
    move.goal = Goal.objects.of(owner).filter(pk=intended.goal).first() if intended.goal else None
    _set_day(move, intended.on)


def _towards(intended: Intended, move: Move, now: datetime) -> Contact | None:
    """Whoever is meant. A nickname that is on the map already means that contact; another one is put there.

    Somebody who was taken off the map meanwhile stays whom the move is towards, until another is chosen.
    """
    owner = move.owner
    if not intended.newcomer:
        among = Contact.objects.ever_of(owner) if intended.contact == move.contact_id else Contact.objects.of(owner)
        return among.filter(pk=intended.contact).first() if intended.contact else None
    name = intended.newcomer.casefold()
    known = (contact for contact in Contact.objects.of(owner) if contact.nickname.casefold() == name)
    return next(known, None) or add_contact(
        Told(nickname=intended.newcomer, ring=Ring.MIDDLE, sphere=Sphere.WORK), by=owner, now=now
    )


def _set_day(move: Move, day: date | None) -> None:
    move.on = day
    if day:
        keep_until(move.owner, day)


# Check-ins


@transaction.atomic
def finish_move(move: Move, *, by: Person, now: datetime, today: date) -> CheckIn:
    """Done: an encounter on the map. Raises: MoveEndedError when it was let go."""
    held = _held(move, by)
    if held.done_at:
        return held.check_ins.get(result=Result.DONE)
    if held.contact:
        record_encounter(held.contact, by=by, on=happened_on(held.on, today), now=now, about=held.pk)
    return _end(held, Result.DONE, now)


@transaction.atomic
def drop_move(move: Move, *, by: Person, now: datetime) -> CheckIn | None:
    """Let go, which is a decision too. None where it went with a forgotten contact, which leaves no check-in.

    Raises: MoveEndedError when it was done.
    """
    held = _held(move, by)
    if held.dropped_at:
        return held.check_ins.filter(result=Result.DROPPED).first()
    return _end(held, Result.DROPPED, now)


def _end(move: Move, result: Result, now: datetime) -> CheckIn:
    if move.done_at or move.dropped_at:
        raise MoveEndedError
    if result == Result.DONE:
        move.done_at = now
    else:
        move.dropped_at = now
    _count(move)
    return _record(CheckIn(owner=move.owner, move=move, result=result, at=now))


@transaction.atomic
def postpone_move(move: Move, to: date, *, by: Person, now: datetime) -> None:
    """A new day. The day it has already changes nothing. Raises: MoveEndedError."""
    held = _held(move, by)
    if held.done_at or held.dropped_at:
        raise MoveEndedError
    if held.on == to:
        return
    _record(CheckIn(owner=by, move=held, result=Result.MOVED, at=now, from_day=held.on, to_day=to))
    _set_day(held, to)
    _count(held)


def _count(move: Move) -> None:
    """Other devices and calendars see that something changed."""
    move.version += 1
    move.sequence += 1
    move.save(update_fields=["on", "done_at", "dropped_at", "version", "sequence"])


def _record(check_in: CheckIn) -> CheckIn:
    check_in.save(force_insert=True)
    record_fact(check_in.owner, _FACTS[Result(check_in.result)], now=check_in.at, about=str(check_in.pk))
    return check_in


@transaction.atomic
def undo_check_in(move: Move, check_in: UUID, *, by: Person) -> None:
    """Changed one's mind: the move is as it was before its last check-in. Only the last one can be taken back."""
    held = _held(move, by)
    last = held.check_ins.order_by("at", "pk").last()
    if not last or last.pk != check_in or not may_take_back(last.result, held):
        return
    if last.result == Result.MOVED and held.on == last.to_day:  # a day chosen after that stays
        held.on = last.from_day
    held.done_at = held.dropped_at = None
    _count(held)
    undo_encounter(held.pk, by=by)
    withdraw_fact(by, _FACTS[Result(last.result)], about=str(last.pk))
    last.delete()


@transaction.atomic
def tell_outcome(check_in: CheckIn, outcome: Outcome | None, came_of: str, *, by: Person, version: int) -> CheckIn:
    """What came of a move that is done. Raises: OutcomeChangedError."""
    held = CheckIn.objects.of(by).select_for_update().get(pk=check_in.pk)
    if held.version != version:
        raise OutcomeChangedError(_("This was changed on another device."), held)
    held.outcome, held.came_of = outcome or "", came_of
    held.version += 1
    held.save(update_fields=["outcome", "came_of", "version"])
    return held
