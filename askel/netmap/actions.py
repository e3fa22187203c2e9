"""What happens on a map. Each is one verb in one transaction."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import combinations
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from askel.lib.ids import id_for, uuid7
from askel.lib.refused import Refused, StaleError
from askel.netmap import kept
from askel.netmap.details import NOTHING, UNTOLD, Details, Resources
from askel.netmap.encountered import encountered
from askel.netmap.forget import forgetting
from askel.netmap.history import forget_history
from askel.netmap.models import Contact, Encounter, Snapshot, Tie
from askel.netmap.queries import draw_map
from askel.netmap.rules import MOST_TIED, make_room, make_room_for_snapshot, make_room_for_ties
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person
from askel.steps.actions import record_fact_once
from askel.steps.models import Fact


class EmptyMapError(Refused):
    """There is nothing to keep."""


class GoneError(Refused):
    """Somebody is not on the map any more."""

    def __init__(self) -> None:
        super().__init__(_("One of the two is not on the map any more."))


class SelfTieError(Refused):
    """Nobody is tied to themselves."""


class GroupSizeError(Refused):
    """Fewer than two, or more than are tied at once."""


class NoSphereError(Refused):
    """Somebody new has no place in life yet."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the owner says about somebody: a nickname, where they stand, and a note to self."""

    nickname: str
    ring: Ring
    sphere: Sphere
    kind: Kind = Kind.CONTACT
    note: str = ""
    details: Details = UNTOLD


@dataclass(frozen=True, slots=True)
class Named:
    """Nicknames that one question brought. What is said holds for all of them; ``sphere`` is for those who are new."""

    nicknames: tuple[str, ...]
    sphere: Sphere | None = None
    gives: Resources = NOTHING
    last_on: date | None = None

    def added_to(self, details: Details) -> Details:
        last = max((day for day in (details.last_on, self.last_on) if day), default=None)
        return replace(details, gives=details.gives | self.gives, last_on=last)


@dataclass(frozen=True, slots=True)
class Put:
    """Where somebody is to stand. ``version`` is the one that the person saw."""

    pk: UUID
    ring: Ring
    sphere: Sphere
    version: int


def hold_map(person: Person) -> None:
    """Two devices cannot pass the limit together: the owner's row is held until the transaction ends."""
    Person.objects.select_for_update().get(pk=person.pk)


@transaction.atomic
def add_contact(told: Told, *, by: Person, now: datetime, wished: bool = False, once: UUID | None = None) -> Contact:
    """Put somebody on the map of ``by``; as a wish where they are not there yet. Raises: FullMapError.

    The form ``once`` sent twice with the same words is one contact.
    """
    hold_map(by)
    pk = id_for(by.pk, once) if once else uuid7()
    there = Contact.objects.ever_of(by).filter(pk=pk).first() if once else None
    if there and not there.off_at and _as_told(there) == told and bool(there.wished_at) == wished:
        return there
    make_room(by, 1)
    if not wished:
        record_fact_once(by, Fact.Kind.MAP_BEGUN, now=now)
    contact = new_contact(told, by, now)
    contact.pk = uuid7() if there else pk
    contact.wished_at = now if wished else None
    contact.save(force_insert=True)
    return contact


def _as_told(contact: Contact) -> Told:
    return Told(
        nickname=contact.nickname,
        ring=Ring(contact.ring),
        sphere=Sphere(contact.sphere),
        kind=Kind(contact.kind),
        note=contact.note,
        details=Details.from_text(contact.details),
    )


def new_contact(told: Told, owner: Person, now: datetime, key: str = "") -> Contact:
    return Contact(
        owner=owner,
        nickname=told.nickname,
        note=told.note,
        details=told.details.to_text(),
        ring=told.ring,
        sphere=told.sphere,
        kind=told.kind,
        source_key=key,
        made_at=now,
    )


@transaction.atomic
def change_contact(contact: Contact, told: Told, *, by: Person, version: int) -> Contact:
    """Write the contact anew, unless another device was faster. Raises: StaleError."""
    held = _hold(contact, by, version)
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
def place_contact(contact: Contact, ring: Ring, sphere: Sphere, *, by: Person, version: int) -> Contact:
    """Move the contact to another ring or sphere, unless another device was faster. Raises: StaleError."""
    held = _hold(contact, by, version)
    held.ring, held.sphere = ring, sphere
    held.version += 1
    held.save(update_fields=["ring", "sphere", "version"])
    return held


