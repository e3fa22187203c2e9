"""Goals: at most three are open, and ended ones are kept."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from askel.people.models import Person
from askel.plan.goals import FullGoalsError, GoalChangedError, Wanted, change_goal, close_goal
from askel.plan.models import Ending, Goal
from askel.plan.queries import goals, plan_page
from askel.steps.models import Fact
from tests import make
from tests.conftest import SignedIn


def test_a_goal_is_kept_with_its_obstacle_and_the_answer_to_it(mina: Person) -> None:
    make.goal(mina, "I work in a laboratory.")

    (kept,) = goals(mina)

    assert (kept.wish, kept.obstacle, kept.answer) == (
        "I work in a laboratory.",
        "I am tired after work.",
        "Then I write on the tram.",
    )
    assert Fact.objects.of(mina).filter(kind=Fact.Kind.GOAL_SET).count() == 1


def test_a_fourth_goal_waits_until_there_is_room(mina: Person) -> None:
    first, *_ = [make.goal(mina, wish) for wish in ("one", "two", "three")]

    with pytest.raises(FullGoalsError):
        make.goal(mina, "four")

    close_goal(first, Ending.REACHED, by=mina, now=make.NOON)
    make.goal(mina, "four")
    assert [goal.wish for goal in goals(mina)] == ["four", "two", "three"]
    assert [(goal.wish, goal.ending) for goal in plan_page(mina, make.TODAY).earlier_goals] == [("one", Ending.REACHED)]


def test_the_first_ending_counts(mina: Person) -> None:
    goal = make.goal(mina)

    close_goal(goal, Ending.LET_GO, by=mina, now=make.NOON)
    close_goal(goal, Ending.REACHED, by=mina, now=timezone.now())

    goal.refresh_from_db()
    assert (goal.ending, goal.closed_at) == (Ending.LET_GO, make.NOON)


def test_the_database_holds_three_open_goals_at_most(mina: Person) -> None:
    goal = make.goal(mina)

    for slot in (goal.slot, 4):
        with pytest.raises(IntegrityError), transaction.atomic():
            Goal.objects.create(owner=mina, slot=slot, wish="x", made_at=make.NOON)


def test_a_goal_that_another_device_changed_is_not_written_over(mina: Person) -> None:
    goal = make.goal(mina)
    change_goal(goal, Wanted("from the phone"), by=mina, version=1)

    with pytest.raises(GoalChangedError) as stale:
        change_goal(goal, Wanted("from the laptop"), by=mina, version=1)

    assert stale.value.current.wish == "from the phone"


def test_the_page_shows_both_texts_and_the_next_save_counts(mina: Person, signed_in: SignedIn) -> None:
    goal = make.goal(mina)
    change_goal(goal, Wanted("from the phone"), by=mina, version=1)
    client, address = signed_in(mina), f"/plan/goals/{goal.pk}/"

    both = client.post(address, {"wish": "from the laptop", "version": "1"})
    saved = client.post(address, {"wish": "joined", "version": "2"})

    assert "from the phone" in both.text
    assert "from the laptop" in both.text
    assert 'value="2"' in both.text
    assert saved.status_code == 302
    assert [goal.wish for goal in goals(mina)] == ["joined"]


def test_pages_add_and_close_a_goal(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)

    empty = client.post("/plan/goals/add/", {"wish": " "})
    client.post("/plan/goals/add/", {"wish": "I meet three people."})
    goal = Goal.objects.of(mina).get()
    page = client.post(f"/plan/goals/{goal.pk}/close/", {"ending": "reached"}, follow=True)

    assert "Earlier goals" in page.text
    assert 'href="#id_wish"' in empty.text
    assert [one.ending for one in plan_page(mina, make.TODAY).earlier_goals] == [Ending.REACHED]


def test_the_page_says_that_three_are_open_and_keeps_the_words(mina: Person, signed_in: SignedIn) -> None:
    for wish in ("one", "two", "three"):
        make.goal(mina, wish)

    page = signed_in(mina).post("/plan/goals/add/", {"wish": "a fourth wish"})

    assert "Three goals are open." in page.text
    assert "a fourth wish" in page.text
