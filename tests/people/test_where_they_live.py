"""A day is the day where the person is."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from askel.people.models import Person
from tests import make
from tests.conftest import SignedIn

FIRST, LAST = "Pacific/Kiritimati", "Pacific/Pago_Pago"  # 25 hours apart: never the same day


@pytest.mark.parametrize("place", [FIRST, LAST])
def test_what_is_planned_for_today_waits_on_the_day_of_the_place(mina: Person, signed_in: SignedIn, place: str) -> None:
    Person.objects.filter(pk=mina.pk).update(time_zone=place)
    there = timezone.localdate(timezone=ZoneInfo(place))
    make.move(mina, on=there)
    make.move(mina, on=there + timedelta(days=1))

    shown = signed_in(mina).get("/home/").content.decode()

    assert "One thing for today" in shown


def test_the_place_of_one_is_not_left_to_the_next(mina: Person, signed_in: SignedIn) -> None:
    Person.objects.filter(pk=mina.pk).update(time_zone=FIRST)
    signed_in(mina).get("/home/")

    assert timezone.get_current_timezone_name() == "Europe/Helsinki"
