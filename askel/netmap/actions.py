"""What happens on a map. Each is one verb in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from askel.lib.refused import Refused, StaleError
from askel.netmap.forget import forget_everywhere
from askel.netmap.models import Contact, Encounter, Tie
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person
from askel.steps.actions import record_fact_once
from askel.steps.models import Fact

MOST_CONTACTS = 500


class FullMapError(Refused):
    """The map holds as many as it can."""


class SelfTieError(Refused):
    """Nobody is tied to themselves."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the owner says about somebody: a nickname, where they stand, and a note to self."""

    nickname: str
    ring: Ring
    sphere: Sphere
    kind: Kind = Kind.CONTACT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """One row of a file that the person picked. ``key`` is the keyed hash of where the file knows them from."""

    key: str
    told: Told


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in."""

    people: int
    networks: int
    ties: int
    there_already: int


def _make_room(person: Person, coming: int) -> None:
    """Two devices cannot pass the limit together: the owner's row is held until the transaction ends."""
    Person.objects.select_for_update().get(pk=person.pk)
    if Contact.objects.of(person).count() + coming > MOST_CONTACTS:
        raise FullMapError(
            _("A map holds at most %(most)d. Remove somebody first, or bring fewer.") % {"most": MOST_CONTACTS}
        )


@transaction.atomic
def add_contact(told: Told, *, by: Person, now: datetime, wished: bool = False) -> Contact:
    """Put somebody on the map of ``by``; as a wish where they are not there yet. Raises: FullMapError."""
    _make_room(by, 1)
    if not wished:
        record_fact_once(by, Fact.Kind.MAP_BEGUN, now=now)
    contact = _contact(told, by, now)
    contact.wished_at = now if wished else None
    contact.save(force_insert=True)
    return contact


def _contact(told: Told, owner: Person, now: datetime, key: str = "") -> Contact:
    return Contact(
        owner=owner,
        nickname=told.nickname,
        note=told.note,
        ring=told.ring,
        sphere=told.sphere,
        kind=told.kind,
        source_key=key,
        made_at=now,
    )


@transaction.atomic
def change_contact(contact: Contact, told: Told, *, by: Person, version: int) -> Contact:
    """Write the contact anew, unless another device was faster. Raises: StaleError."""
    held = Contact.objects.of(by).select_for_update().get(pk=contact.pk)
    if held.version != version:
        raise StaleError(_("This was changed on another device."), held)
    held.nickname = told.nickname
    held.note = told.note
    held.ring = told.ring
    held.sphere = told.sphere
    held.kind = told.kind
    held.version += 1
    held.save(update_fields=["nickname", "note", "ring", "sphere", "kind", "version"])
    return held


@transaction.atomic
def meet_wish(contact: Contact, *, by: Person, now: datetime) -> None:
    """A wish came true: from now on it is a contact or network like any other. Twice is once."""
    Contact.objects.of(by).filter(pk=contact.pk).wished().update(wished_at=None, version=F("version") + 1)
    record_fact_once(by, Fact.Kind.MAP_BEGUN, now=now)


@transaction.atomic
def remove_contact(contact: Contact, *, by: Person) -> None:
    """Forget the contact everywhere: here, and where other rooms keep something about them."""
    held = Contact.objects.of(by).select_for_update().get(pk=contact.pk)
    forget_everywhere(held)
    held.delete()


@transaction.atomic
def tie_contacts(one: Contact, other: Contact, *, by: Person) -> Tie:
    """These two know each other. Saying it twice, or the other way round, is one tie. Raises: SelfTieError."""
    if one.pk == other.pk:
        raise SelfTieError(_("Choose two different contacts."))
    a, b = Contact.objects.of(by).filter(pk__in=[one.pk, other.pk]).order_by("pk")
    return Tie.objects.get_or_create(a=a, b=b, defaults={"owner": by})[0]


@transaction.atomic
def untie_contacts(one: Contact, other: Contact, *, by: Person) -> None:
    """Take the tie away; when there is none, nothing happens."""
    Tie.objects.of(by).at(one).at(other).delete()


@transaction.atomic
def change_ties(contact: Contact, *, by: Person, tie: Iterable[UUID], untie: Iterable[UUID]) -> None:
    """Tie the contact to some and untie it from others; what another device tied meanwhile stays."""
    for other in Contact.objects.of(by).filter(pk__in=list(tie)).exclude(pk=contact.pk):
        tie_contacts(contact, other, by=by)
    for other in Contact.objects.of(by).filter(pk__in=list(untie)):
        untie_contacts(contact, other, by=by)


@transaction.atomic
def bring_people(picked: Sequence[Picked], ties: Iterable[tuple[str, str]], *, by: Person, now: datetime) -> Brought:
    """Put picked rows of a file on the map, and tie those whom the file ties. Bringing twice adds nobody twice.

    Raises: FullMapError.
    """
    there = _by_key(by)
    coming = {one.key: one for one in picked if one.key not in there}
    _make_room(by, len(coming))
    Contact.objects.bulk_create([_contact(one.told, by, now, one.key) for one in coming.values()])
    if coming:
        record_fact_once(by, Fact.Kind.MAP_BEGUN, now=now)
    networks = sum(one.told.kind == Kind.NETWORK for one in coming.values())
    tied = _tie_brought(ties, by)
    return Brought(len(coming) - networks, networks, tied, len({one.key for one in picked} & set(there)))


def _by_key(person: Person) -> dict[str, UUID]:
    return dict(Contact.objects.of(person).exclude(source_key="").values_list("source_key", "pk"))


def _tie_brought(ties: Iterable[tuple[str, str]], owner: Person) -> int:
    there = _by_key(owner)
    told = [(there[one], there[other]) for one, other in ties if one in there and other in there]
    known = set(Tie.objects.of(owner).values_list("a", "b"))
    new = sorted({(min(pair), max(pair)) for pair in told if pair[0] != pair[1]} - known)
    Tie.objects.bulk_create([Tie(owner=owner, a_id=a, b_id=b) for a, b in new])
    return len(new)


@transaction.atomic
def record_encounter(contact: Contact, *, by: Person, on: date, now: datetime, about: UUID | None = None) -> None:
    """The two were in touch on a day. Without a cause, once a day; with one (such as a move), once a cause."""
    held = Contact.objects.of(by).select_for_update().get(pk=contact.pk)
    if about:
        undo_encounter(about, by=by)  # the cause may have been about somebody else, or on another day
        Encounter.objects.create(owner=by, contact=held, on=on, about=about, recorded_at=now)
    else:
        Encounter.objects.get_or_create(owner=by, contact=held, on=on, about=None, defaults={"recorded_at": now})
    _reckon_last(held)


@transaction.atomic
def undo_encounter(about: UUID, *, by: Person) -> None:
    """Take back what a cause recorded; when there is nothing, nothing happens."""
    for encounter in Encounter.objects.of(by).filter(about=about).select_related("contact"):
        encounter.delete()
        _reckon_last(encounter.contact)


def _reckon_last(contact: Contact) -> None:
    last = contact.encounters.aggregate(last=Max("on"))["last"]
    Contact.objects.filter(pk=contact.pk).update(last_encounter_on=last)
