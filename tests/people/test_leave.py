"""Erasing everything in seven days: a decision with a way back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from askel.config.night import tidy
from askel.people import actions
from askel.people.leaving import erase_leaving, keep_everything, leave_later
from askel.people.models import Person
from askel.people.rules import erased_from, leaving_on, zone
from askel.vault.models import Key
from tests import make
from tests.conftest import SignedIn

LATER, KEEP = "/account/erase/later/", "/account/keep/"
SAYS = "Everything of yours is erased on"


@pytest.mark.parametrize(
    ("place", "asked", "erased"),
    [
        ("Europe/Helsinki", datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 30, 22, tzinfo=UTC)),
        ("Europe/Helsinki", datetime(2026, 11, 24, 21, 59, tzinfo=UTC), datetime(2026, 11, 30, 22, tzinfo=UTC)),
        ("Europe/Helsinki", datetime(2026, 11, 24, 22, 0, tzinfo=UTC), datetime(2026, 12, 1, 22, tzinfo=UTC)),
        ("Asia/Tokyo", datetime(2026, 11, 24, 16, 0, tzinfo=UTC), datetime(2026, 12, 1, 15, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 11, 25, 7, 0, tzinfo=UTC), datetime(2026, 12, 1, 8, tzinfo=UTC)),
        ("Europe/Helsinki", datetime(2026, 10, 20, 10, tzinfo=UTC), datetime(2026, 10, 26, 22, tzinfo=UTC)),  # winter
        ("Europe/Helsinki", datetime(2026, 12, 28, 10, tzinfo=UTC), datetime(2027, 1, 3, 22, tzinfo=UTC)),
    ],
)
def test_it_is_the_first_moment_of_the_seventh_day_where_the_person_is(
    place: str, asked: datetime, erased: datetime
) -> None:
    assert erased_from(asked, zone(place)) == erased
    there = leaving_on(Person(time_zone=place, leaving_at=erased))
    assert there == asked.astimezone(zone(place)).date() + timedelta(days=7)


def test_until_then_the_place_works_and_says_so_where_one_looks(browser: Client, mina: Person) -> None:
    assert "Erase everything in 7 days" in browser.get("/account/erase/").text
    assert SAYS not in browser.get("/account/").text

    page = browser.post(LATER, follow=True)

    assert page.redirect_chain == [("/account/", 302)]
    for address in ("/account/", "/account/letters/", "/account/address/", "/account/erase/", "/home/"):
        text = browser.get(address).text
        assert SAYS in text, address
        assert f'action="{KEEP}"' in text
    assert "Erase everything in 7 days" not in browser.get("/account/erase/").text
    assert SAYS not in browser.get("/plan/").text
    assert browser.post("/map/add/", {"nickname": "Anna", "ring": "1", "sphere": "work"}).status_code in {200, 302}
    assert Person.objects.filter(pk=mina.pk).exists()


def test_saying_so_costs_no_query(browser: Client, mina: Person) -> None:
    leave_later(by=mina, now=timezone.now())

    with assertNumQueries(3):  # session, person, passkeys: as without
        assert SAYS in browser.get("/account/").text


def test_one_button_keeps_everything(browser: Client, mina: Person) -> None:
    browser.post(LATER)

    page = browser.post(KEEP, follow=True).text

    assert "Everything stays." in page
    assert SAYS not in page
    assert erase_leaving(now=timezone.now() + timedelta(days=30)) == 0
    assert Person.objects.filter(pk=mina.pk).exists()


def test_asking_twice_keeps_the_first_day(mina: Person) -> None:
    leave_later(by=mina, now=make.NOON)
    leave_later(by=Person.objects.get(pk=mina.pk), now=make.NOON + timedelta(days=3))

    assert leaving_on(Person.objects.get(pk=mina.pk)) == make.TODAY + timedelta(days=7)


def test_they_are_erased_from_that_moment_and_not_before(mina: Person, pavel: Person, sam: Person) -> None:
    leave_later(by=mina, now=make.NOON)
    leave_later(by=sam, now=make.NOON + timedelta(days=1))
    assert mina.leaving_at

    assert erase_leaving(now=mina.leaving_at - timedelta(seconds=1)) == 0
    assert erase_leaving(now=mina.leaving_at) == 1

    assert set(Person.objects.all()) == {pavel, sam}
    assert not Key.objects.filter(owner=mina.pk).exists()


def test_the_nightly_work_and_each_start_erase_them(mina: Person) -> None:
    leave_later(by=mina, now=timezone.now() - timedelta(days=8))

    assert tidy()["leaving_erased"] == 1
    assert not Person.objects.exists()


def test_whoever_chooses_to_stay_meanwhile_is_kept(
    mina: Person, pavel: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is made, and one of those on it presses the button before their turn."""
    for person in (mina, pavel):
        leave_later(by=person, now=make.NOON)
    erase = actions.erase_person

    def erase_and_let_stay(person: Person) -> None:
        keep_everything(by=Person.objects.exclude(pk=person.pk).get())
        erase(person)

    monkeypatch.setattr(actions, "erase_person", erase_and_let_stay)

    assert erase_leaving(now=make.NOON + timedelta(days=8)) == 1
    assert Person.objects.count() == 1


def test_a_guest_may_choose_it_too(signed_in: SignedIn) -> None:
    browser = signed_in(make.guest())
    assert "A letter tells you so at once." not in browser.get("/account/erase/").text

    assert SAYS in browser.post(LATER, follow=True).text


def test_erasing_at_once_stays_open_to_whoever_leaves(browser: Client) -> None:
    browser.post(LATER)

    browser.post("/account/erase/")

    assert not Person.objects.exists()
