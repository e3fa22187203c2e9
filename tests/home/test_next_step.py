"""The one rule of the front page, as a table of situations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askel.home.rules import Situation, Step, next_step
from tests import make

few = st.integers(0, 4)
situations = st.builds(
    Situation,
    tuned_in=st.booleans(),
    exercises_left=st.booleans(),
    contacts=few,
    goals=few,
    due_today=few,
    late=few,
    coming=few,
    undated=few,
    ended=few,
    still=st.booleans(),
    moved_twice=st.booleans(),
)

TABLE = {
    "somebody new tunes in": (Situation(), Step.TUNE_IN),
    "tuned in, then a goal": (Situation(tuned_in=True), Step.SET_GOAL),
    "a goal and nobody drawn: the map": (Situation(tuned_in=True, goals=1), Step.DRAW),
    "a goal without tuning in: the map all the same": (Situation(goals=1), Step.DRAW),
    "one person drawn: some more": (Situation(tuned_in=True, goals=1, contacts=1), Step.DRAW_MORE),
    "two people drawn before anything else: some more": (Situation(contacts=2), Step.DRAW_MORE),
    "the map first, then a goal": (Situation(contacts=3), Step.SET_GOAL),
    "the map and tuned in, then a goal": (Situation(contacts=12, tuned_in=True), Step.SET_GOAL),
    "a map and a goal: the first move": (Situation(contacts=3, goals=1), Step.FIRST_MOVE),
    "a map, a goal, every exercise done: the first move": (
        Situation(contacts=9, goals=3, tuned_in=True, exercises_left=False),
        Step.FIRST_MOVE,
    ),
    "a move without a day: give it one": (Situation(contacts=3, goals=1, undated=1), Step.GIVE_DAY),
    "two moves without a day, others ended: give one a day": (
        Situation(contacts=3, goals=1, undated=2, ended=4),
        Step.GIVE_DAY,
    ),
    "a move for today: how did it go": (Situation(contacts=3, goals=1, due_today=1), Step.CHECK_IN),
    "today comes before what is late": (Situation(contacts=3, goals=1, due_today=1, late=3), Step.CHECK_IN),
    "today comes before everything, also for somebody new": (Situation(due_today=1), Step.CHECK_IN),
    "a day has passed: how did it go": (Situation(contacts=3, goals=1, late=1), Step.CATCH_UP),
    "late comes before coming": (Situation(contacts=3, late=1, coming=2, tuned_in=True), Step.CATCH_UP),
    "five minutes, a move ahead: tune in": (Situation(contacts=1, coming=1), Step.TUNE_IN),
    "five minutes, then tuned in: a goal": (Situation(contacts=1, coming=1, tuned_in=True), Step.SET_GOAL),
    "five minutes, tuned in, a goal: more people": (
        Situation(contacts=1, coming=1, tuned_in=True, goals=1),
        Step.DRAW_MORE,
    ),
    "a move ahead whose person was taken off the map: draw": (
        Situation(contacts=0, coming=1, tuned_in=True, goals=1),
        Step.DRAW,
    ),
    "all set, a day ahead: the next exercise": (
        Situation(contacts=5, goals=1, coming=1, tuned_in=True, ended=2),
        Step.EXERCISE,
    ),
    "all set, every exercise done: rest": (
        Situation(contacts=5, goals=1, coming=1, tuned_in=True, exercises_left=False),
        Step.REST,
    ),
    "every move has ended: the next one": (Situation(contacts=5, goals=1, ended=1, tuned_in=True), Step.NEXT_MOVE),
    "every move has ended, goals too: the next one": (Situation(contacts=5, ended=3), Step.NEXT_MOVE),
    "no move in two weeks: what would help": (Situation(contacts=5, goals=1, ended=1, still=True), Step.STILL),
    "no move in two weeks, one has no day: what would help": (Situation(contacts=5, undated=1, still=True), Step.STILL),
    "moved twice, its day is ahead: what would help": (
        Situation(contacts=5, goals=1, coming=1, tuned_in=True, still=True, moved_twice=True),
        Step.STILL,
    ),
    "it stands still and a move is for today: how did it go": (Situation(due_today=1, still=True), Step.CHECK_IN),
    "it stands still and a day has passed: how did it go": (Situation(late=1, still=True), Step.CATCH_UP),
    "a pause rests what is due, late and still": (
        Situation(due_today=1, late=2, still=True, paused_until=make.TODAY),
        Step.PAUSED,
    ),
}


@pytest.mark.parametrize(("at", "expected"), TABLE.values(), ids=TABLE.keys())
def test_each_situation_leads_to_its_step(at: Situation, expected: Step) -> None:
    assert next_step(at) == expected


@given(situations)
def test_there_is_always_one_step_and_what_has_a_day_comes_first(at: Situation) -> None:
    step = next_step(at)

    assert (step == Step.CHECK_IN) == bool(at.due_today)
    assert (step == Step.CATCH_UP) == (bool(at.late) and not at.due_today)


@given(situations)
def test_rest_is_offered_only_when_a_day_is_set(at: Situation) -> None:
    assert next_step(at) != Step.REST or at.coming
