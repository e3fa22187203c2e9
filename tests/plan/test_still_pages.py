"""A plan that stands still is asked what would help, without blame. A pause is a decision."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from askel.people.models import Person
from askel.plan.actions import postpone_move
from askel.plan.models import Move, Pace
from askel.plan.pace import pause
from askel.plan.queries_pace import paused_until
from askel.steps.models import Movement
from askel.steps.movement import State
from tests import make
from tests.conftest import SignedIn

KIND = "That is information, not a failure."


def rested(person: Person) -> Move:
    """A move that was planned a month ago and has no day."""
    move = make.move(person, "I call.")
    Move.objects.of(person).update(made_at=timezone.now() - timedelta(days=30))
    return move


def moved_twice(person: Person) -> Move:
    today = timezone.localdate()
    move = make.move(person, on=today)
    for days in (1, 2):
        postpone_move(move, today + timedelta(days=days), by=person, now=timezone.now())
    return move


def test_home_asks_what_would_help_after_two_weeks(mina: Person, signed_in: SignedIn) -> None:
    rested(mina)
    client = signed_in(mina)

    home, page = client.get("/home/").text, client.get("/plan/still/").text

    assert f"No move in two weeks. {KIND}" in home
    assert 'href="/plan/still/"' in home
    assert "I call." in page


def test_every_way_out_is_on_the_page(mina: Person, signed_in: SignedIn) -> None:
    move = moved_twice(mina)
    client = signed_in(mina)

    for address in ("/plan/still/", f"/plan/still/?move={move.pk}", f"/plan/moves/{move.pk}/"):
        page = client.get(address).text
        assert f"This has moved twice. {KIND}" in page
        for way in ("smaller/", "change/#id_towards", "another-day/"):
            assert f'href="/plan/moves/{move.pk}/{way}"' in page
        for way in ('href="/plan/moves/add/?ask=peer"', 'action="/plan/still/talk/"', 'href="/plan/pause/"'):
            assert way in page


def test_home_asks_after_the_second_time_and_a_day_is_an_answer(mina: Person, signed_in: SignedIn) -> None:
    move = moved_twice(mina)
    client = signed_in(mina)
    assert f"This has moved twice. {KIND}" in client.get("/home/").text

    postpone_move(move, timezone.localdate() + timedelta(days=4), by=mina, now=timezone.now())

    assert KIND not in client.get("/home/").text


@pytest.mark.parametrize("address", ["/plan/still/", "/plan/still/?move=soon"])
def test_a_plan_without_moves_is_shown_ideas(address: str, sam: Person, signed_in: SignedIn) -> None:
    page = signed_in(sam).get(address).text

    assert 'href="/plan/ideas/"' in page
    assert KIND not in page


def test_a_talk_is_asked_for_and_taken_back(mina: Person, signed_in: SignedIn) -> None:
    rested(mina)
    client = signed_in(mina)

    asked = client.post("/plan/still/talk/", {"talk": "yes"}, follow=True).text
    assert Movement.objects.of(mina).get().state == State.ASKS
    assert KIND not in client.get("/home/").text  # asking is an answer
    taken_back = client.post("/plan/still/talk/", {"talk": "no"}, follow=True).text

    assert "When you have a facilitator, they see" in asked
    assert 'name="talk" value="yes"' not in asked
    assert "You ask for no talk any more." in taken_back
    assert 'name="talk" value="yes"' in taken_back
    assert Movement.objects.of(mina).get().state == State.STILL


def test_a_peer_is_asked_with_words_to_begin_with(mina: Person, signed_in: SignedIn) -> None:
    assert "what would you do?" in signed_in(mina).get("/plan/moves/add/?ask=peer").text


def test_a_pause_rests_the_front_page_until_its_day(mina: Person, signed_in: SignedIn) -> None:
    today = timezone.localdate()
    move = make.move(mina, on=today)
    client, until = signed_in(mina), today + timedelta(days=14)

    page = client.post("/plan/pause/", {"when": until.isoformat()}, follow=True).text
    assert "You pause" in page
    assert f"/plan/moves/{move.pk}/check-in/" not in page
    assert "Go on from today" in client.get("/plan/pause/").text
    assert "You pause until" in client.get("/plan/still/").text

    back = client.post("/plan/pause/end/", follow=True).text
    assert f"/plan/moves/{move.pk}/check-in/" in back


@pytest.mark.parametrize("days", [0, -1])
def test_a_pause_ends_after_today(days: int, mina: Person, signed_in: SignedIn) -> None:
    day = timezone.localdate() + timedelta(days=days)

    page = signed_in(mina).post("/plan/pause/", {"on": day.isoformat()}).text

    assert "Choose a later day." in page
    assert not Pace.objects.exists()


def test_a_pause_needs_an_end_that_is_near(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)

    assert "Choose a day." in client.post("/plan/pause/", {"on": ""}).text
    assert "within two years" in client.post("/plan/pause/", {"on": "2999-01-01"}).text


def test_a_pause_may_end_on_29_february(mina: Person) -> None:
    pause(date(2028, 2, 29), by=mina, now=make.NOON)

    assert paused_until(mina, date(2028, 2, 28)) == date(2028, 2, 29)
    assert paused_until(mina, date(2028, 2, 29)) is None


def test_who_never_paused_does_not_pause(sam: Person) -> None:
    assert paused_until(sam, make.TODAY) is None


def test_the_page_costs_the_same_for_many(
    mina: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        rested(mina)
    client = signed_in(mina)

    with django_assert_num_queries(5):  # session, person, pace, days, moves
        client.get("/plan/still/")
