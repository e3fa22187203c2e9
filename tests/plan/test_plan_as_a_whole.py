"""The whole plan, in any order. A small model of sets and dicts stands beside the real actions, compared after each tap."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askel.home.queries import today_of
from askel.home.rules import Step
from askel.lib.ids import uuid7
from askel.lib.refused import Refused
from askel.netmap.actions import forget_contact, put_back, record_encounter, take_off
from askel.netmap.models import Contact, Encounter
from askel.people.models import Person
from askel.plan.actions import (
    Intended,
    MoveChangedError,
    MoveEndedError,
    OutcomeChangedError,
    Split,
    change_move,
    drop_move,
    finish_move,
    plan_move,
    postpone_move,
    split_move,
    tell_outcome,
    undo_check_in,
)
from askel.plan.goals import FullGoalsError, GoalChangedError, Wanted, change_goal, close_goal, set_goal
from askel.plan.lines import MoveLine
from askel.plan.models import CheckIn, Ending, Goal, Move, Outcome, Result
from askel.plan.moving import look_at_all, tell
from askel.plan.pace import ask_for_talk, end_pause, pause, take_back_talk
from askel.plan.queries import LATELY, plan_page, standing
from askel.steps.models import Fact
from askel.steps.movement import State
from askel.steps.queries import movements
from tests import make

WORDS = ("I ask.", "I thank her.", "I write.")
NICKNAMES = ("Anna", "anna", "Leila")
TAPS = (  # the first does nothing: a failing order shrinks to it
    "rest",
    "sleep",
    *("want", "want_otherwise", "end_goal"),
    *("split", "pause", "go_on", "ask", "need_no_talk"),
    *("draw", "meet", "take_off", "put_back", "forget"),
    *("intend", "intend_towards", "tell"),
    *("intend_otherwise", "another_day", "finish", "let_go", "change_mind") * 2,
)


@dataclass(frozen=True)
class Tap:
    """What Mina does. Of moves, goals and contacts, ``which`` counts back from the latest; ``ahead`` is days from today."""

    what: str
    which: int
    towards: int
    ahead: int
    stale: bool


@dataclass
class Meant:
    """A move as it should be. ``said`` holds each check-in that was not taken back, and the day before it."""

    what: str
    contact: UUID | None
    goal: UUID | None
    on: date | None
    ended: Result | None = None
    said: list[tuple[Result, date | None]] = field(default_factory=list)
    moved_to: list[date] = field(default_factory=list)  # of each "moved" that was not taken back, the day after it
    put_off: int = 0  # later days since it was planned or became another move


@dataclass(frozen=True)
class Counted:
    """What a row says, and the counters that grow when it says something else."""

    says: object
    turn: object
    version: int
    sequence: int = 0


class Mina:
    """Mina, who taps in any order, and what her plan, map and ledger should then hold."""

    def __init__(self) -> None:
        self.person = make.guest()
        self.now = make.NOON
        self.met: set[tuple[UUID, date, UUID | None]] = set()  # whom, when, and the move that it came from
        self.wishes: dict[UUID, str] = {}
        self.endings: dict[UUID, Ending] = {}
        self.plan: dict[UUID, Meant] = {}
        self.went: set[UUID] = set()  # moves that were open when their contact was forgotten
        self.counted: dict[UUID, Counted] = {}
        anna = make.contact(self.person)
        self.nicknames: dict[UUID, str] = {anna.pk: anna.nickname}
        self.off: set[UUID] = set()  # taken off the map; moves still name them
        self.drawn = [anna.pk]  # forgotten ones too: a page that was open may still name them
        self.intend(Tap("intend", 0, 0, 0, stale=False))

    @property
    def today(self) -> date:
        return self.now.date()

    def do(self, tap: Tap) -> None:
        self.now += timedelta(seconds=1)
        getattr(self, tap.what)(tap)

    def rest(self, _: Tap) -> None:
        """Nothing."""

    def sleep(self, _: Tap) -> None:
        self.now += timedelta(days=1)
        look_at_all(now=self.now)

    # Pace

    def pause(self, tap: Tap) -> None:
        pause(self.today + timedelta(days=tap.ahead + 2), by=self.person, now=self.now)

    def go_on(self, _: Tap) -> None:
        end_pause(by=self.person, now=self.now)

    def ask(self, _: Tap) -> None:
        ask_for_talk(by=self.person, now=self.now)

    def need_no_talk(self, _: Tap) -> None:
        take_back_talk(by=self.person, now=self.now)

    # Goals

    def want(self, tap: Tap) -> None:
        if len(self.wishes) - len(self.endings) == 3:
            with self.refused(FullGoalsError):
                set_goal(Wanted(WORDS[tap.which]), by=self.person, now=self.now)
            return
        made = set_goal(Wanted(WORDS[tap.which]), by=self.person, now=self.now)
        self.wishes[made.pk] = WORDS[tap.which]

    def want_otherwise(self, tap: Tap) -> None:
        if pk := back(self.wishes, tap.which):
            goal, wanted = Goal.objects.get(pk=pk), Wanted(WORDS[tap.towards])
            with self.refused(GoalChangedError if tap.stale else None):
                change_goal(goal, wanted, by=self.person, version=goal.version - tap.stale)
                self.wishes[pk] = wanted.wish

    def end_goal(self, tap: Tap) -> None:
        if pk := back(self.wishes, tap.which):
            ending = Ending.LET_GO if tap.ahead > 0 else Ending.REACHED
            close_goal(Goal.objects.get(pk=pk), ending, by=self.person, now=self.now)
            self.endings.setdefault(pk, ending)

    # The map

    def draw(self, tap: Tap) -> None:
        made = make.contact(self.person, NICKNAMES[tap.towards])
        self.nicknames[made.pk] = made.nickname
        self.drawn.append(made.pk)

    def meet(self, tap: Tap) -> None:
        if pk := back(self.here(), tap.towards):
            on = self.today - timedelta(days=abs(tap.ahead))
            record_encounter(Contact.objects.get(pk=pk), by=self.person, on=on, now=self.now)
            self.met.add((pk, on, None))

    def take_off(self, tap: Tap) -> None:
        if pk := back(self.nicknames, tap.towards):
            take_off(Contact.objects.get(pk=pk), by=self.person, now=self.now)
            self.off.add(pk)

    def put_back(self, _: Tap) -> None:
        for pk in self.off:
            put_back(Contact.objects.get(pk=pk), by=self.person)
        self.off.clear()

    def here(self) -> dict[UUID, str]:
        return {pk: name for pk, name in self.nicknames.items() if pk not in self.off}

    def forget(self, tap: Tap) -> None:
        if pk := back(self.nicknames, tap.towards):
            forget_contact(Contact.objects.get(pk=pk), by=self.person)
            tell(self.person, now=self.now)  # it was told as of the real day
            del self.nicknames[pk]
            self.off.discard(pk)
            self.met = {one for one in self.met if one[0] != pk}
            towards = {move: meant for move, meant in self.plan.items() if meant.contact == pk}
            self.went |= {move for move, meant in towards.items() if not meant.ended}
            for meant in towards.values():
                meant.what, meant.contact, meant.ended = "", None, meant.ended or Result.DROPPED

    # Moves

    def intended(self, tap: Tap) -> Intended:
        contact, goal = back(self.drawn, tap.towards), back(self.wishes, tap.which)
        return Intended(WORDS[tap.towards], contact=contact, goal=goal, on=self.day(tap))

    def day(self, tap: Tap) -> date | None:
        return self.today + timedelta(days=tap.ahead) if tap.ahead < 2 else None

    def intend(self, tap: Tap) -> None:
        intended = self.intended(tap)
        self.keep(plan_move(intended, by=self.person, now=self.now), intended)

    def intend_towards(self, tap: Tap) -> None:
        intended = Intended(WORDS[tap.which], newcomer=NICKNAMES[tap.towards], on=self.day(tap))
        made = plan_move(intended, by=self.person, now=self.now)
        named = [pk for pk, name in self.here().items() if name.casefold() == intended.newcomer.casefold()]
        assert made.contact
        assert made.contact.pk in named or not named
        if not named:
            self.nicknames[made.contact.pk] = intended.newcomer
            self.drawn.append(made.contact.pk)
        self.keep(made, replace(intended, contact=made.contact.pk))

    def intend_otherwise(self, tap: Tap) -> None:
        pk, intended = back(self.plan, tap.which), self.intended(tap)
        assert pk
        held = Move.objects.get(pk=pk)
        ended = MoveEndedError if self.plan[pk].ended else None
        with self.refused(MoveChangedError if tap.stale else ended):
            version = held.version - tap.stale
            self.keep(change_move(held, intended, by=self.person, version=version, now=self.now), intended)

    def keep(self, made: Move, intended: Intended) -> None:
        before = self.plan.get(made.pk)
        may = {*self.here(), before.contact if before else None}
        contact = intended.contact if intended.contact in may else None
        said = before.said if before else []
        meant = Meant(
            intended.what, contact, intended.goal, intended.on, said=said, moved_to=before.moved_to if before else []
        )
        if before and (before.what, before.contact) == (meant.what, meant.contact):
            meant.put_off = before.put_off + later(before.on, meant.on)
        self.plan[made.pk] = meant

    def split(self, tap: Tap) -> None:
        held, move = self.picked(tap)
        ended = MoveEndedError if move.ended else None
        with self.refused(MoveChangedError if tap.stale else ended):
            split = Split("less", "the rest")
            split_move(held, split, by=self.person, version=held.version - tap.stale, now=self.now)
            rest = Move.objects.of(self.person).exclude(pk__in=self.plan).get()
            self.plan[rest.pk] = Meant("the rest", move.contact, move.goal, None)
            move.what, move.put_off = "less", 0

    # Check-ins

    def picked(self, tap: Tap) -> tuple[Move, Meant]:
        pk = back(self.plan, tap.which)
        assert pk
        return Move.objects.get(pk=pk), self.plan[pk]

    def another_day(self, tap: Tap) -> None:
        held, move = self.picked(tap)
        to = self.today + timedelta(days=tap.ahead)
        with self.refused(MoveEndedError if move.ended else None):
            postpone_move(held, to, by=self.person, now=self.now)
            if move.on != to:
                move.said.append((Result.MOVED, move.on))
                move.moved_to.append(to)
                move.put_off += later(move.on, to)
                move.on = to

    def finish(self, tap: Tap) -> None:
        held, move = self.picked(tap)
        with self.refused(MoveEndedError if move.ended == Result.DROPPED else None):
            finish_move(held, by=self.person, now=self.now, today=self.today)
            if not move.ended and move.contact:
                self.met.add((move.contact, min(move.on or self.today, self.today), held.pk))
            self.end(move, Result.DONE)

    def let_go(self, tap: Tap) -> None:
        held, move = self.picked(tap)
        with self.refused(MoveEndedError if move.ended == Result.DONE else None):
            drop_move(held, by=self.person, now=self.now)
            self.end(move, Result.DROPPED)

    def end(self, move: Meant, result: Result) -> None:
        """The second time changes nothing."""
        if not move.ended:
            move.ended = result
            move.said.append((result, move.on))

    def tell(self, tap: Tap) -> None:
        held, _ = self.picked(tap)
        if done := CheckIn.objects.filter(move=held, result=Result.DONE).first():
            with self.refused(OutcomeChangedError if tap.stale else None):
                version = done.version - tap.stale
                told = tell_outcome(done, Outcome.MET, WORDS[tap.towards], by=self.person, version=version)
                assert (told.outcome, told.came_of) == (Outcome.MET, WORDS[tap.towards])
                assert told.version > done.version

    def change_mind(self, tap: Tap) -> None:
        """Only the last check-in is taken back, and none of a move whose words went with a forgotten contact."""
        held, move = self.picked(tap)
        *earlier, last = [uuid7(), *held.check_ins.order_by("at", "pk").values_list("pk", flat=True)]
        with self.nothing_changed():
            for check_in in earlier:
                undo_check_in(held, check_in, by=self.person, now=self.now)
        undo_check_in(held, last, by=self.person, now=self.now)
        if move.said and move.what:
            result, before = move.said.pop()
            to = move.moved_to.pop() if result == Result.MOVED else None
            if result != Result.MOVED or to == move.on:  # a day chosen after that stays
                move.on = before
            if result == Result.MOVED:
                move.put_off = max(0, move.put_off - later(before, to))
            move.ended = None
            self.met = {one for one in self.met if one[2] != held.pk}

    # What holds after each tap

    @contextmanager
    def refused(self, error: type[Refused] | None) -> Iterator[None]:
        """An action that says no has changed nothing. None where it does not say no."""
        if error is None:
            yield
            return
        with self.nothing_changed(), pytest.raises(error):
            yield

    @contextmanager
    def nothing_changed(self) -> Iterator[None]:
        before = all_of(self.person)
        yield
        assert all_of(self.person) == before

    def rows_are_as_meant(self) -> None:
        goals = {row.pk: row for row in Goal.objects.of(self.person)}
        moves = {row.pk: row for row in Move.objects.of(self.person)}
        meant = {pk: replace(move, said=[], moved_to=[]) for pk, move in self.plan.items()}
        assert {pk: row.wish for pk, row in goals.items()} == self.wishes
        assert {pk: row.ending for pk, row in goals.items() if row.closed_at} == self.endings
        assert {pk: read(row) for pk, row in moves.items()} == meant
        counted = {pk: Counted((row.wish, row.ending), None, row.version) for pk, row in goals.items()}
        for pk, row in moves.items():
            counted[pk] = Counted(meant[pk], (row.on, row.done_at, row.dropped_at), row.version, row.sequence)
        self.counters_grow(counted)

    def counters_grow(self, counted: dict[UUID, Counted]) -> None:
        """Other devices see by the version that a row changed; calendars by the sequence that a day did."""
        for pk, now in counted.items():
            before = self.counted.get(pk, now)
            assert now == before or now.version > before.version
            assert now.sequence > before.sequence or (now.turn, now.sequence) == (before.turn, before.sequence)
        self.counted = counted

    def check_ins_and_facts_tell_what_was_said(self) -> None:
        said = Counter((pk, result) for pk, move in self.plan.items() for result, _ in move.said)
        assert Counter(CheckIn.objects.of(self.person).values_list("move", "result")) == said
        ends = Counter(pk for pk, result in said.elements() if result != Result.MOVED)
        assert ends == Counter(pk for pk, move in self.plan.items() if move.ended and pk not in self.went)
        results = Counter(result for _, result in said.elements())
        assert Counter(Fact.objects.of(self.person).values_list("kind", flat=True)) == Counter(
            {
                Fact.Kind.MAP_BEGUN: 1,
                Fact.Kind.GOAL_SET: len(self.wishes),
                Fact.Kind.MOVE_PLANNED: len(self.plan),
                Fact.Kind.MOVE_DONE: results[Result.DONE],
                Fact.Kind.MOVE_MOVED: results[Result.MOVED],
                Fact.Kind.MOVE_DROPPED: results[Result.DROPPED],
            }
        )

    def the_map_knows_who_was_met_and_when(self) -> None:
        assert sorted(Encounter.objects.of(self.person).values_list("contact", "on", "about"), key=str) == sorted(
            self.met, key=str
        )
        last = {pk: max((on for whom, on, _ in self.met if whom == pk), default=None) for pk in self.nicknames}
        assert dict(Contact.objects.ever_of(self.person).values_list("pk", "last_encounter_on")) == last

    def each_move_is_in_one_list_and_home_has_one_next_step(self) -> None:
        page, at = plan_page(self.person, self.today), standing(self.person, self.today)
        home, pile = today_of(self.person, self.today), self.piles()
        assert listed(page.late) == listed(at.late) == sorted(pile["late"])
        assert listed(page.due) == listed(at.due) == sorted(pile["due"])
        assert listed(page.coming) == sorted(pile["coming"])
        assert listed(page.undated) == sorted(pile["undated"])
        assert set(listed(page.ended)) <= set(pile["ended"])
        assert len(page.ended) == min(LATELY, len(pile["ended"]))
        assert (at.coming, at.undated, at.ended) == (len(pile["coming"]), len(pile["undated"]), len(pile["ended"]))
        assert at.done == home.done == sum(move.ended == Result.DONE for move in self.plan.values())
        assert {goal.pk for goal in page.goals} == self.wishes.keys() - self.endings.keys()
        assert {goal.pk for goal in page.earlier_goals} == self.endings.keys()
        assert len(page.goals) == at.goals == home.goals <= 3
        assert listed(home.now) == sorted(() if home.step == Step.PAUSED else pile["due"] or pile["late"])
        assert bool(home.now) == (home.card is None) == (home.step in {Step.CHECK_IN, Step.CATCH_UP})
        assert home.contacts == len(self.here())

    def steps_is_told_how_the_plan_moves(self) -> None:
        at = standing(self.person, self.today)
        assert movements([self.person.pk])[self.person.pk].coded == at.movement
        assert at.put_off == max((move.put_off for move in self.plan.values() if not move.ended), default=0)
        assert at.movement.state != State.PAUSED or at.paused_until

    def piles(self) -> dict[str, list[UUID]]:
        """Every move in one pile, by hand."""
        piles: dict[str, list[UUID]] = {name: [] for name in ("late", "due", "coming", "undated", "ended")}
        for pk, move in self.plan.items():
            if move.ended:
                piles["ended"].append(pk)
            elif move.on is None:
                piles["undated"].append(pk)
            elif move.on == self.today:
                piles["due"].append(pk)
            else:
                piles["late" if move.on < self.today else "coming"].append(pk)
        return piles


def back(pks: dict[UUID, object] | dict[UUID, str] | dict[UUID, Meant] | list[UUID], which: int) -> UUID | None:
    """The latest, the one before it, and so on; round again where there are fewer."""
    latest = list(pks)[::-1]
    return latest[which % len(latest)] if latest else None


def read(row: Move) -> Meant:
    assert not (row.done_at and row.dropped_at)
    ended = Result.DONE if row.done_at else Result.DROPPED if row.dropped_at else None
    return Meant(row.what, row.contact_id, row.goal_id, row.on, ended, put_off=row.put_off)


def later(before: date | None, to: date | None) -> bool:
    return bool(before and to and to > before)


def listed(lines: tuple[MoveLine, ...]) -> list[UUID]:
    return sorted(line.pk for line in lines)


def all_of(person: Person) -> list[dict[str, object]]:
    """Every row of somebody's map, plan and ledger, word by word."""
    rows = (
        Contact.objects.ever_of(person),
        *(Encounter.objects.of(person), Goal.objects.of(person), Move.objects.of(person)),
        *(CheckIn.objects.of(person), Fact.objects.of(person)),
    )
    return [dict(row) for some in rows for row in some.order_by("pk").values()]


