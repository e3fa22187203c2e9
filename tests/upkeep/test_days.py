"""When a time is over, what a new tie needs, and what the time of the year offers."""

from datetime import date, timedelta

import pytest

from askel.upkeep.models import Every
from askel.upkeep.rules import SNOOZE, FollowUp, Season, follow_up, may_be_over_on, midsummer_eve, over_on, season
from askel.upkeep.words import season_words, since_words
from tests import make

TODAY = make.TODAY


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("every", "last", "snoozed", "over"),
    [
        (Every.MONTH, 30, None, 0),
        (Every.MONTH, 29, None, -1),
        (Every.WEEK, 210, None, 203),
        (Every.MONTH, None, None, -20),  # nothing is known: it counts from the day it was set, 10 days ago
        (Every.NEVER, 900, None, None),
        (Every.MONTH, 60, -5, -5),  # it rests five days more
        (Every.MONTH, 60, 5, 5),  # it has rested
        (Every.MONTH, None, -5, -20),  # the rhythm is longer than the rest
        (Every.WEEK, 20, -5, 13),  # in touch after it was asked to rest: it counts from there
        (Every.WEEK, 26, -5, -5),
    ],
)
def test_a_time_is_over(every: Every, last: int | None, snoozed: int | None, over: int | None) -> None:
    on = over_on(
        every,
        None if last is None else ago(last),
        ago(10),
        None if snoozed is None else ago(snoozed),
    )

    assert on == (None if over is None else ago(over))


@pytest.mark.parametrize("every", list(Every))
@pytest.mark.parametrize("last", [None, 0, 8, 400])
@pytest.mark.parametrize("told", [None, 0, 3, 500])
@pytest.mark.parametrize("snoozed", [None, -20, 5])
def test_whoever_is_over_may_be_over(every: Every, last: int | None, told: int | None, snoozed: int | None) -> None:
    met = None if last is None else ago(last)
    known = [day for day in (met, None if told is None else ago(told)) if day]
    snoozed_until = None if snoozed is None else ago(snoozed)
    over = over_on(every, max(known, default=None), TODAY, snoozed_until)

    found = may_be_over_on(every, met, TODAY)

    if over and over <= TODAY:
        assert found
        assert found <= TODAY
    assert (found is None) == (every == Every.NEVER)


@pytest.mark.parametrize(
    ("met", "again", "waits"),
    [
        (0, 0, None),
        (1, 0, FollowUp.TWO_DAYS),
        (2, 0, FollowUp.TWO_DAYS),
        (11, 0, FollowUp.TWO_DAYS),
        (3, 2, None),  # had it
        (12, 0, FollowUp.TWO_WEEKS),
        (15, 2, FollowUp.TWO_WEEKS),
        (21, 2, FollowUp.TWO_WEEKS),
        (20, 14, None),  # had that too
        (22, 0, None),  # no longer new
    ],
)
def test_a_new_tie_has_two_follow_ups(met: int, again: int, waits: FollowUp | None) -> None:
    assert follow_up(ago(met), ago(met) + timedelta(days=again), TODAY) == waits


@pytest.mark.parametrize(
    ("day", "at_hand"),
    [
        (date(2027, 1, 6), None),
        (date(2027, 1, 7), Season.SPRING_TERM),
        (date(2027, 4, 30), Season.MAY_DAY),
        (date(2027, 5, 1), None),
        (date(2027, 6, 14), None),
        (date(2027, 6, 15), Season.MIDSUMMER),
        (date(2027, 6, 25), Season.MIDSUMMER),
        (date(2027, 6, 26), None),
        (date(2026, 8, 18), Season.AUTUMN_TERM),
        (date(2026, 9, 6), None),
        (date(2026, 12, 23), Season.CHRISTMAS),
        (date(2026, 12, 24), None),
        (date(2026, 12, 31), Season.NEW_YEAR),
    ],
)
def test_the_time_of_the_year(day: date, at_hand: Season | None) -> None:
    assert season(day) == at_hand
    assert bool(season_words(at_hand)) == (at_hand is not None)


@pytest.mark.parametrize(("year", "eve"), [(2024, 21), (2025, 20), (2026, 19), (2027, 25), (2028, 23)])
def test_midsummer_eve_is_a_friday(year: int, eve: int) -> None:
    assert midsummer_eve(year) == date(year, 6, eve)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "You were in touch today."),
        (1, "It is 1 day since you were in touch."),
        (13, "It is 13 days since you were in touch."),
        (14, "It is about 2 weeks since you were in touch."),
        (44, "It is about 6 weeks since you were in touch."),
        (61, "It is about 2 months since you were in touch."),
        (365, "It is about 12 months since you were in touch."),
        (730, "It is about 2 years since you were in touch."),
    ],
)
def test_how_long_it_has_been(days: int, words: str) -> None:
    assert since_words(ago(days), TODAY) == words


def test_nothing_is_claimed_where_nothing_is_known() -> None:
    assert since_words(None, TODAY) == "You have not noted yet when you were in touch."


def test_a_rest_is_a_month() -> None:
    assert SNOOZE.days == 30
