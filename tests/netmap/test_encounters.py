"""That two were in touch, on a day."""

from datetime import timedelta
from uuid import uuid4

import pytest

from askel.netmap.actions import record_encounter, undo_encounter
from askel.netmap.models import Contact, Encounter
from askel.people.models import Person
from tests import make

WEEK = timedelta(days=7)


def last(contact: Contact) -> object:
    return Contact.objects.get(pk=contact.pk).last_encounter_on


def test_the_last_encounter_is_the_latest_day(mina: Person) -> None:
    anna = make.contact(mina)

    record_encounter(anna, by=mina, on=make.TODAY, now=make.NOON)
    record_encounter(anna, by=mina, on=make.TODAY - WEEK, now=make.NOON)

    assert last(anna) == make.TODAY
    assert Encounter.objects.of(mina).count() == 2


def test_one_cause_counts_once_and_follows_its_cause(mina: Person) -> None:
    anna, bo, cause = make.contact(mina, "Anna"), make.contact(mina, "Bo"), uuid4()

    record_encounter(anna, by=mina, on=make.TODAY, now=make.NOON, about=cause)
    record_encounter(anna, by=mina, on=make.TODAY, now=make.NOON, about=cause)
    assert Encounter.objects.count() == 1

    record_encounter(bo, by=mina, on=make.TODAY, now=make.NOON, about=cause)
    assert (last(anna), last(bo)) == (None, make.TODAY)


def test_two_taps_on_one_day_are_one_encounter(mina: Person) -> None:
    anna = make.contact(mina)

    record_encounter(anna, by=mina, on=make.TODAY, now=make.NOON)
    record_encounter(anna, by=mina, on=make.TODAY, now=make.NOON)

    assert str(Encounter.objects.get()) == str(Encounter.objects.get().pk)


def test_taking_back_goes_back_to_the_day_before(mina: Person) -> None:
    anna, cause = make.contact(mina), uuid4()
    record_encounter(anna, by=mina, on=make.TODAY - WEEK, now=make.NOON)
    record_encounter(anna, by=mina, on=make.TODAY, now=make.NOON, about=cause)

    undo_encounter(cause, by=mina)
    undo_encounter(cause, by=mina)

    assert last(anna) == make.TODAY - WEEK


def test_nobody_records_on_anothers_map(mina: Person, pavel: Person) -> None:
    with pytest.raises(Contact.DoesNotExist):
        record_encounter(make.contact(mina), by=pavel, on=make.TODAY, now=make.NOON)
