"""What happens to rhythms. Each is one verb in one transaction; doing it twice is doing it once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from askel.lib.refused import StaleError
from askel.netmap.actions import record_encounter, undo_encounter
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.upkeep.models import Every, Rhythm, SetBy
from askel.upkeep.rules import SNOOZE, may_be_over_on, note_of


@dataclass(frozen=True, slots=True)
class Chosen:
    """How often to keep in touch with whom."""

    contact: UUID
    every: Every
    set_by: SetBy = SetBy.OWN


class RhythmChangedError(StaleError):
    """Another page or device changed the rhythm meanwhile."""

    current: Rhythm


@transaction.atomic
def set_rhythms(chosen: Iterable[Chosen], *, by: Person, now: datetime) -> int:
    """Give those a rhythm who have none. Who has one, is a wish or is not on the map is passed over. How many are new."""
    Person.objects.select_for_update().get(pk=by.pk)  # two devices cannot set the same one together
    wanted = {one.contact: one for one in chosen}
    there = set(Rhythm.objects.of(by).filter(contact__in=wanted).values_list("contact", flat=True))
    contacts = Contact.objects.of(by).here().filter(pk__in=wanted.keys() - there)
    new = [_new(contact, wanted[contact.pk], now) for contact in contacts]
    Rhythm.objects.bulk_create(new)
    return len(new)


def _new(contact: Contact, chosen: Chosen, now: datetime) -> Rhythm:
    rhythm = Rhythm(owner_id=contact.owner_id, contact=contact, begun_on=timezone.localdate(now), made_at=now)
    _write(rhythm, chosen, contact.last_encounter_on)
    return rhythm


def _write(rhythm: Rhythm, chosen: Chosen, last_encounter_on: date | None) -> None:
    rhythm.every_days, rhythm.set_by, rhythm.snoozed_until = chosen.every, chosen.set_by, None
    rhythm.next_on = may_be_over_on(chosen.every, last_encounter_on, rhythm.begun_on)


@transaction.atomic
def change_rhythm(contact: Contact, chosen: Chosen, *, by: Person, version: int, now: datetime) -> None:
    """Another rhythm for somebody, or the first one (``version`` 0). A snooze ends. Raises: RhythmChangedError."""
    Person.objects.select_for_update().get(pk=by.pk)
    held = (
        Rhythm.objects.of(by).select_for_update(of=["self"]).select_related("contact").filter(contact=contact).first()
    )
    if held is None:
        set_rhythms([chosen], by=by, now=now)
    elif held.every_days != chosen.every:
        if held.version != version:
            raise RhythmChangedError(_("This was changed on another device."), held)
        _write(held, chosen, held.contact.last_encounter_on)  # as it is now: the page may be older
        held.version += 1
        held.save()


@transaction.atomic
def snooze(contact: Contact, *, by: Person, today: date) -> None:
    """Not now: they rest for a month. When the two are in touch before, it counts from there."""
    Rhythm.objects.of(by).filter(contact=contact).update(snoozed_until=today + SNOOZE)


@transaction.atomic
def note_met(contact: Contact, *, by: Person, today: date, now: datetime) -> None:
    """One tap: the two were in touch today. Twice is once."""
    record_encounter(contact, by=by, on=today, now=now, about=note_of(contact.pk, today))


@transaction.atomic
def undo_met(contact: Contact, on: date, *, by: Person) -> None:
    """Changed one's mind: what was noted here for that day goes. What was noted elsewhere stays. Twice is once."""
    undo_encounter(note_of(contact.pk, on), by=by)


def note_encounter(contact: Contact, last_on: date | None) -> None:
    """The two were in touch, or it was taken back. ``netmap`` calls it, in the transaction of the encounter."""
    rhythm = Rhythm.objects.select_for_update().filter(contact=contact).first()  # another device may change it now
    if rhythm:
        rhythm.next_on = may_be_over_on(Every(rhythm.every_days), last_on, rhythm.begun_on)
        rhythm.save(update_fields=["next_on"])
