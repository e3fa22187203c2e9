"""What happens to moves. Each is one verb in one transaction; doing it twice is doing it once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from askel.lib.ids import id_for, uuid7
from askel.lib.refused import Refused, StaleError
from askel.netmap.actions import Told, add_contact, record_encounter, undo_encounter
from askel.netmap.models import Contact
from askel.netmap.spheres import Ring, Sphere
from askel.people.actions import keep_until
from askel.people.models import Person
from askel.plan.letters import forget_reminder, remind
from askel.plan.models import Channel, CheckIn, Every, Goal, Move, Outcome, Result, Size
from askel.plan.moving import tell
from askel.plan.rules import MOST_OPEN_MOVES, MOST_TURNS, again_on, happened_on, may_take_back
from askel.plan.standing import is_put_off
from askel.steps.actions import record_fact, withdraw_fact
from askel.steps.models import Fact

_FACTS = {
    Result.DONE: Fact.Kind.MOVE_DONE,
    Result.MOVED: Fact.Kind.MOVE_MOVED,
    Result.DROPPED: Fact.Kind.MOVE_DROPPED,
}


class FullPlanError(Refused):
    """There are as many open moves as there may be."""


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
    minutes: Size | None = None
    every: Every | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A move in two. ``once`` names the form, so that two taps split it once."""

    first: str
    rest: str = ""
    once: UUID | None = None


# Moves


@transaction.atomic
def plan_move(intended: Intended, *, by: Person, now: datetime, once: UUID | None = None) -> Move:
    """The form ``once`` sent twice with the same words is one move.

    Raises: FullPlanError, and FullMapError when somebody new does not fit on the map.
    """
    Person.objects.select_for_update().get(pk=by.pk)
    if there := planned_by(once, intended, by=by):
        return there
    _make_room(by)
    move = Move(pk=_free_id(once, by), owner=by, made_at=now, idea=intended.idea)
    _write(move, intended, now)
    move.save(force_insert=True)
    record_fact(by, Fact.Kind.MOVE_PLANNED, now=now)
    remind(move, by=by, now=now)
    tell(by, now=now)
    return move


def _make_room(by: Person) -> None:
    if Move.objects.of(by).open().count() >= MOST_OPEN_MOVES:
        words = _("%(most)d moves are open. Let some go first: a plan that fits on one page is easier to follow.")
        raise FullPlanError(words % {"most": MOST_OPEN_MOVES})


@transaction.atomic
def plan_many(many: Iterable[Intended], *, by: Person, now: datetime, once: UUID | None = None) -> list[Move]:
    """All of them or none. The form ``once`` sent twice with the same words makes each once.

    Raises: FullPlanError, FullMapError.
    """
    each = enumerate(many)
    return [plan_move(one, by=by, now=now, once=UUID(int=once.int ^ row) if once else None) for row, one in each]


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
        minutes=Size(move.minutes) if move.minutes else None,
        every=Every(move.every) if move.every else None,
    )


@transaction.atomic
def change_move(move: Move, intended: Intended, *, by: Person, version: int, now: datetime) -> Move:
    """Raises: MoveChangedError, MoveEndedError, FullMapError."""
    held = _to_change(move, by, version)
    if intended.on != held.on:
        held.sequence += 1
    before, day = _gist(held), held.on
    _write(held, intended, now)
    held.put_off = held.put_off + is_put_off(day, held.on) if _gist(held) == before else 0
    held.version += 1
    held.save()
    remind(held, by=by, now=now)
    tell(by, now=now)
    return held


def _gist(move: Move) -> tuple[object, ...]:
    """Another act, another person or another size is another beginning: what was put off before counts no more."""
    return (move.what, move.contact_id, move.minutes)


@transaction.atomic
def split_move(move: Move, split: Split, *, by: Person, version: int, now: datetime) -> Move:
    """The move keeps its first part. A new one without a day holds the rest, if there is one. Returns the first.

    The form ``once`` sent twice with the same words splits it once. Raises: MoveChangedError, MoveEndedError, FullPlanError.
    """
    held = _held(move, by)
    if held.version > version and _is_split(held, split):
        return held
    _check_seen(held, version)
    if split.rest:
        _keep_rest(held, split, now)
    held.what, held.minutes, held.put_off = split.first, _smaller(held.minutes), 0
    held.version += 1
    held.save(update_fields=["what", "minutes", "put_off", "version"])
    tell(by, now=now)
    return held


def _is_split(move: Move, split: Split) -> bool:
    """Whether the form did this already. Other words, typed after going back, are another wish."""
    if split.once is None or move.what != split.first:
        return False
    rest = Move.objects.of(move.owner).filter(pk=id_for(move.owner_id, split.once)).first()
    return (rest.what if rest else "") == split.rest


def _keep_rest(move: Move, split: Split, now: datetime) -> None:
    owner = move.owner
    _make_room(owner)
    rest = Move(pk=_free_id(split.once, owner), owner=owner, goal=move.goal, contact=move.contact, made_at=now)
    rest.what, rest.factor, rest.channel, rest.idea = split.rest, move.factor, move.channel, move.idea
    rest.save(force_insert=True)
    record_fact(owner, Fact.Kind.MOVE_PLANNED, now=now)


def _smaller(minutes: int | None) -> int | None:
    """The next size below; the smallest stays."""
    return max((size for size in Size if minutes and size < minutes), default=minutes)


