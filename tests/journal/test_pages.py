"""The overview, a step and an exercise: where somebody is, at a price that does not grow."""

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from askel.journal.actions import Seen, finish_answer, save_answer
from askel.journal.queries import State, standing
from askel.journal.words import Words
from askel.people.models import Person
from askel.steps.edition import Exercise
from askel.steps.queries import edition
from tests import make
from tests.conftest import SignedIn

PAGE = Seen(0, "a-page")
EVERYTHING = list(edition("en").exercises())


def begin(person: Person, exercise: Exercise) -> None:
    save_answer(exercise, Words(asks={"a": "Some words"}), by=person, seen=PAGE, now=make.NOON)


def finish(person: Person, exercise: Exercise) -> None:
    finish_answer(exercise, Words(asks={"a": "Some words"}), by=person, seen=PAGE, now=make.NOON)


def asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(connections["default"]) as default, CaptureQueriesContext(connections["vault"]) as vault:
        assert client.get(path).status_code == 200
    return len(default) + len(vault)


def test_at_first_the_first_exercise_is_next(mina: Person) -> None:
    at = standing(mina)

    assert at.next
    assert at.next.key == EVERYTHING[0].key
    assert (at.answered, at.begun) == (frozenset(), frozenset())


def test_what_was_begun_comes_before_what_is_open(mina: Person) -> None:
    begin(mina, EVERYTHING[9])
    finish(mina, EVERYTHING[0])

    at = standing(mina)

    assert at.next
    assert at.next.key == EVERYTHING[9].key
    assert [at.state(EVERYTHING[n]) for n in (0, 9, 5)] == [State.DONE, State.BEGUN, State.OPEN]
    assert at.done_in(edition("en").steps[0]) == 1


def test_what_others_did_is_not_mine(mina: Person, pavel: Person) -> None:
    finish(pavel, EVERYTHING[0])

    assert standing(mina).answered == frozenset()


def test_the_overview_says_what_is_done_begun_and_next(mina: Person, signed_in: SignedIn) -> None:
    finish(mina, EVERYTHING[0])
    begin(mina, EVERYTHING[1])
    begin(mina, EVERYTHING[2])

    html = signed_in(mina).get("/steps/").content.decode()

    assert html.count(">Done</span>") == html.count(">Up next</span>") == html.count(">Begun</span>") == 1
    assert "1 of 4 done" in html
    assert 'href="/steps/my-network/"' in html


def test_a_step_shows_its_exercises_and_that_the_map_may_come_first(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)

    goals = browser.get("/steps/goals/").content.decode()
    last = browser.get("/steps/keep-alive/").content.decode()

    assert "You may also begin with" in goals
    assert 'href="/steps/goals/wish-and-obstacle/"' in goals
    assert "You may also begin with" not in last
    assert "On to step" not in last


@pytest.mark.parametrize("path", ["/steps/nowhere/", "/steps/goals/draw-my-network/", "/steps/goals/nothing/"])
def test_what_is_not_in_the_edition_is_not_found(path: str, mina: Person, signed_in: SignedIn) -> None:
    assert signed_in(mina).get(path).status_code == 404


@pytest.mark.parametrize("exercise", EVERYTHING, ids=lambda exercise: exercise.key)
def test_every_exercise_opens_with_its_parts(exercise: Exercise, mina: Person, signed_in: SignedIn) -> None:
    html = signed_in(mina).get(f"/steps/{exercise.step}/{exercise.key}/").content.decode()

    for part in (exercise.why, exercise.do, exercise.example, exercise.group):
        assert str(part) in html
    assert ('href="/map/">Open the map' in html) == (exercise.kind == "map")
    assert ('href="/plan/">Open the plan' in html) == (exercise.kind == "plan")


@pytest.mark.parametrize("answers", [1, 3])
def test_pages_cost_the_same_with_more_answers(answers: int, mina: Person, signed_in: SignedIn) -> None:
    for exercise in EVERYTHING[:answers]:
        finish(mina, exercise)
    browser = signed_in(mina)

    assert asked(browser, "/steps/") == 3  # session, person, standing
    assert asked(browser, "/steps/tuning-in/") == 3
    assert asked(browser, f"/steps/tuning-in/{EVERYTHING[0].key}/") == 4  # session, person, answer, key
