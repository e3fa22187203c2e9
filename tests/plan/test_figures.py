"""The figures a plan is held to: two taps to a check-in, few queries with much on it, and pages that bear 500 moves."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from askel.netmap.models import Contact
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person
from askel.plan.models import Move
from tests import make
from tests.conftest import SignedIn

PAGES = (
    "/home/",
    "/plan/",
    "/plan/week/",
    "/plan/still/",
    "/plan/pause/",
    "/plan/week/time/",
    "/plan/moves/add/",
    "/plan/ideas/",
    "/plan/goals/add/",
)
OF_A_MOVE = ("", "change/", "another-day/", "smaller/", "picture/")


def moves(person: Person, many: int) -> list[Move]:
    today, now = timezone.localdate(), timezone.now()
    contacts = list(Contact.objects.of(person))
    days = (today - timedelta(days=3), today, today + timedelta(days=3), None)
    rows = [
        Move(
            owner=person,
            what=f"I do thing {n}.",
            contact=contacts[n % len(contacts)],
            on=days[n % 4],
            made_at=now,
            done_at=now if n % 3 == 0 else None,
        )
        for n in range(many)
    ]
    return Move.objects.bulk_create(rows)


def people(person: Person, many: int) -> None:
    Contact.objects.bulk_create(
        Contact(
            owner=person, nickname=f"C{n}", ring=Ring.MIDDLE, sphere=Sphere.WORK, kind=Kind.CONTACT, made_at=make.NOON
        )
        for n in range(many)
    )


def test_from_home_to_a_check_in_done_are_two_taps(mina: Person, signed_in: SignedIn) -> None:
    """One opens home, one says done."""
    move = make.move(mina, on=timezone.localdate())
    client = signed_in(mina)

    home = client.get("/home/").text
    assert f'action="/plan/moves/{move.pk}/check-in/"' in home
    client.post(f"/plan/moves/{move.pk}/check-in/", {"result": "done"})

    move.refresh_from_db()
    assert move.done_at


def test_pages_ask_twelve_times_at_most_with_much_on_the_plan(mina: Person, signed_in: SignedIn) -> None:
    for wish in ("one", "two", "three"):
        make.goal(mina, wish)
    people(mina, 150)
    some = moves(mina, 60)
    client = signed_in(mina)
    addresses = [*PAGES, *(f"/plan/moves/{some[1].pk}/{page}" for page in OF_A_MOVE), f"/plan/moves/{some[0].pk}/"]

    asked = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked[address] = len(queries)

    assert max(asked.values()) <= 12, asked


@pytest.mark.parametrize("address", PAGES)
def test_five_hundred_moves_break_no_page(address: str, mina: Person, signed_in: SignedIn) -> None:
    people(mina, 3)
    moves(mina, 500)

    assert signed_in(mina).get(address).status_code == 200
