"""Visible = shared with this viewer, and not withdrawn, and not over, and the line is there. In any order of things."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from askel.journal.models import Answer
from askel.netmap.models import Snapshot
from askel.people.actions import erase_person
from askel.people.models import Person
from askel.plan.models import Goal, Move
from askel.sharing.actions import (
    OwnLineError,
    Spoken,
    Wished,
    leave_remark,
    look_at,
    open_link,
    put_away,
    share_line,
    stop_showing,
)
from askel.sharing.models import Line, Look, Remark, Row, Said, Share
from askel.sharing.queries import shares_page, shown_page, visible, waiting
from askel.sharing.rules import end_of, hour_of, today_of
from askel.sharing.showing import show
from tests import make

CAST = ("mina", "pavel", "sam")
WHO = st.sampled_from(CAST)
WHICH = st.integers(0, 30)


@dataclass
class Meant:
    """A share as it should be. ``about`` is the row that it shows, where its line is one."""

    owner: str
    secret: str
    ends_at: datetime
    about: UUID | None
    viewer: str | None = None
    is_stopped: bool = False


class Door(RuleBasedStateMachine):
    """Three people who show one another lines. Whoever is erased comes back as somebody new."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = ExitStack()
        for name in ("default", "vault"):
            self.undone.enter_context(transaction.atomic(using=name))
            self.undone.callback(partial(transaction.set_rollback, rollback=True, using=name))
        self.now = make.NOON
        self.people: dict[str, Person] = {name: make.guest() for name in CAST}
        self.shares: dict[UUID, Meant] = {}
        self.gone: list[str] = []  # secrets of links whose share has gone
        self.hours: set[tuple[UUID, datetime]] = set()

    def teardown(self) -> None:
        self.undone.close()

    def seen_by(self, name: str) -> set[UUID]:
        """The sentence at the top of this file."""
        return {
            pk
            for pk, share in self.shares.items()
            if share.viewer == name and not share.is_stopped and self.now < share.ends_at
        }

    def pick(self, which: int) -> tuple[UUID, Meant]:
        pk = list(self.shares)[which % len(self.shares)]
        return pk, self.shares[pk]

    def forget(self, went: set[UUID]) -> None:
        for pk in went:
            self.gone.append(self.shares.pop(pk).secret)
        self.hours = {(pk, hour) for pk, hour in self.hours if pk not in went}

    @rule(owner=WHO, line=st.sampled_from(Line), days=st.integers(0, 3))
    def share(self, owner: str, line: Line, days: int) -> None:
        person = self.people[owner]
        row: Row | None = Goal.objects.of(person).open().first() if line == Line.GOAL else None
        row = row or next(iter(make.row_of(person, line).values()), None)
        last_day = today_of(person, self.now) + timedelta(days=days)
        made, secret = share_line(Wished(line, "For them", last_day, row), by=person, now=self.now)
        self.shares[made.pk] = Meant(owner, secret, end_of(last_day, person), row.pk if row else None)

    @precondition(lambda self: self.shares)
    @rule(which=WHICH, by=WHO)
    def open(self, which: int, by: str) -> None:
        pk, share = self.pick(which)
        waits = not share.viewer and not share.is_stopped and self.now < share.ends_at
        try:
            opened = open_link(share.secret, by=self.people[by], now=self.now)
        except OwnLineError:
            assert waits
            assert by == share.owner
            return
        if waits:
            assert by != share.owner
            share.viewer = by
        assert (opened.pk if opened else None) == (pk if pk in self.seen_by(by) else None)

    @precondition(lambda self: self.shares)
    @rule(which=WHICH, by=WHO)
    def look(self, which: int, by: str) -> None:
        pk, _share = self.pick(which)
        seen = look_at(pk, by=self.people[by], now=self.now)
        assert (seen is not None) == (pk in self.seen_by(by))
        if seen:
            show(seen)  # what it is a row of is there
            self.hours.add((pk, hour_of(self.now)))

    @precondition(lambda self: self.shares)
    @rule(which=WHICH, by=WHO)
    def say(self, which: int, by: str) -> None:
        pk, _share = self.pick(which)
        before = Remark.objects.count()
        kept = leave_remark(pk, Spoken(Said.QUESTION, "When?"), by=self.people[by], now=self.now)
        assert (kept is not None) == (pk in self.seen_by(by)) == (Remark.objects.count() > before)

    @precondition(lambda self: self.shares)
    @rule(which=WHICH, by=WHO)
    def withdraw(self, which: int, by: str) -> None:
        """Only the owner's counts."""
        pk, share = self.pick(which)
        stop_showing(Share.objects.get(pk=pk), by=self.people[by], now=self.now)
        share.is_stopped |= by == share.owner

    @precondition(lambda self: self.shares)
    @rule(which=WHICH, by=WHO)
    def put_away(self, which: int, by: str) -> None:
        """Only the viewer's counts."""
        pk, share = self.pick(which)
        assert put_away(pk, by=self.people[by], now=self.now) == (share.viewer == by)
        share.is_stopped |= by == share.viewer

    @rule(hours=st.sampled_from([1, 13, 24, 60]))
    def time_goes_by(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @precondition(lambda self: any(share.about for share in self.shares.values()))
    @rule(which=WHICH)
    def delete_line(self, which: int) -> None:
        lines = [share.about for share in self.shares.values() if share.about]
        about = lines[which % len(lines)]
        for model in (Goal, Move, Answer, Snapshot):
            model._base_manager.filter(pk=about).delete()  # noqa: SLF001 - Django gives each model one
        self.forget({pk for pk, share in self.shares.items() if share.about == about})

    @rule(name=WHO)
    def erase(self, name: str) -> None:
        erase_person(self.people[name])
        self.people[name] = make.guest()
        self.forget({pk for pk, share in self.shares.items() if name in (share.owner, share.viewer)})

    @invariant()
    def each_sees_what_is_shown_and_nothing_else(self) -> None:
        for name, person in self.people.items():
            expected = self.seen_by(name)
            assert set(visible(person, self.now).values_list("pk", flat=True)) == expected
            assert {one.pk for one in shown_page(person, self.now, 1).lines} == expected

    @invariant()
    def a_link_opens_until_it_was_opened_or_ended(self) -> None:
        for pk, share in self.shares.items():
            waits = not share.viewer and not share.is_stopped and self.now < share.ends_at
            assert [one.pk for one in waiting(share.secret, self.now)] == ([pk] if waits else [])
        assert not any(waiting(secret, self.now).exists() for secret in self.gone)

    @invariant()
    def each_look_is_written_and_its_owner_reads_it(self) -> None:
        assert set(Look.objects.values_list("share", "hour")) == self.hours
        for name, person in self.people.items():
            page = shares_page(person, self.now)
            mine = {pk for pk, share in self.shares.items() if share.owner == name}
            assert {one.pk for one in page.open} == {
                pk for pk in mine if not self.shares[pk].is_stopped and self.now < self.shares[pk].ends_at
            }
            told = {(one.pk, hour) for one in (*page.open, *page.ended) for hour in one.looks}
            assert told == {(pk, hour) for pk, hour in self.hours if pk in mine}


def test_who_sees_what_in_any_order_of_things() -> None:
    run_state_machine_as_test(Door, settings=settings(max_examples=20, stateful_step_count=25, deadline=None))