@transaction.atomic
def picture_move(move: Move, picture: str, *, by: Person, version: int) -> Move:
    """How the person sees it before. Raises: MoveChangedError, MoveEndedError."""
    held = _to_change(move, by, version)
    held.picture = picture
    held.version += 1
    held.save(update_fields=["picture", "version"])
    return held


def _to_change(move: Move, by: Person, version: int) -> Move:
    """The move, locked, as the page saw it and still open. Raises: MoveChangedError, MoveEndedError."""
    held = _held(move, by)
    _check_seen(held, version)
    return held


def _check_seen(held: Move, version: int) -> None:
    if held.version != version:
        raise MoveChangedError(_("This was changed on another device."), held)
    if held.done_at or held.dropped_at:
        raise MoveEndedError


def _held(move: Move, by: Person) -> Move:
    """The row as it is now, locked until the transaction ends: first its owner, so that no two wait for each other."""
    Person.objects.select_for_update().get(pk=by.pk)
    return Move.objects.of(by).select_for_update().get(pk=move.pk)


def _write(move: Move, intended: Intended, now: datetime) -> None:
    owner = move.owner
    move.what, move.cue, move.factor = intended.what, intended.cue, intended.factor
    move.channel, move.minutes, move.every = intended.channel, intended.minutes, intended.every or ""
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
    """Done: an encounter on the map, and the next one if it comes again. Raises: MoveEndedError when it was let go."""
    held = _held(move, by)
    if held.done_at:
        return held.check_ins.get(result=Result.DONE)
    if held.contact:
        record_encounter(held.contact, by=by, on=happened_on(held.on, today), now=now, about=held.pk)
    check_in = _end(held, Result.DONE, now)
    _plan_again(held, now, today)
    tell(by, now=now)
    return check_in


def _plan_again(done: Move, now: datetime, today: date) -> None:
    """The next of a move that comes again, on its day. It ends when it is let go, and at ``MOST_TURNS``."""
    if not done.every or done.turn >= MOST_TURNS or Move.objects.filter(after=done).exists():
        return
    again = Move(owner=done.owner, goal=done.goal, contact=done.contact, after=done, turn=done.turn + 1, made_at=now)
    again.what, again.cue, again.factor, again.picture = done.what, done.cue, done.factor, done.picture
    again.channel, again.idea, again.minutes, again.every = done.channel, done.idea, done.minutes, done.every
    _set_day(again, again_on(done.on or today, Every(done.every), today))
    again.save(force_insert=True)
    record_fact(done.owner, Fact.Kind.MOVE_PLANNED, now=now, about=str(again.pk))
    remind(again, by=done.owner, now=now)


def _take_back_next(move: Move) -> None:
    """What came after goes, unless something was done with it since."""
    for again in Move.objects.open().filter(after=move, version=1):
        withdraw_fact(again.owner, Fact.Kind.MOVE_PLANNED, about=str(again.pk))
        forget_reminder(again, by=again.owner)
        again.delete()


@transaction.atomic
def drop_move(move: Move, *, by: Person, now: datetime) -> CheckIn | None:
    """Let go, which is a decision too. None where it went with a forgotten contact, which leaves no check-in.

    Raises: MoveEndedError when it was done.
    """
    held = _held(move, by)
    if held.dropped_at:
        return held.check_ins.filter(result=Result.DROPPED).first()
    check_in = _end(held, Result.DROPPED, now)
    tell(by, now=now)
    return check_in


def _end(move: Move, result: Result, now: datetime) -> CheckIn:
    if move.done_at or move.dropped_at:
        raise MoveEndedError
    if result == Result.DONE:
        move.done_at = now
    else:
        move.dropped_at = now
    _count(move)
    forget_reminder(move, by=move.owner)
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
    held.put_off += is_put_off(held.on, to)
    _set_day(held, to)
    _count(held)
    remind(held, by=by, now=now)
    tell(by, now=now)


def _count(move: Move) -> None:
    """Other devices and calendars see that something changed."""
    move.version += 1
    move.sequence += 1
    move.save(update_fields=["on", "done_at", "dropped_at", "put_off", "version", "sequence"])


def _record(check_in: CheckIn) -> CheckIn:
    check_in.save(force_insert=True)
    record_fact(check_in.owner, _FACTS[Result(check_in.result)], now=check_in.at, about=str(check_in.pk))
    return check_in


@transaction.atomic
def undo_check_in(move: Move, check_in: UUID, *, by: Person, now: datetime) -> None:
    """Changed one's mind: the move is as it was before its last check-in. Only the last one can be taken back."""
    held = _held(move, by)
    last = held.check_ins.order_by("at", "pk").last()
    if not last or last.pk != check_in or not may_take_back(last.result, held):
        return
    if last.result == Result.MOVED and held.on == last.to_day:  # a day chosen after that stays
        held.on = last.from_day
    if last.result == Result.MOVED and held.put_off and is_put_off(last.from_day, last.to_day):
        held.put_off -= 1
    held.done_at = held.dropped_at = None
    _count(held)
    remind(held, by=by, now=now)
    undo_encounter(held.pk, by=by)
    withdraw_fact(by, _FACTS[Result(last.result)], about=str(last.pk))
    last.delete()
    _take_back_next(held)
    tell(by, now=now)


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
