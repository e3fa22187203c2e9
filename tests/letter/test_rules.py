"""Times of letters: nights, the two nights when clocks change, waits, and when it is too late."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askel.letter.rules import (
    GIVE_UP_AFTER,
    Fate,
    Standing,
    after_showing,
    day_there,
    fate,
    moment,
    next_try,
    quiet_until,
)
from askel.people.rules import zone, zone_names
from tests import make

HELSINKI, TOKYO = ZoneInfo("Europe/Helsinki"), ZoneInfo("Asia/Tokyo")
HOUR = timedelta(hours=1)


def there(day: date, hour: int, minute: int = 0, where: ZoneInfo = HELSINKI) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=where).astimezone(UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "until"),
    [(7, 59, (24, 8)), (8, 0, None), (20, 59, None), (21, 0, (25, 8)), (23, 30, (25, 8)), (0, 0, (24, 8))],
)
def test_nights_are_quiet_from_21_to_8(hour: int, minute: int, until: tuple[int, int] | None) -> None:
    expected = there(date(2026, 11, until[0]), until[1]) if until else None

    assert quiet_until(there(make.TODAY, hour, minute), HELSINKI) == expected


def test_the_night_is_the_one_where_the_person_is() -> None:
    assert quiet_until(make.NOON, HELSINKI) is None
    assert quiet_until(make.NOON + 3 * HOUR, TOKYO) == there(date(2026, 11, 25), 8, where=TOKYO)


def test_a_time_that_the_spring_night_skips_is_as_much_later() -> None:
    spring = date(2026, 3, 29)

    assert moment(spring, time(3, 30), HELSINKI) == there(spring, 4, 30)
    assert moment(spring, time(2, 59), HELSINKI) < moment(spring, time(3, 30), HELSINKI)


def test_a_time_that_comes_twice_in_the_autumn_night_is_the_first_one() -> None:
    autumn = date(2026, 10, 25)

    assert moment(autumn, time(3, 30), HELSINKI) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert day_there(moment(autumn, time(3, 30), HELSINKI) + HOUR, HELSINKI) == autumn  # so the key is the same


@given(
    day=st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31)),
    at=st.times(),
    name=st.sampled_from(zone_names()),
)
def test_on_any_day_anywhere_a_night_ends_at_eight_there_within_half_a_day(day: date, at: time, name: str) -> None:
    where = zone(name)
    now = moment(day, at, where)

    until = quiet_until(now, where)

    if until:
        assert timedelta() < until - now <= 12 * HOUR
        assert quiet_until(until, where) is None


def test_a_zone_that_is_none_is_the_houses() -> None:
    assert zone("Mars/Olympus") == HELSINKI
    assert zone("../etc/passwd") == HELSINKI
    assert zone("Asia/Tokyo") == TOKYO


@pytest.mark.parametrize(
    ("letter", "late_by", "expected"),
    [
        (Standing(make.NOON, HELSINKI), timedelta(), Fate.SEND),
        (Standing(make.NOON, HELSINKI), 24 * HOUR, Fate.SEND),
        (Standing(make.NOON, HELSINKI), 24 * HOUR + timedelta(seconds=1), Fate.SHOW),
        (Standing(make.NOON, HELSINKI), 10 * HOUR, Fate.WAIT),
        (Standing(make.NOON, HELSINKI, is_at_once=True), 10 * HOUR, Fate.SEND),
        (Standing(make.NOON, HELSINKI, is_wanted=False), timedelta(), Fate.DROP),
        (Standing(make.NOON, HELSINKI, is_late=True), 48 * HOUR, Fate.GIVE_UP),
        (Standing(make.NOON, HELSINKI, is_shown=False, good_for=HOUR), 2 * HOUR, Fate.DROP),
    ],
)
def test_what_becomes_of_a_letter(letter: Standing, late_by: timedelta, expected: Fate) -> None:
    assert fate(letter, make.NOON + late_by) == expected


def test_waits_grow_and_then_stay() -> None:
    waits = [next_try(tries, make.NOON) - make.NOON for tries in range(1, 12)]

    assert [wait // timedelta(minutes=1) for wait in waits[:5]] == [1, 2, 5, 15, 60]
    assert waits == sorted(waits)


def test_whoever_waits_for_a_code_waits_for_seconds() -> None:
    assert next_try(1, make.NOON, at_once=True) - make.NOON == timedelta(seconds=2)


def test_a_letter_that_was_tried_is_given_up_after_two_days_and_one_that_was_not_is_not() -> None:
    assert after_showing(make.NOON, 3) == make.NOON + GIVE_UP_AFTER
    assert after_showing(make.NOON, 0) is None
