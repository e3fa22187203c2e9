"""What somebody said yes to: kept with its sentence, and taken back as it was given."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django.asserts import assertNumQueries

from askel.letter.marks import stop_token
from askel.people.consents import ADDRESS_LEFT, LETTERS_CHOSEN, give_consent, withdraw_consent
from askel.people.models import Agreed, Consent, Letters, Person
from askel.people.queries import consents_of
from askel.people.withdrawn import withdrawn
from tests import make
from tests.conftest import SignedIn

PAGE, LETTERS, ADDRESS, CONFIRM = (
    "/account/consents/",
    "/account/letters/",
    "/account/address/",
    "/account/address/confirm/",
)
YES = {"wish": "mail", "time_zone": "Europe/Helsinki"}
NO = {"wish": "none", "time_zone": "Europe/Helsinki"}


def wish_of(person: Person) -> str:
    return Person.objects.get(pk=person.pk).letters


def withdraw(consent: Consent) -> str:
    return reverse("people:withdraw", args=[consent.pk])


def leave_address(browser: Client, address: str) -> None:
    browser.post(ADDRESS, {"email": address, "action_add": "1"})
    code = re.findall(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)[0]
    assert browser.post(CONFIRM, {"code": code})["Location"] == "/account/"


@pytest.fixture
def heard() -> Iterator[list[tuple[Person, str]]]:
    """What a higher room hears."""
    told: list[tuple[Person, str]] = []

    def hear(person: Person, kind: str) -> None:
        told.append((person, kind))

    withdrawn.register(hear)
    yield told
    withdrawn.heard_by.remove(hear)


def test_choosing_letters_keeps_the_very_sentence_of_the_page_and_when(browser: Client, mina: Person) -> None:
    assert str(LETTERS_CHOSEN) in browser.get(LETTERS).text
    before = timezone.now()

    browser.post(LETTERS, YES)

    consent = Consent.objects.of(mina).get()
    assert (consent.kind, consent.wording, consent.language) == (Agreed.LETTERS, str(LETTERS_CHOSEN), "en")
    assert before <= consent.given_at <= timezone.now()
    assert consent.withdrawn_at is None


def test_the_sentence_is_kept_in_the_language_it_was_read_in(browser: Client, mina: Person) -> None:
    browser.post("/language/", {"language": "fi"})

    browser.post(LETTERS, YES)

    consent = Consent.objects.of(mina).get()
    with translation.override("fi"):
        assert (consent.wording, consent.language) == (str(LETTERS_CHOSEN), "fi")


def test_leaving_an_address_says_yes_to_what_the_page_says_of_it(signed_in: SignedIn) -> None:
    guest = make.guest()
    browser = signed_in(guest)
    assert str(ADDRESS_LEFT) in browser.get(ADDRESS).text
    browser.post(ADDRESS, {"email": "noor@example.org", "action_add": "1"})
    assert str(ADDRESS_LEFT) in browser.get(CONFIRM).text
    assert not Consent.objects.exists()  # the address is not proved yet

    leave_address(browser, "noor@example.org")

    assert [one.wording for one in consents_of(guest).open] == [str(ADDRESS_LEFT)]


def test_leaving_an_address_without_letters_says_yes_to_nothing(signed_in: SignedIn) -> None:
    guest = make.guest()
    browser = signed_in(guest)
    browser.post(LETTERS, NO)
    assert str(ADDRESS_LEFT) not in browser.get(ADDRESS).text

    leave_address(browser, "noor@example.org")

    assert not Consent.objects.exists()


def test_saying_yes_twice_keeps_the_first(mina: Person) -> None:
    first = give_consent(Agreed.LETTERS, "Yes", by=mina, now=make.NOON)
    again = give_consent(Agreed.LETTERS, "Yes, please", by=mina, now=make.NOON + timedelta(days=1))

    assert again == first
    assert Consent.objects.get().wording == "Yes"


def test_the_database_holds_one_open_yes_of_a_kind(mina: Person) -> None:
    make.consent(mina)
    other = make.consent(mina, Agreed.SUPPORTER)

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(pk=other.pk).update(kind=Agreed.LETTERS)


@pytest.mark.parametrize("way", ["page", "letter", "reminder", "consents"])
def test_each_way_to_stop_letters_takes_the_yes_back(way: str, browser: Client, mina: Person) -> None:
    browser.post(LETTERS, YES)
    consent = Consent.objects.of(mina).get()
    assert wish_of(mina) == Letters.MAIL

    if way == "page":
        browser.post(LETTERS, NO)
    elif way == "letter":
        Client().post(f"/letters/stop/{stop_token(mina.pk)}/")
    elif way == "reminder":
        browser.post(f"/plan/moves/{make.move(mina).pk}/remind/", {"way": "none"})
    else:
        browser.post(withdraw(consent))

    consent.refresh_from_db()
    assert consent.withdrawn_at
    assert wish_of(mina) == Letters.NONE
    assert "No letters come." in browser.get("/account/").text


def test_the_page_shows_what_holds_and_what_was_taken_back(browser: Client, mina: Person) -> None:
    assert "At the moment there is nothing." in browser.get(PAGE).text
    browser.post(LETTERS, YES)
    page = browser.get(PAGE).text
    assert f'lang="en">{LETTERS_CHOSEN}<' in page
    assert "Taken back" not in page

    page = browser.post(withdraw(Consent.objects.of(mina).get()), follow=True).text

    assert "You have taken this yes back." in page
    assert "Take this yes back" not in page
    assert "Taken back" in page
    assert "and took it back on" in page


def test_a_yes_can_be_given_anew(browser: Client, mina: Person) -> None:
    for form in (YES, NO, YES):
        browser.post(LETTERS, form)

    held = consents_of(mina)
    assert (len(held.open), len(held.ended)) == (1, 1)


def test_taking_back_twice_is_once_and_a_higher_room_hears_it_once(
    mina: Person, pavel: Person, heard: list[tuple[Person, str]]
) -> None:
    make.consent(pavel, Agreed.MOVEMENT)
    make.consent(mina, Agreed.MOVEMENT)
    make.consent(mina, Agreed.LETTERS)

    for hour in range(2):
        withdraw_consent(Agreed.MOVEMENT, by=mina, now=make.NOON + timedelta(hours=hour))

    assert heard == [(mina, Agreed.MOVEMENT)]
    assert Consent.objects.get(person=mina, kind=Agreed.MOVEMENT).withdrawn_at == make.NOON
    assert [one.wording for one in consents_of(pavel).open] == ["Yes, write to me"]
    assert wish_of(mina) == Letters.MAIL


def test_a_yes_of_somebody_else_is_not_found(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    consent = make.consent(mina)

    assert signed_in(pavel).post(withdraw(consent)).status_code == 404
    assert len(consents_of(mina).open) == 1


@pytest.mark.parametrize("kinds", [[Agreed.LETTERS], list(Agreed)])
def test_three_cost_as_much_as_one(kinds: list[Agreed], browser: Client, mina: Person) -> None:
    for kind in kinds:
        make.consent(mina, kind)

    with assertNumQueries(3):  # session, person, what was said
        page = browser.get(PAGE).text

    assert page.count("Take this yes back") == len(kinds)
