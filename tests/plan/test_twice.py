"""A double tap sends a form twice. It makes one row, and nobody reaches another's row by it."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from askel.lib.ids import id_for, uuid7
from askel.people.models import Person
from askel.plan.models import Goal, Move
from askel.steps.models import Fact
from askel.vault.models import Key
from tests import make
from tests.conftest import SignedIn

MOVE, GOAL, FIVE = "/plan/moves/add/", "/plan/goals/add/", "/five-minutes/"


def once_of(html: str) -> str:
    """The name of the form that the page holds, hidden."""
    return str(re.findall(r'name="once" value="([^"]*)"', html)[0])


def test_a_move_sent_twice_is_one_move(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)
    form = {
        "nickname": "Anna",
        "what": "I call.",
        "cue": "I get home",
        "on": "",
        "once": once_of(client.get(MOVE).text),
    }
    form["when"] = timezone.localdate().isoformat()

    first, second = (client.post(MOVE, form)["Location"] for _ in range(2))

    assert first.startswith(f"/plan/moves/{Move.objects.get().pk}/")
    assert second == first
    assert Fact.objects.filter(kind=Fact.Kind.MOVE_PLANNED).count() == 1


def test_a_goal_sent_twice_is_one_goal_though_it_is_the_third(mina: Person, signed_in: SignedIn) -> None:
    make.goal(mina)
    make.goal(mina)
    client = signed_in(mina)
    form = {"wish": "I work.", "once": once_of(client.get(GOAL).text)}

    answers = [client.post(GOAL, form).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Goal.objects.of(mina).count() == 3
    assert Fact.objects.filter(kind=Fact.Kind.GOAL_SET).count() == 3


def test_the_last_move_that_fits_may_be_sent_twice(mina: Person, signed_in: SignedIn) -> None:
    Move.objects.bulk_create([Move(owner=mina, what="x", made_at=make.NOON) for _ in range(199)])
    form = {"what": "I call.", "once": str(uuid7())}
    client = signed_in(mina)

    assert [client.post(MOVE, form).status_code for _ in range(2)] == [302, 302]
    assert client.post(MOVE, {**form, "once": str(uuid7())}).status_code == 200  # full by now


@pytest.mark.parametrize(("address", "field"), [(MOVE, "what"), (FIVE, "what"), (GOAL, "wish")])
def test_other_words_in_the_same_form_are_not_lost(address: str, field: str, mina: Person, signed_in: SignedIn) -> None:
    """Somebody went back and wrote something else."""
    client, once = signed_in(mina), str(uuid7())

    for words in ("one thing", "another thing"):
        assert client.post(address, {field: words, "once": once}).status_code == 302

    rows = Goal.objects.all() if address == GOAL else Move.objects.all()
    assert {getattr(row, field) for row in rows} == {"one thing", "another thing"}


@pytest.mark.parametrize("once", ["", "soon", "0", "'", "\x00"])
def test_a_form_without_a_name_makes_a_row_each_time(once: str, mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)

    answers = [client.post(MOVE, {"what": "I call.", "once": once}).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Move.objects.count() == 2


def test_nobody_reaches_or_finds_anothers_row(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    form = {"what": "I call.", "once": str(uuid7())}
    signed_in(mina).post(MOVE, form)
    hers = Move.objects.of(mina).get()
    browser = signed_in(pavel)

    for aimed_at in (form["once"], str(hers.pk), str(uuid7())):
        answer = browser.post(MOVE, {"what": "I call.", "once": aimed_at})

        made = UUID(str(answer["Location"]).split("/")[3])
        assert made == id_for(pavel.pk, UUID(aimed_at))  # whether there is one or not

    assert Move.objects.of(mina).get().what == "I call."
    assert Move.objects.of(pavel).count() == 3
    assert browser.get(f"/plan/moves/{hers.pk}/").status_code == 404


def test_a_form_that_comes_back_with_errors_keeps_its_name(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)
    once = once_of(client.get(MOVE).text)

    assert once_of(client.post(MOVE, {"what": "", "once": once}).text) == once
    assert once_of(client.get(MOVE).text) != once


# Five minutes, and a visitor who becomes a guest


def visitor() -> tuple[Client, dict[str, str]]:
    """A browser with the page open, and what its form sends."""
    client = Client(enforce_csrf_checks=True)
    page = client.get(FIVE).text
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]*)"', page)[0]
    return client, {"csrfmiddlewaretoken": token, "nickname": "Anna", "what": "I thank her.", "once": once_of(page)}


def twin(client: Client) -> Client:
    """The same browser at the same moment: nothing of the first answer has come in."""
    other = Client(enforce_csrf_checks=True)
    other.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    return other


def test_two_taps_of_a_visitor_are_one_guest_with_one_move() -> None:
    client, form = visitor()
    second = twin(client)

    answers = [browser.post(FIVE, form) for browser in (client, second)]

    move = Move.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/five-minutes/{move.pk}/"] * 2
    assert (Person.objects.count(), Key.objects.count()) == (1, 1)
    for browser in (client, second):
        assert move.owner.return_code in browser.get(f"/five-minutes/{move.pk}/").text


def test_a_second_tap_that_comes_in_signed_in_reads_the_move_back() -> None:
    client, form = visitor()
    first = client.post(FIVE, form)

    second = client.post(FIVE, form)  # with the token of the page before, and the new cookies

    assert second["Location"] == first["Location"]
    assert Move.objects.count() == 1


def test_other_words_with_the_token_of_before_are_given_back_and_not_saved() -> None:
    client, form = visitor()
    client.post(FIVE, form)

    answer = client.post(FIVE, {**form, "what": "I ask her."}, headers={"Origin": "http://testserver"})

    assert answer.status_code == 403
    assert "I ask her." in answer.text
    assert form["once"] not in answer.text  # it was not typed
    assert Move.objects.count() == 1


def test_five_minutes_takes_no_form_of_a_foreign_page() -> None:
    assert Client(enforce_csrf_checks=True).post(FIVE, {"what": "I thank her."}).status_code == 403
    assert not Person.objects.exists()
