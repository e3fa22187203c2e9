"""How long a guest's place is kept, and what a visit leaves."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from askel.people import actions
from askel.people.actions import erase_guests_over, keep_until
from askel.people.models import Person
from askel.people.rules import kept_until
from askel.vault.models import Key
from tests import make
from tests.conftest import SignedIn
from tests.passkey import add_passkey

TODAY = make.TODAY


def guest(*, visited: date, planned: date | None = None) -> Person:
    made = make.guest()
    Person.objects.filter(pk=made.pk).update(last_visit_on=visited, keep_until=planned)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("visited", "planned", "erased"),
    [
        (0, None, False),
        (30, None, False),
        (31, None, True),
        (31, 30, False),
        (31, 31, True),
        (31, -5, False),
        (30, 400, False),
        (400, 30, False),
        (400, 400, True),
    ],
)
def test_a_guest_is_erased_when_30_days_have_passed_after_both_days(
    visited: int, planned: int | None, *, erased: bool
) -> None:
    """Numbers are days ago."""
    one = guest(
        visited=TODAY - timedelta(days=visited),
        planned=None if planned is None else TODAY - timedelta(days=planned),
    )

    assert erase_guests_over(today=TODAY) == int(erased)

    assert Person.objects.filter(pk=one.pk).exists() is not erased
    assert Key.objects.filter(owner=one.pk).exists() is not erased
    last = kept_until(one)
    assert last is not None
    assert (last < TODAY) is erased  # the day that is told is the day that holds


def test_a_person_with_an_address_is_never_tidied_away(mina: Person) -> None:
    Person.objects.update(last_visit_on=TODAY - timedelta(days=4000))

    assert erase_guests_over(today=TODAY) == 0
    assert Person.objects.filter(pk=mina.pk).exists()


def test_a_person_with_a_passkey_alone_is_never_tidied_away(signed_in: SignedIn) -> None:
    add_passkey(signed_in(make.guest()))
    Person.objects.update(last_visit_on=TODAY - timedelta(days=4000))

    assert erase_guests_over(today=TODAY) == 0


def test_the_cast_of_the_demo_stays() -> None:
    one = guest(visited=TODAY - timedelta(days=31))
    Person.objects.filter(pk=one.pk).update(demo_name="mina")

    assert erase_guests_over(today=TODAY) == 0


def test_a_guest_who_comes_back_meanwhile_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list is made, and one of those on it comes in before their turn."""
    first, second = (guest(visited=TODAY - timedelta(days=40)) for _ in range(2))
    erase = actions.erase_person

    def erase_and_let_in(person: Person) -> None:
        Person.objects.exclude(pk=person.pk).update(last_visit_on=TODAY)
        erase(person)

    monkeypatch.setattr(actions, "erase_person", erase_and_let_in)

    assert erase_guests_over(today=TODAY) == 1
    assert Person.objects.filter(pk__in=[first.pk, second.pk]).count() == 1


def test_whoever_was_never_here_is_not_reckoned() -> None:
    assert kept_until(Person(last_visit_on=None)) is None


def test_a_planned_day_only_moves_forward() -> None:
    one = make.guest()

    for day in (TODAY, TODAY + timedelta(days=9), TODAY + timedelta(days=3)):
        keep_until(one, day)

    one.refresh_from_db()
    assert one.keep_until == TODAY + timedelta(days=9)


def test_a_visit_writes_the_day_once(signed_in: SignedIn) -> None:
    one = make.guest()
    browser = signed_in(one)
    Person.objects.update(last_visit_on=date(2026, 1, 1))

    with assertNumQueries(4):  # session, person, the day, passkeys
        browser.get("/account/")
    with assertNumQueries(3):
        browser.get("/account/")

    one.refresh_from_db()
    assert one.last_visit_on == timezone.localdate()


def test_a_visitor_leaves_nothing() -> None:
    with assertNumQueries(0):
        Client().get("/sign-in/")
