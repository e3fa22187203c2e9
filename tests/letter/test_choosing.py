"""Whether letters come is the reader's to say: on a page, or by the link in each letter."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from askel.errand.actions import note_tick
from askel.letter.actions import owe
from askel.letter.command import app
from askel.letter.marks import stop_link, stop_token
from askel.letter.models import Letter
from askel.people.models import Letters, Person
from tests import make
from tests.conftest import SignedIn
from tests.letter.kinds import WEEKLY


def stopping(person: Person) -> str:
    return f"/letters/stop/{stop_token(person.pk)}/"


def wish_of(person: Person) -> str:
    return Person.objects.get(pk=person.pk).letters


def test_a_link_shows_a_button_and_the_button_stops_the_letters_without_signing_in(mina: Person, pavel: Person) -> None:
    browser = Client(enforce_csrf_checks=True)  # mail programs send the form too
    page = browser.get(stopping(mina))
    assert "Stop the letters" in page.text
    assert wish_of(mina) == Letters.MAIL

    answer = browser.post(stopping(mina))

    assert "No more letters come" in answer.text
    assert "No more letters come" in browser.get(stopping(mina)).text
    assert (wish_of(mina), wish_of(pavel)) == (Letters.NONE, Letters.MAIL)
    assert stop_link(mina.pk) == f"http://localhost:8000{stopping(mina)}"


@pytest.mark.parametrize("bend", [lambda t: t[:-1], lambda t: t[:-1] + "x", lambda t: t[32:], lambda t: "x" + t[1:]])
def test_a_link_that_is_not_ours_is_not_found(bend: "type[str]", mina: Person) -> None:
    assert Client().post(f"/letters/stop/{bend(stop_token(mina.pk))}/").status_code == 404
    assert wish_of(mina) == Letters.MAIL


def test_a_link_says_nothing_of_its_reader(mina: Person) -> None:
    page = Client().get(stopping(mina)).text

    assert "mina" not in page


def test_letters_and_time_zone_are_chosen_on_a_page(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)
    assert 'value="Europe/Helsinki" selected>Helsinki<' in browser.get("/account/letters/").text

    browser.post("/account/letters/", {"wish": "none", "time_zone": "Asia/Tokyo"})

    mina.refresh_from_db()
    assert (mina.letters, mina.time_zone) == (Letters.NONE, "Asia/Tokyo")
    assert "No letters come." in browser.get("/account/").text


@pytest.mark.parametrize("form", [{}, {"wish": "perhaps", "time_zone": "Mars/Olympus"}])
def test_a_choice_that_cannot_be_comes_back_with_words(form: dict[str, str], mina: Person, signed_in: SignedIn) -> None:
    page = signed_in(mina).post("/account/letters/", form).text

    assert "Choose yes or no." in page
    assert "Choose a place in your time zone." in page


def test_a_test_letter_goes_through_the_queue(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)
    waits = browser.post("/letters/test/", follow=True).text
    note_tick(now=timezone.now())

    leaves = browser.post("/letters/test/", follow=True).text

    assert "Letters do not leave at the moment." in waits
    assert "A test letter is on its way." in leaves
    assert Letter.objects.of(mina).filter(kind="test").count() == 2


def test_so_many_test_letters_an_hour_and_no_more(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)

    pages = [browser.post("/letters/test/", follow=True).text for _ in range(6)]

    assert "Many test letters have left." in pages[-1]
    assert Letter.objects.count() == 5


def test_a_guest_is_told_to_add_an_address_first(signed_in: SignedIn) -> None:
    browser = signed_in(make.guest())

    answer = browser.post("/letters/test/", follow=True)

    assert "Add an e-mail address first." in answer.text
    assert not Letter.objects.exists()


def test_the_command_tells_kinds_and_times_and_neither_words_nor_addresses(mina: Person) -> None:
    assert "no letters" in CliRunner().invoke(app, []).stdout
    now = timezone.now()
    for due_at in (now, now + timedelta(days=2)):
        owe(mina, kind=WEEKLY, due_at=due_at, now=now)

    everything = CliRunner().invoke(app, [])
    due = json.loads(CliRunner().invoke(app, ["--due", "--json"]).stdout)["letters"]

    assert "mina@" not in everything.stdout
    assert everything.stdout.count(WEEKLY) == 2
    assert [(letter["kind"], letter["state"], letter["person"]) for letter in due] == [(WEEKLY, "owed", str(mina.pk))]
