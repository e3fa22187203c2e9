"""Rhythms are set by hand, reset by an encounter, snoozed, changed, and forgotten with their contact."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from askel.lib.ids import uuid7
from askel.netmap.actions import (
    forget_contact,
    put_back,
    record_encounter,
    take_off,
    tell_details,
    undo_encounter,
)
from askel.netmap.details import UNTOLD
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.upkeep.actions import Chosen, RhythmChangedError, change_rhythm, set_rhythms, snooze
from askel.upkeep.models import Every, Rhythm, SetBy
from askel.upkeep.queries import keep_page, losing_touch, offers
from tests import make


def listed(person: Person, today: date = make.TODAY) -> list[str]:
    return [tie.dot.nickname for tie in losing_touch(person, today)]


def after(days: int) -> date:
    return make.TODAY + timedelta(days=days)


def held(contact: Contact) -> Rhythm:
    return Rhythm.objects.get(contact=contact)


def test_nobody_has_a_rhythm_unasked(mina: Person) -> None:
    make.contact(mina)

    assert listed(mina, after(4000)) == []
    assert [offer.dot.nickname for offer in offers(mina)] == ["Anna"]


def test_setting_twice_is_once_and_the_first_stays(mina: Person) -> None:
    anna = make.contact(mina)
    assert set_rhythms([Chosen(anna.pk, Every.WEEK, SetBy.SUGGESTED)], by=mina, now=make.NOON) == 1
    assert set_rhythms([Chosen(anna.pk, Every.YEAR)], by=mina, now=make.NOON) == 0

    assert (held(anna).every_days, held(anna).set_by) == (Every.WEEK, SetBy.SUGGESTED)
    assert offers(mina) == []


def test_wishes_others_contacts_and_those_off_the_map_get_none(mina: Person, pavel: Person) -> None:
    wish, theirs, off = make.contact(mina, "Wish", wished=True), make.contact(pavel), make.contact(mina, "Off")
    take_off(off, by=mina, now=make.NOON)

    chosen = [Chosen(one, Every.WEEK) for one in (wish.pk, theirs.pk, off.pk, uuid7())]

    assert set_rhythms(chosen, by=mina, now=make.NOON) == 0
    assert not Rhythm.objects.exists()


def test_an_encounter_anywhere_resets_it_and_taking_that_back_brings_it_back(mina: Person) -> None:
    anna = make.rhythm(mina, days_ago=40)
    assert listed(mina) == ["Anna"]

    move = make.move(mina, contact=anna.pk, on=make.TODAY)
    record_encounter(anna, by=mina, on=make.TODAY, now=make.NOON, about=move.pk)
    assert listed(mina) == []
    assert held(anna).next_on == after(30)
    assert listed(mina, after(30)) == ["Anna"]

    undo_encounter(move.pk, by=mina)
    assert listed(mina) == ["Anna"]
    assert held(anna).next_on == after(-10)


def test_a_day_that_was_told_counts_too(mina: Person) -> None:
    anna = make.rhythm(mina)
    told = replace(UNTOLD, last_on=after(-40))
    tell_details(anna, told, by=mina, version=anna.version)

    assert listed(mina) == ["Anna"]


def test_the_longest_stands_first(mina: Person) -> None:
    make.rhythm(mina, "Aino", Every.MONTH, days_ago=31)
    make.rhythm(mina, "Leila", Every.YEAR, days_ago=400)
    make.rhythm(mina, "Reza", Every.WEEK, days_ago=3)

    assert listed(mina) == ["Leila", "Aino"]


def test_a_snooze_is_a_month_and_twice_is_once(mina: Person) -> None:
    anna = make.rhythm(mina, days_ago=40)
    snooze(anna, by=mina, today=make.TODAY)
    snooze(anna, by=mina, today=make.TODAY)

    assert listed(mina, after(29)) == []
    assert listed(mina, after(30)) == ["Anna"]


def test_another_rhythm_ends_the_snooze(mina: Person) -> None:
    anna = make.rhythm(mina, days_ago=40)
    snooze(anna, by=mina, today=make.TODAY)
    change_rhythm(anna, Chosen(anna.pk, Every.TWO_WEEKS), by=mina, version=1, now=make.NOON)

    assert listed(mina) == ["Anna"]


def test_never_is_a_rhythm_too(mina: Person) -> None:
    anna = make.rhythm(mina, days_ago=4000)
    change_rhythm(anna, Chosen(anna.pk, Every.NEVER), by=mina, version=1, now=make.NOON)

    assert listed(mina) == []
    assert offers(mina) == []
    record_encounter(anna, by=mina, on=make.TODAY, now=make.NOON)
    assert held(anna).next_on is None


def test_two_devices_do_not_overwrite_each_other(mina: Person) -> None:
    anna = make.rhythm(mina)
    change_rhythm(anna, Chosen(anna.pk, Every.WEEK), by=mina, version=1, now=make.NOON)

    with pytest.raises(RhythmChangedError):
        change_rhythm(anna, Chosen(anna.pk, Every.YEAR), by=mina, version=1, now=make.NOON)

    change_rhythm(anna, Chosen(anna.pk, Every.WEEK), by=mina, version=1, now=make.NOON)  # the same says nothing new
    assert (held(anna).every_days, held(anna).version) == (Every.WEEK, 2)


def test_an_encounter_that_the_page_did_not_know_counts_in_another_rhythm(mina: Person) -> None:
    anna = make.rhythm(mina, days_ago=40)
    as_the_page_knew = Contact.objects.get(pk=anna.pk)
    record_encounter(anna, by=mina, on=make.TODAY, now=make.NOON)

    change_rhythm(as_the_page_knew, Chosen(anna.pk, Every.WEEK), by=mina, version=1, now=make.NOON)

    assert held(anna).next_on == after(7)


def test_the_first_rhythm_may_be_set_alone(mina: Person) -> None:
    anna = make.contact(mina)
    change_rhythm(anna, Chosen(anna.pk, Every.WEEK), by=mina, version=0, now=make.NOON)

    assert held(anna).every_days == Every.WEEK


def test_whoever_is_off_the_map_pauses(mina: Person) -> None:
    anna = make.rhythm(mina, days_ago=40)
    take_off(anna, by=mina, now=make.NOON)
    assert listed(mina) == []

    put_back(anna, by=mina)
    assert listed(mina) == ["Anna"]


def test_forgetting_a_contact_forgets_the_rhythm(mina: Person) -> None:
    anna = make.rhythm(mina)
    forget_contact(anna, by=mina)

    assert not Rhythm.objects.exists()


def test_a_new_tie_has_its_follow_up_and_stands_on_the_page_once(mina: Person) -> None:
    make.contact(mina, "Leila")
    Contact.objects.of(mina).update(made_at=make.NOON - timedelta(days=60))  # the map was drawn then
    make.rhythm(mina, "Anna", Every.WEEK, days_ago=2)
    later = after(6)
    page = keep_page(mina, later)

    assert [tie.dot.nickname for tie in page.new] == ["Anna"]
    assert page.losing == ()
    assert listed(mina, later) == ["Anna"]