@transaction.atomic
def tell_details(contact: Contact, details: Details, *, by: Person, version: int) -> Contact:
    """Write what the owner says about somebody besides name and place. Raises: StaleError."""
    held = _hold(contact, by, version)
    held.details = replace(details, origin=Details.from_text(held.details).origin).to_text()
    held.version += 1
    held.save(update_fields=["details", "version"])
    return held


def _hold(contact: Contact, owner: Person, version: int) -> Contact:
    held = Contact.objects.of(owner).select_for_update().get(pk=contact.pk)
    if held.version != version:
        raise StaleError(_("This was changed on another device."), held)
    return held


@transaction.atomic
def take_off(contact: Contact, *, by: Person, now: datetime) -> None:
    """Take the contact off the map. Plans and snapshots still name them, and they can be put back. Twice is once."""
    Contact.objects.of(by).filter(pk=contact.pk).update(off_at=now, version=F("version") + 1)


@transaction.atomic
def put_back(contact: Contact, *, by: Person) -> None:
    """Put somebody back on the map, with the ties that were there. Twice is once. Raises: FullMapError."""
    hold_map(by)
    if Contact.objects.taken_off(by).filter(pk=contact.pk).exists():
        make_room(by, 1)
        Contact.objects.taken_off(by).filter(pk=contact.pk).update(off_at=None, version=F("version") + 1)


@transaction.atomic
def forget_contact(contact: Contact, *, by: Person) -> None:
    """Forget the contact everywhere: map, encounters, snapshots, history, and where other rooms keep something.

    This is the one reason for which a snapshot is written anew. Nothing brings them back.
    """
    hold_map(by)
    held = Contact.objects.ever_of(by).select_for_update().get(pk=contact.pk)
    forgetting.tell(held)
    forget_history(by)
    for snapshot in Snapshot.objects.of(by).select_for_update():
        _forget_in(snapshot, held.pk)
    held.delete()


@transaction.atomic
def tie_contacts(one: Contact, other: Contact, *, by: Person) -> Tie:
    """These two know each other. Saying it twice, or the other way round, is one tie.

    Raises: SelfTieError, GoneError, FullTiesError.
    """
    if one.pk == other.pk:
        raise SelfTieError(_("Choose two different contacts."))
    ends = list(Contact.objects.of(by).filter(pk__in=[one.pk, other.pk]).order_by("pk"))
    if len(ends) < 2:  # noqa: PLR2004 - a tie has two ends
        raise GoneError
    make_room_for_ties(by, 1)
    return Tie.objects.get_or_create(a=ends[0], b=ends[1], defaults={"owner": by})[0]


@transaction.atomic
def untie_contacts(one: Contact, other: Contact, *, by: Person) -> None:
    """Take the tie away; when there is none, nothing happens."""
    Tie.objects.of(by).at(one).at(other).delete()


@transaction.atomic
def change_ties(contact: Contact, *, by: Person, tie: Iterable[UUID], untie: Iterable[UUID]) -> None:
    """Tie the contact to some and untie it from others; what another device tied meanwhile stays.

    Raises: FullTiesError.
    """
    there = {end for pair in Tie.objects.of(by).at(contact).values_list("a", "b") for end in pair}
    others = Contact.objects.of(by).filter(pk__in=list(tie)).exclude(pk=contact.pk).values_list("pk", flat=True)
    new = [(min(contact.pk, pk), max(contact.pk, pk)) for pk in others if pk not in there]
    make_room_for_ties(by, len(new))
    Tie.objects.bulk_create([Tie(owner=by, a_id=a, b_id=b) for a, b in new])
    gone = [pk for pk in untie if pk != contact.pk]
    Tie.objects.of(by).at(contact).filter(Q(a__in=gone) | Q(b__in=gone)).delete()


@transaction.atomic
def tie_group(contacts: Iterable[UUID], *, by: Person) -> int:
    """All of these know each other. How many ties are new. Twice is once. Raises: GroupSizeError."""
    asked = list(contacts)[: MOST_TIED + 1]
    group = sorted(Contact.objects.of(by).filter(pk__in=asked).values_list("pk", flat=True))
    if len(asked) > MOST_TIED:
        raise GroupSizeError(_("Tick at most %(most)d at a time.") % {"most": MOST_TIED})
    if len(group) < 2:  # noqa: PLR2004 - a tie has two ends
        raise GroupSizeError(_("Tick two or more who know each other."))
    known = set(Tie.objects.of(by).filter(a__in=group, b__in=group).values_list("a", "b"))
    new = [pair for pair in combinations(group, 2) if pair not in known]
    make_room_for_ties(by, len(new))
    Tie.objects.bulk_create([Tie(owner=by, a_id=a, b_id=b) for a, b in new])
    return len(new)