taps = st.builds(
    Tap,
    what=st.sampled_from(TAPS),
    which=st.integers(0, 2),
    towards=st.integers(0, 2),
    ahead=st.integers(-1, 2),
    stale=st.sampled_from([False, False, True]),
)


@settings(max_examples=20, deadline=None)
@given(done=st.lists(taps, min_size=25, max_size=25))
def test_in_whatever_order_plan_map_ledger_and_home_agree_after_each_tap(done: list[Tap]) -> None:
    """Pavel has the same on his plan, does nothing, and is left alone."""
    mina, pavel = Mina(), make.guest()
    make.goal(pavel)
    make.done_move(pavel)
    make.move(pavel, on=make.TODAY)
    of_pavel = all_of(pavel)

    for tap in done:
        mina.do(tap)

        mina.rows_are_as_meant()
        mina.check_ins_and_facts_tell_what_was_said()
        mina.the_map_knows_who_was_met_and_when()
        mina.steps_is_told_how_the_plan_moves()
        mina.each_move_is_in_one_list_and_home_has_one_next_step()
    assert all_of(pavel) == of_pavel


def test_a_move_towards_somebody_taken_off_the_map_can_be_done(mina: Person) -> None:
    anna = make.contact(mina)
    move = make.move(mina, contact=anna.pk, on=make.TODAY)
    take_off(anna, by=mina, now=make.NOON)

    finish_move(move, by=mina, now=make.NOON, today=make.TODAY)

    assert Encounter.objects.of(mina).get().contact == anna
