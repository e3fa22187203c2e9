"""How a plan moves, shown: states, days and counts, and no word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from askel.netmap.actions import forget_contact, record_encounter, take_off
from askel.people.models import Person
from askel.plan.actions import drop_move, finish_move, postpone_move
from askel.plan.models import Move
from askel.plan.pace import ask_for_talk, pause
from askel.sharing.models import Line
from askel.sharing.showing_movement import movement_words, show_movement
from askel.steps.movement import Because, Coded, State
from askel.upkeep.models import Every
from tests import make
from tests.conftest import SignedIn

DAY = timedelta(days=1)


def done(owner: Person, days_ago: int) -> Move:
    move, at = make.move(owner, newcomer=f"N{days_ago}"), make.NOON - days_ago * DAY
    finish_move(move, by=owner, now=at, today=make.TODAY - days_ago * DAY)
    return move


def test_where_nothing_is_planned_there_are_zeros(mina: Person) -> None:
    shown = show_movement(mina, make.TODAY)

    assert shown.words == "No move is planned yet."
    assert (shown.since, shown.last_done_on) == (None, None)
    assert (shown.done_in_two_weeks, shown.done_lately, shown.with_a_day, shown.rhythms, shown.met_lately) == (0,) * 5


def test_a_done_move_counts_for_14_days_and_for_30(mina: Person) -> None:
    for days_ago in (0, 13, 14, 29, 30):
        done(mina, days_ago)

    shown = show_movement(mina, make.TODAY)

    assert (shown.done_in_two_weeks, shown.done_lately, shown.last_done_on) == (2, 4, make.TODAY)


def test_open_moves_count_when_they_have_a_day(mina: Person) -> None:
    make.move(mina)
    make.move(mina, on=make.TODAY - DAY)
    make.move(mina, on=make.TODAY + DAY)
    drop_move(make.move(mina, on=make.TODAY), by=mina, now=make.NOON)

    assert show_movement(mina, make.TODAY).with_a_day == 2


def test_rhythms_count_while_their_tie_is_on_the_map(mina: Person) -> None:
    make.rhythm(mina, "Anna")
    make.rhythm(mina, "Leila", Every.NEVER)
    take_off(make.rhythm(mina, "Omar"), by=mina, now=make.NOON)

    assert show_movement(mina, make.TODAY).rhythms == 1


def test_each_contact_that_was_met_counts_once_for_30_days(mina: Person) -> None:
    anna, leila, omar = (make.contact(mina, name) for name in ("Anna", "Leila", "Omar"))
    for somebody, days_ago in ((anna, 0), (anna, 3), (leila, 29), (omar, 30)):
        record_encounter(somebody, by=mina, on=make.TODAY - days_ago * DAY, now=make.NOON)
    assert show_movement(mina, make.TODAY).met_lately == 2

    forget_contact(anna, by=mina)

    assert show_movement(mina, make.TODAY).met_lately == 1


def test_nothing_of_somebody_else_is_counted(mina: Person, pavel: Person) -> None:
    done(pavel, 1)
    make.rhythm(pavel, days_ago=1)

    assert show_movement(mina, make.TODAY) == show_movement(make.guest(), make.TODAY)
    assert show_movement(pavel, make.TODAY).done_lately == 1


@pytest.mark.parametrize(
    ("coded", "words"),
    [
        (Coded(State.MOVING), "The plan moves."),
        (Coded(State.STILL, Because.NO_PLAN_YET), "No move is planned yet."),
        (Coded(State.STILL, Because.NO_MOVE), "no move in two weeks."),
        (Coded(State.STILL, Because.MOVED_TWICE), "a move got a later day twice."),
        (Coded(State.ASKS, Because.NO_MOVE), "A talk is asked for."),
        (Coded(State.PAUSED, until=make.TODAY), "A pause until Tuesday 24 November."),
    ],
)
def test_each_state_has_its_sentence(coded: Coded, words: str) -> None:
    assert words in movement_words(coded)


def test_the_viewer_reads_state_and_numbers_as_they_are_now_and_no_word(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    now = timezone.now()
    move = make.move(mina, "zwieback", cue="knäckebröd", newcomer="Leila", on=timezone.localdate())
    share, browser = make.share(mina, pavel, Line.MOVEMENT, now=now), signed_in(pavel)
    page = browser.get(f"/shared/{share.pk}/").text
    assert "The plan moves." in page
    assert "Since" in page
    assert "The last move was done" not in page

    finish_move(move, by=mina, now=now, today=timezone.localdate())
    ask_for_talk(by=mina, now=now)

    page = browser.get(f"/shared/{share.pk}/").text
    assert "A talk is asked for." in page
    assert "The last move was done" in page
    assert not {word for word in ("zwieback", "knäckebröd", "Leila") if word in page}


def test_a_pause_and_a_day_put_off_twice_are_told(mina: Person) -> None:
    move = make.move(mina, on=make.TODAY)
    for days in (1, 2):
        postpone_move(move, make.TODAY + days * DAY, by=mina, now=make.NOON)
        move.refresh_from_db()
    assert "later day twice" in show_movement(mina, make.TODAY).words

    pause(make.TODAY + 7 * DAY, by=mina, now=make.NOON)

    assert "A pause until Tuesday 1 December." in show_movement(mina, make.TODAY).words
