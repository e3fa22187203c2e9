"""The weekly look: what moved, what waits, one to three for the week."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from askel.people.models import Person
from askel.plan.actions import drop_move, finish_move
from askel.plan.models import Move, Pace
from askel.plan.pace import choose_week, pause, set_look
from askel.plan.queries_pace import week_look
from askel.plan.rules import WeekLook, is_look_due
from tests import make
from tests.conftest import SignedIn

SUNDAY = WeekLook(6, 18)
NEVER = WeekLook()


def at(day: int, hour: int = 18) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=make.NOON.tzinfo)  # the 22nd and the 29th are Sundays


@pytest.mark.parametrize(
    ("look", "local", "due"),
    [
        (NEVER, at(29), False),
        (SUNDAY, at(29, 18), True),
        (SUNDAY, at(29, 17), True),  # the Sunday before was not looked at
        (WeekLook(6, 18, date(2026, 11, 22)), at(29, 17), False),
        (WeekLook(6, 18, date(2026, 11, 22)), at(29, 18), True),
        (WeekLook(6, 18, date(2026, 11, 29)), at(29, 23), False),
        (WeekLook(6, 18, date(2026, 11, 28)), at(29, 18), True),
        (WeekLook(6, 18, date(2026, 11, 22)), at(24), False),
        (WeekLook(6, 18, date(2026, 11, 21)), at(24), True),  # two days late it is still time
    ],
)
def test_it_is_time_from_the_chosen_hour_until_it_was_looked_at(look: WeekLook, local: datetime, due: bool) -> None:  # noqa: FBT001 - a row of a table
    assert is_look_due(look, local) == due


def test_chosen_moves_get_their_day_and_the_rest_waits(mina: Person, signed_in: SignedIn) -> None:
    today = timezone.localdate()
    undated, late, other = make.move(mina), make.move(mina, on=today - timedelta(days=4)), make.move(mina, "wait")
    client = signed_in(mina)
    opened = client.get("/plan/week/").text
    days = {f"day-{undated.pk}": today + timedelta(days=2), f"day-{late.pk}": today}

    page = client.post("/plan/week/", {"choose": [undated.pk, late.pk], **days}, follow=True).text

    assert opened.count('type="checkbox"') == 3
    assert "Your week is set." in page
    for move in (undated, late, other):
        move.refresh_from_db()
    assert (undated.on, late.on, other.on) == (today + timedelta(days=2), today, None)
    assert week_look(mina).looked_on == today


def test_a_day_that_was_not_touched_is_tomorrow_on_the_page(mina: Person, signed_in: SignedIn) -> None:
    make.move(mina)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    assert f'<option value="{tomorrow}" selected>' in signed_in(mina).get("/plan/week/").text


@pytest.mark.parametrize("day", ["", "soon", "2020-01-01"])
def test_a_day_outside_the_week_is_asked_for_again(day: str, mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina)

    page = signed_in(mina).post("/plan/week/", {"choose": [str(move.pk)], f"day-{move.pk}": day})

    assert page.status_code == 200
    move.refresh_from_db()
    assert move.on is None


@pytest.mark.parametrize(("chosen", "words"), [(0, "Choose one to three"), (4, "Choose three at most.")])
def test_one_to_three_are_enough(chosen: int, words: str, mina: Person, signed_in: SignedIn) -> None:
    day = timezone.localdate().isoformat()
    moves = [make.move(mina) for _ in range(4)]
    form = {"choose": [str(move.pk) for move in moves[:chosen]], **{f"day-{move.pk}": day for move in moves}}

    page = signed_in(mina).post("/plan/week/", form).text

    assert words in page
    assert page.count("checked") == chosen
    assert not Move.objects.exclude(on=None).exists()


def test_where_the_week_has_something_nothing_more_need_be_chosen(mina: Person, signed_in: SignedIn) -> None:
    make.move(mina, on=timezone.localdate())
    make.move(mina)

    assert signed_in(mina).post("/plan/week/", {}).status_code == 302


def test_what_moved_is_shown_and_an_empty_week_is_no_blame(mina: Person, signed_in: SignedIn) -> None:
    client, today = signed_in(mina), timezone.localdate()
    assert "Some weeks are like that." in client.get("/plan/week/").text
    finish_move(make.move(mina, "I thank her."), by=mina, now=timezone.now(), today=today)
    old = make.move(mina, "long ago")
    finish_move(old, by=mina, now=timezone.now() - timedelta(days=9), today=today)

    page = client.get("/plan/week/").text

    assert "I thank her." in page
    assert "long ago" not in page


def test_what_ended_on_another_page_is_left_out(mina: Person) -> None:
    move, gone = make.move(mina), make.move(mina)
    drop_move(gone, by=mina, now=make.NOON)

    choose_week({move.pk: make.TODAY, gone.pk: make.TODAY}, by=mina, now=make.NOON)

    move.refresh_from_db()
    gone.refresh_from_db()
    assert (move.on, gone.on) == (make.TODAY, None)


def test_another_persons_move_gets_no_day(mina: Person, pavel: Person) -> None:
    move = make.move(pavel)

    choose_week({move.pk: make.TODAY}, by=mina, now=make.NOON)

    move.refresh_from_db()
    assert move.on is None


def test_a_day_and_an_hour_are_chosen_and_home_says_when_it_is_time(mina: Person, signed_in: SignedIn) -> None:
    client, now = signed_in(mina), timezone.localtime()
    words = "It is time to look at your week."
    assert words not in client.get("/home/").text

    page = client.post("/plan/week/time/", {"weekday": "6", "hour": "18"}, follow=True).text
    assert "Your time for this look: Sunday, 18:00." in page
    set_look((now.weekday() - 1) % 7, 8, by=mina, now=now)
    assert words in client.get("/home/").text

    pause(now.date() + timedelta(days=7), by=mina, now=now)
    assert words not in client.get("/home/").text


def test_a_tick_on_a_move_that_ended_on_another_page_counts_as_none(mina: Person, signed_in: SignedIn) -> None:
    today = timezone.localdate()
    ended, other = make.move(mina), make.move(mina, "the other")
    drop_move(ended, by=mina, now=timezone.now())
    days = {f"day-{one.pk}": today.isoformat() for one in (ended, other)}

    page = signed_in(mina).post("/plan/week/", {"choose": [str(ended.pk), str(other.pk)], **days}, follow=True).text

    assert "Your week is set." in page
    assert [one.on for one in Move.objects.of(mina).open()] == [today]


def test_every_hour_that_is_offered_is_one_at_which_a_letter_may_leave(mina: Person, signed_in: SignedIn) -> None:
    page = signed_in(mina).get("/plan/week/time/").text

    hours = [int(hour) for hour in re.findall(r'<option value="(\d+)"[^>]*>\d+:00', page)]
    assert hours == list(range(8, 21))


@pytest.mark.parametrize(("form", "kept"), [({"weekday": "6"}, 0), ({"hour": "18"}, 0), ({"hour": "99"}, 0), ({}, 1)])
def test_a_day_goes_with_an_hour_and_none_is_an_answer(
    form: dict[str, str], kept: int, mina: Person, signed_in: SignedIn
) -> None:
    signed_in(mina).post("/plan/week/time/", form)

    assert Pace.objects.of(mina).count() == kept
    assert week_look(mina) == NEVER


def test_the_database_keeps_a_pace_true(mina: Person) -> None:
    set_look(0, 8, by=mina, now=make.NOON)

    for wrong in ({"look_hour": 24}, {"look_weekday": None}, {"paused_until": make.TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pace.objects.of(mina).update(**wrong)
    assert str(Pace.objects.of(mina).get()) == f"pace {mina.pk}"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_week_costs_the_same_for_one_and_three(
    rows: int, mina: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    today = timezone.localdate()
    for _ in range(rows):
        make.move(mina)
        make.move(mina, on=today)
        finish_move(make.move(mina), by=mina, now=timezone.now(), today=today)
    client = signed_in(mina)

    with django_assert_num_queries(5):  # session, person, done, open, pace
        client.get("/plan/week/")
