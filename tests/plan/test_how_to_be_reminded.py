"""After the first move, whoever left no address is asked once how to be reminded."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from askel.people.models import Letters, Person
from askel.plan.models import Move
from tests import make
from tests.conftest import SignedIn

ASKED = "How do you want to be reminded?"


@pytest.fixture
def guest() -> Person:
    return make.guest()


@pytest.fixture
def browser(guest: Person, signed_in: SignedIn) -> Client:
    return signed_in(guest)


def pages(move: Move) -> tuple[str, str]:
    return f"/plan/moves/{move.pk}/", f"/five-minutes/{move.pk}/"


def wish_of(person: Person) -> str:
    return Person.objects.get(pk=person.pk).letters


def test_a_guest_is_asked_after_the_first_move_and_not_after_the_second(guest: Person, browser: Client) -> None:
    first = make.move(guest)
    for page in pages(first):
        assert ASKED in browser.get(page).text

    second = make.move(guest, "I write.")
    for page in (*pages(first), *pages(second)):
        assert ASKED not in browser.get(page).text


def test_whoever_has_an_address_is_not_asked(mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina)

    assert ASKED not in signed_in(mina).get(pages(move)[0]).text


def test_not_at_all_is_kept_and_not_asked_again(guest: Person, browser: Client) -> None:
    move = make.move(guest)

    page = browser.post(f"/plan/moves/{move.pk}/remind/", {"way": "none", "five": "1"}, follow=True)

    assert page.redirect_chain == [(pages(move)[1], 302)]
    assert guest.return_code in page.text  # the page that holds the way back stays
    assert "No letters come." in page.text
    assert ASKED not in page.text
    assert wish_of(guest) == Letters.NONE


def test_the_calendar_is_a_file_and_needs_a_day(guest: Person, browser: Client) -> None:
    move = make.move(guest)
    assert "In my calendar" not in browser.get(pages(move)[0]).text
    Move.objects.update(on=timezone.localdate() + timedelta(days=1))
    assert "In my calendar" in browser.get(pages(move)[0]).text

    page = browser.post(f"/plan/moves/{move.pk}/remind/", {"way": "calendar"}, follow=True).text

    assert "Now add it to your calendar here." in page
    assert f"/plan/moves/{move.pk}/calendar.ics" in page
    assert wish_of(guest) == Letters.NONE


def test_a_letter_needs_an_address(guest: Person, browser: Client) -> None:
    move = make.move(guest)

    answer = browser.post(f"/plan/moves/{move.pk}/remind/", {"way": "mail"})

    assert answer["Location"] == reverse("account_email")
    assert wish_of(guest) == Letters.MAIL
    assert ASKED in browser.get(pages(move)[0]).text  # until there is one


@pytest.mark.parametrize("way", ["", "pigeon"])
def test_what_was_not_offered_changes_nothing(way: str, guest: Person, browser: Client) -> None:
    move = make.move(guest)

    assert browser.post(f"/plan/moves/{move.pk}/remind/", {"way": way})["Location"] == pages(move)[0]
    assert wish_of(guest) == Letters.MAIL
