"""The next day on which it is worth keeping the map."""

from datetime import date

import pytest

from askel.netmap.rules import next_look_on

BEGUN = date(2024, 11, 30)


@pytest.mark.parametrize(
    ("today", "following"),
    [
        (date(2024, 11, 29), BEGUN),
        (BEGUN, date(2025, 2, 28)),  # the month is shorter
        (date(2025, 2, 28), date(2025, 5, 30)),
        (date(2025, 5, 30), date(2025, 11, 30)),
        (date(2025, 11, 30), date(2026, 11, 30)),
        (date(2031, 1, 1), date(2031, 11, 30)),
    ],
)
def test_after_three_six_and_twelve_months_and_then_each_year(today: date, following: date) -> None:
    assert next_look_on(BEGUN, today) == following