@transaction.atomic
def name_people(named: Named, *, by: Person, now: datetime) -> tuple[list[Contact], list[Contact]]:
    """Put those who are new on the outer ring, and add what was said to those who are on the map already.

    A nickname that is on the map means that contact, so nobody is there twice. Returns the new ones, and the others.
    Raises: FullMapError, NoSphereError.
    """
    hold_map(by)
    there = {_name_key(contact.nickname): contact for contact in Contact.objects.of(by).order_by("-pk")}
    wanted: dict[str, str] = {}
    for nickname in named.nicknames:
        wanted.setdefault(_name_key(nickname), nickname)
    new = _add_named([nickname for key, nickname in wanted.items() if key not in there], named, by, now)
    old = [there[key] for key in wanted if key in there]
    for contact in old:
        _add_said(contact, named)
    return new, old


def _name_key(nickname: str) -> str:
    return unicodedata.normalize("NFC", nickname).casefold()


def _add_said(contact: Contact, named: Named) -> None:
    before = Details.from_text(contact.details)
    after = named.added_to(before)
    if after != before:
        contact.details = after.to_text()
        contact.version += 1
        contact.save(update_fields=["details", "version"])


def _add_named(nicknames: list[str], named: Named, owner: Person, now: datetime) -> list[Contact]:
    if not nicknames:
        return []
    if named.sphere is None:
        raise NoSphereError(_("Choose where in your life they are."))
    make_room(owner, len(nicknames))
    details = named.added_to(UNTOLD)
    told = [Told(nickname, Ring.OUTER, named.sphere, details=details) for nickname in nicknames]
    return [add_contact(one, by=owner, now=now) for one in told]


@transaction.atomic
def place_people(put: Iterable[Put], *, by: Person) -> None:
    """Give several their places at once. Whom another device changed meanwhile stays where they are."""
    for one in put:
        here = Contact.objects.of(by).filter(pk=one.pk, version=one.version)
        here.exclude(ring=one.ring, sphere=one.sphere).update(
            ring=one.ring, sphere=one.sphere, version=F("version") + 1
        )


@transaction.atomic
def record_encounter(contact: Contact, *, by: Person, on: date, now: datetime, about: UUID | None = None) -> None:
    """The two were in touch on a day. Without a cause, once a day; with one (such as a move), once a cause."""
    held = Contact.objects.ever_of(by).select_for_update().get(pk=contact.pk)  # a plan may name who was taken off
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


@transaction.atomic
def keep_snapshot(*, by: Person, now: datetime, today: date, cause: Snapshot.Cause = Snapshot.Cause.HAND) -> Snapshot:
    """Keep the map as it is. The same map is kept once a day, and so is a due one. Raises: EmptyMapError, FullShelfError."""
    hold_map(by)
    drawn = draw_map(by)
    if not drawn.dots:
        raise EmptyMapError(_("Nobody is on your map yet. Add somebody, and there is something to keep."))
    text = kept.to_text(drawn)
    if there := _kept_today(by, today, text, cause):
        return there
    make_room_for_snapshot(by, len(text))
    return Snapshot.objects.create(owner=by, cause=cause, taken_on=today, taken_at=now, kept=text, letters=len(text))


def _kept_today(owner: Person, today: date, text: str, cause: Snapshot.Cause) -> Snapshot | None:
    for one in Snapshot.objects.of(owner).filter(taken_on=today):
        if one.kept == text or cause == one.cause == Snapshot.Cause.DUE:
            return one
    return None


@transaction.atomic
def remove_snapshot(snapshot: Snapshot, *, by: Person) -> None:
    """Delete a whole snapshot. Twice is once."""
    Snapshot.objects.of(by).filter(pk=snapshot.pk).delete()


def _forget_in(snapshot: Snapshot, contact: UUID) -> None:
    drawn = kept.from_text(snapshot.kept)
    if any(dot.pk == contact for dot in drawn.dots):
        snapshot.kept = kept.to_text(kept.without(drawn, [contact]))
        snapshot.letters = len(snapshot.kept)
        snapshot.save(update_fields=["kept", "letters"])


def _reckon_last(contact: Contact) -> None:
    last = contact.encounters.aggregate(last=Max("on"))["last"]
    Contact.objects.filter(pk=contact.pk).update(last_encounter_on=last)
    encountered.tell(contact, last)
