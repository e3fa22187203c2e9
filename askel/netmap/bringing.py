"""Bringing people of a file onto the map, and kept maps onto their shelf: one verb in one transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from askel.lib.ids import id_for, uuid7
from askel.netmap import kept
from askel.netmap.actions import Told, hold_map, new_contact
from askel.netmap.known_by import own_key
from askel.netmap.models import Contact, Encounter, Tie
from askel.netmap.rules import make_room, make_room_for_ties
from askel.netmap.shelf import KeptThen, bring_kept
from askel.netmap.spheres import Kind
from askel.people.models import Person
from askel.steps.actions import record_fact_once
from askel.steps.models import Fact


@dataclass(frozen=True, slots=True)
class Picked:
    """One row of a file that the person picked. ``key`` is the keyed hash of where the file knows them from.

    ``once`` is their id in Askel's own file, where the kept maps of the file name them too.
    """

    key: str
    told: Told
    wished: bool = False
    met_on: date | None = None
    once: UUID | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in."""

    people: int
    networks: int
    ties: int
    there_already: int
    kept_maps: int = 0
    kept_already: int = 0


@transaction.atomic
def bring_people(
    picked: Sequence[Picked],
    ties: Iterable[tuple[str, str]],
    *,
    by: Person,
    now: datetime,
    kept_then: Sequence[KeptThen] = (),
) -> Brought:
    """Put picked rows of a file on the map, and tie those whom the file ties. Bringing twice adds nobody twice.

    Whoever was taken off the map is put back as they were. Kept maps come along where they were asked for; an undo
    leaves them. Raises: FullMapError, FullTiesError, FullShelfError.
    """
    hold_map(by)
    there = _by_key(Contact.objects.of(by))
    off = _by_key(Contact.objects.taken_off(by))
    coming = {one.key: one for one in picked if one.key not in there}
    make_room(by, len(coming))
    ids = {*there.values(), *off.values()}
    _bring_new([_brought(one, by, now, ids) for key, one in coming.items() if key not in off], by, now)
    back = [off[key] for key in coming if key in off]
    Contact.objects.taken_off(by).filter(pk__in=back).update(off_at=None, version=F("version") + 1)
    if not all(one.wished for one in coming.values()):
        record_fact_once(by, Fact.Kind.MAP_BEGUN, now=now)
    networks = sum(one.told.kind == Kind.NETWORK for one in coming.values())
    tied = _tie_brought(ties, by) if picked else 0
    kept_maps = bring_kept(kept_then, _by_key(Contact.objects.ever_of(by)), by=by) if kept_then else 0
    return Brought(
        people=len(coming) - networks,
        networks=networks,
        ties=tied,
        there_already=len({one.key for one in picked} & set(there)),
        kept_maps=kept_maps,
        kept_already=len(kept_then) - kept_maps,
    )


def _bring_new(new: list[Contact], owner: Person, now: datetime) -> None:
    Contact.objects.bulk_create(new)
    Encounter.objects.bulk_create(
        Encounter(owner=owner, contact=one, on=one.last_encounter_on, recorded_at=now)
        for one in new
        if one.last_encounter_on
    )


def _brought(picked: Picked, owner: Person, now: datetime, ids: Collection[UUID]) -> Contact:
    said = replace(picked.told.details, last_on=kept.past(picked.told.details.last_on, now.date()))
    contact = new_contact(replace(picked.told, details=said), owner, now, picked.key)
    pk = id_for(owner.pk, picked.once) if picked.once else uuid7()
    contact.pk = uuid7() if pk in ids else pk
    contact.wished_at = now if picked.wished else None
    contact.last_encounter_on = kept.past(picked.met_on, now.date())
    return contact


def _by_key(contacts: QuerySet[Contact]) -> dict[str, UUID]:
    """By where files know them from, and by the name that Askel's own file has for them."""
    rows = list(contacts.values_list("owner", "source_key", "pk"))
    return {own_key(owner, pk): pk for owner, _, pk in rows} | {key: pk for _, key, pk in rows if key}


def _tie_brought(ties: Iterable[tuple[str, str]], owner: Person) -> int:
    there = _by_key(Contact.objects.of(owner))
    told = [(there[one], there[other]) for one, other in ties if one in there and other in there]
    known = set(Tie.objects.of(owner).values_list("a", "b"))
    new = sorted({(min(pair), max(pair)) for pair in told if pair[0] != pair[1]} - known)
    make_room_for_ties(owner, len(new))
    Tie.objects.bulk_create([Tie(owner=owner, a_id=a, b_id=b) for a, b in new])
    return len(new)
