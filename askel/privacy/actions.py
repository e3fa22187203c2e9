"""Bringing in everything of a file that another Askel made, or this one: one verb in one transaction."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from askel.journal.models import Answer
from askel.lib.ids import id_for
from askel.lib.refused import Refused
from askel.netmap.models import Contact, Encounter, Snapshot, Tie
from askel.netmap.rules import make_room, make_room_for_ties
from askel.netmap.shelf import make_shelf_room
from askel.people.actions import keep_until
from askel.people.models import Person
from askel.plan.letters import remind
from askel.plan.models import SLOTS, CheckIn, Goal, Move, Pace, Result
from askel.plan.moving import tell
from askel.plan.rules import MOST_OPEN_MOVES
from askel.privacy.holdings import HOLDINGS, Holding
from askel.privacy.reading import Coming
from askel.privacy.rows import DAMAGED, Bringing, LooseEndError, id_in, row_from
from askel.steps.models import Fact
from askel.upkeep.models import Rhythm

AT_ONCE = 500


class DamagedRowError(Refused):
    """One row cannot be what Askel wrote. Nothing of the file came in."""

    def __init__(self, holding: Holding, place: int) -> None:
        words = _("In this file, number %(place)d of “%(list)s” is damaged. Take everything along from Askel again.")
        super().__init__(words % {"place": place, "list": holding.label})


class DamagedListError(Refused):
    """Rows that do not go together. Nothing of the file came in."""

    def __init__(self, holding: Holding) -> None:
        words = _("In this file, “%(list)s” do not go together. Take everything along from Askel again.")
        super().__init__(words % {"list": holding.label})


class FullError(Refused):
    """There is no room for so many open moves."""

    def __init__(self) -> None:
        words = _("At most %(most)d moves can be open. Let some go first, and bring the file again.")
        super().__init__(words % {"most": MOST_OPEN_MOVES})


@dataclass(frozen=True, slots=True)
class Came:
    """Of one list: how many came, how many were here, and how many belong to what is not in the file or have no room."""

    holding: Holding
    new: int
    here: int
    out: int


@transaction.atomic
def bring_everything(coming: Coming, *, by: Person, now: datetime) -> tuple[Came, ...]:
    """What is here stays as it is; what is not here is added. Bringing twice adds nothing twice.

    Rows keep their ids. Where somebody else has a row of that id here, it gets one that differs for each owner.
    Raises: DamagedRowError, DamagedListError, FullError, FullMapError, FullTiesError, FullShelfError.
    """
    Person.objects.select_for_update().get(pk=by.pk)  # two devices cannot pass a limit together
    lists = [one for one in HOLDINGS if one.comes_back]
    ids = {one.model: _ids(one, coming.rows[one.name], by) for one in lists}
    others = {str(told): here for of_one in ids.values() for told, here in of_one.items() if told != here}
    bringing = Bringing(by, ids, others, now)
    came = tuple(_bring(one, coming.rows[one.name], bringing) for one in lists)
    _follow(by, bringing.ids[Move].values(), now)
    return came


def _ids(holding: Holding, plain: Sequence[dict[str, Any]], owner: Person) -> dict[UUID, UUID]:
    """What each row of the file is called here. A row without an id of its own, such as a pause, has none."""
    if holding.model is Pace:
        return {}
    told = []
    for place, row in enumerate(plain, 1):
        try:
            told.append(id_in(row))
        except DAMAGED as damaged:
            raise DamagedRowError(holding, place) from damaged
    rows = holding.model._base_manager  # noqa: SLF001 - Django gives each model one
    others = set(rows.filter(pk__in=told).exclude(**{holding.owner: owner.pk}).values_list("pk", flat=True))
    return {pk: id_for(owner.pk, pk) if pk in others else pk for pk in told}


def _bring(holding: Holding, plain: Sequence[dict[str, Any]], bringing: Bringing) -> Came:
    held = list(holding.rows_of(bringing.owner))
    known: set[Hashable] = {row.pk for row in held} | {_same(row) for row in held}
    new: list[models.Model] = []
    out = 0
    for place, told in enumerate(plain, 1):
        try:
            row = row_from(holding, told, bringing)
        except LooseEndError:
            out += 1
            continue
        except DAMAGED as damaged:
            raise DamagedRowError(holding, place) from damaged
        if known.isdisjoint({row.pk, _same(row)}):
            known |= {row.pk, _same(row)}
            new.append(row)
    here = len(plain) - len(new) - out
    fitting = _fitting(holding, new, held)
    _make_room(holding, fitting, bringing.owner)
    try:
        with transaction.atomic():
            holding.model._base_manager.bulk_create(fitting, batch_size=AT_ONCE)  # noqa: SLF001 - Django gives each model one
    except IntegrityError as clash:
        raise DamagedListError(holding) from clash
    there = {row.pk for row in (*held, *fitting)}
    ids = bringing.ids[holding.model]
    bringing.ids[holding.model] = {told: pk for told, pk in ids.items() if pk in there}
    return Came(holding, len(fitting), here, out + len(new) - len(fitting))


def _tie(row: Tie) -> Hashable:
    row.a_id, row.b_id = sorted((row.a_id, row.b_id))  # under other ids the other one may stand first
    return row.a_id, row.b_id


# What makes a row the same row besides its id.
_SAME: dict[type[models.Model], Callable[[Any], Hashable]] = {
    Tie: _tie,
    Encounter: lambda row: row.about,
    CheckIn: lambda row: None if row.result == Result.MOVED else row.move_id,
    Answer: lambda row: row.exercise,
    Fact: lambda row: row.about if row.kind == Fact.Kind.ANSWERED else None,
    Rhythm: lambda row: row.contact_id,
}


def _same(row: models.Model) -> Hashable:
    """Rows of which this is None are told by their ids alone."""
    same = _SAME.get(type(row), lambda _row: None)(row)
    return (type(row), same) if same is not None else row.pk


def _fitting(holding: Holding, new: list[models.Model], held: Iterable[models.Model]) -> list[models.Model]:
    """Of open goals as many as there are places. Each takes a free one."""
    if holding.model is not Goal:
        return new
    goals = cast("list[Goal]", new)
    taken = {goal.slot for goal in cast("Iterable[Goal]", held) if goal.closed_at is None}
    fitting: list[models.Model] = []
    for goal in goals:
        if goal.closed_at is None:
            free = [slot for slot in (goal.slot, *SLOTS) if slot in SLOTS and slot not in taken]
            if not free:
                continue
            goal.slot = free[0]
            taken.add(goal.slot)
        fitting.append(goal)
    return fitting


def _make_room(holding: Holding, new: Sequence[models.Model], owner: Person) -> None:
    if holding.model is Contact:
        make_room(owner, len(new))
    if holding.model is Tie:
        make_room_for_ties(owner, len(new))
    if holding.model is Snapshot:
        snapshots = cast("Sequence[Snapshot]", new)
        for one in snapshots:
            one.letters = len(one.kept)
        make_shelf_room(owner, snapshots)
    if holding.model is Move:
        coming = sum(move.done_at is None and move.dropped_at is None for move in cast("Sequence[Move]", new))
        if coming and Move.objects.of(owner).open().count() + coming > MOST_OPEN_MOVES:
            raise FullError


def _follow(owner: Person, moves: Collection[UUID], now: datetime) -> None:
    """What days of moves lead to: letters, how long a guest is kept, and whether the plan moves."""
    for move in Move.objects.of(owner).open().filter(pk__in=moves).exclude(on=None):
        remind(move, by=owner, now=now)
        keep_until(owner, move.on)  # type: ignore[arg-type] # those without a day are left out
    tell(owner, now=now)
