"""Whatever happens, who is listed is exactly who is due, and nobody who is due is missed by the nightly look."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from askel.netmap.actions import put_back, record_encounter, take_off, tell_details
from askel.netmap.details import UNTOLD
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.upkeep.actions import Chosen, change_rhythm, set_rhythms, snooze
from askel.upkeep.models import Every, Rhythm
from askel.upkeep.queries import losing_touch
from tests import make

NAMES = ("Aino", "Leila", "Omid")


@dataclass
class Tie:
    """What somebody with a sheet of paper would write down."""

    every: int | None = None
    begun: date = date.min
    met: date | None = None
    told: date | None = None
    rested: date | None = None  # the day it was asked to rest
    is_off: bool = False

    def is_due(self, today: date) -> bool:
        if not self.every or self.is_off:
            return False
        last = max((day for day in (self.met, self.told) if day), default=None)
        if self.rested and (last is None or last < self.rested) and today < self.rested + timedelta(days=30):
            return False
        return today >= (last or self.begun) + timedelta(days=self.every)


@dataclass
class Diary:
    """Mina's map beside her sheet of paper."""

    mina: Person
    contacts: dict[str, Contact]
    ties: dict[str, Tie]
    today: date = make.TODAY

    @property
    def now(self) -> datetime:
        return make.NOON + (self.today - make.TODAY)

    def contact(self, name: str) -> Contact:
        return Contact.objects.ever_of(self.mina).get(pk=self.contacts[name].pk)

    def wait(self, _name: str, days: int) -> None:
        self.today += timedelta(days=days)

    def meet(self, name: str, days_ago: int) -> None:
        on, tie = self.today - timedelta(days=days_ago), self.ties[name]
        record_encounter(self.contact(name), by=self.mina, on=on, now=self.now)
        tie.met = max(on, tie.met or on)

    def rest(self, name: str, _: int) -> None:
        snooze(self.contact(name), by=self.mina, today=self.today)
        self.ties[name].rested = self.today if self.ties[name].every is not None else None

    def off(self, name: str, _: int) -> None:
        take_off(self.contact(name), by=self.mina, now=self.now)
        self.ties[name].is_off = True

    def back(self, name: str, _: int) -> None:
        put_back(self.contact(name), by=self.mina)
        self.ties[name].is_off = False

    def tell(self, name: str, days_ago: int) -> None:
        tie, contact = self.ties[name], self.contact(name)
        if not tie.is_off:  # such a page is not there
            tie.told = self.today - timedelta(days=days_ago)
            tell_details(contact, replace(UNTOLD, last_on=tie.told), by=self.mina, version=contact.version)

    def set(self, name: str, number: int) -> None:
        tie, every = self.ties[name], Every.values[number % len(Every)]
        set_rhythms([Chosen(self.contacts[name].pk, Every(every))], by=self.mina, now=self.now)
        if tie.every is None and not tie.is_off:
            tie.every, tie.begun = every, self.today

    def change(self, name: str, number: int) -> None:
        tie, contact, every = self.ties[name], self.contact(name), Every.values[number % len(Every)]
        if tie.is_off:
            return
        there = Rhythm.objects.filter(contact=contact).first()
        version = there.version if there else 0
        change_rhythm(contact, Chosen(contact.pk, Every(every)), by=self.mina, version=version, now=self.now)
        if tie.every is None:
            tie.begun = self.today
        if tie.every != every:
            tie.every, tie.rested = every, None


WORDS = ("wait", "meet", "rest", "off", "back", "tell", "set", "change")
STEPS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(NAMES), st.integers(0, 90)), max_size=25)


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_who_is_listed_is_exactly_who_is_due(steps: list[tuple[str, str, int]]) -> None:
    with taken_back():
        mina = make.person("Mina")
        contacts = {name: make.contact(mina, name) for name in NAMES}
        diary = Diary(mina, contacts, {name: Tie() for name in NAMES})
        for word, name, number in steps:
            getattr(diary, word)(name, number)

            listed = {tie.dot.nickname for tie in losing_touch(mina, diary.today)}
            assert listed == {name for name in NAMES if diary.ties[name].is_due(diary.today)}
            maybe = Rhythm.objects.of(mina).may_be_over(diary.today).values_list("contact", flat=True)
            assert {contacts[name].pk for name in listed} <= set(maybe)
