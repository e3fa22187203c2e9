"""What the door costs."""

from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from askel.people.models import Person
from askel.sharing.models import Line, Look, Share
from tests import make
from tests.conftest import SignedIn


def queries(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connections["default"]) as default, CaptureQueriesContext(connections["vault"]) as vault:
        assert browser.get(address).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in (*default.captured_queries, *vault.captured_queries))


OWNERS = {
    Line.GOAL: "/plan/goals/{}/",
    Line.MOVE: "/plan/moves/{}/",
    Line.MOVEMENT: "/plan/",
    Line.ANSWER: "/steps/tuning-in/what-stands-in-the-way/",
    Line.OUTLINE: "/map/",
    Line.MAP: "/map/",
    Line.COMPARISON: "/map/kept/{}/now/",
}
SHOWN = {  # session, person, share with its row, look, remarks, and the key where words are opened
    Line.GOAL: 6,
    Line.MOVE: 6,
    Line.MOVEMENT: 8,  # state, moves and ties, and no key
    Line.ANSWER: 6,
    Line.OUTLINE: 6,  # numbers, and no key
    Line.MAP: 8,  # contacts and ties
    Line.COMPARISON: 8,  # the same
}


@pytest.mark.parametrize("line", Line)
def test_a_shown_page_costs_at_most_two_queries_more_than_its_owners(
    line: Line, mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    make.move(mina)
    row = make.row_of(mina, line)
    share = make.share(mina, pavel, line, now=timezone.now(), **row)
    own = OWNERS[line].format(*(one.pk for one in row.values()))

    cost = queries(signed_in(pavel), f"/shared/{share.pk}/")

    assert cost == SHOWN[line]
    assert cost <= queries(signed_in(mina), own) + 2


def test_a_thousand_that_are_shown_are_listed_in_few_queries(pavel: Person, signed_in: SignedIn) -> None:
    now, owners = timezone.now(), [make.guest() for _ in range(20)]
    Share.objects.bulk_create(
        Share(
            owner=owners[number % 20],
            line=Line.OUTLINE,
            for_whom="Pavel",
            secret_hash=str(number),
            made_at=now,
            ends_at=now + timedelta(days=1),
            viewer=pavel,
            opened_at=now,
        )
        for number in range(1000)
    )
    browser = signed_in(pavel)

    assert queries(browser, "/shared/") == 4  # session, person, shares, whom one supports
    assert browser.get("/shared/").text.count("The map in numbers") == 50
    assert browser.get("/shared/?page=20").text.count("The map in numbers") == 50


@pytest.mark.parametrize("many", [1, 30])
def test_what_i_show_costs_the_same_however_much_it_is(
    many: int, mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    now = timezone.now()
    snapshot = make.snapshot(mina)
    for number in range(many):
        make.link(mina, Line.ANSWER, answer=make.answer(mina), now=now)
        make.link(mina, Line.COMPARISON, snapshot=snapshot, now=now)
        share = make.share(mina, pavel, Line.MOVE, move=make.move(mina, f"I do {number}."), now=now)
        Look.objects.create(share=share, hour=now)
        make.remark(share, now=now)

    assert (
        queries(signed_in(mina), "/shares/") == 8
    )  # session, person, open ones with looks and remarks, ended, key, new words
