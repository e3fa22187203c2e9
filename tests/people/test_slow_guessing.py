"""A room of 40 signs in at once; somebody who guesses does not get far. Limits are counted in the database."""

import re

from django.conf import settings
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from askel.people.models import Person
from tests import make
from tests.passkey import SoftPasskey, sign_in_with


def test_the_count_is_shared_by_all_workers() -> None:
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_forty_people_behind_one_address_sign_in_within_a_minute() -> None:
    people = [make.person(f"Member{number}") for number in range(40)]
    browsers = [Client(REMOTE_ADDR="192.0.2.7") for _ in people]
    for person, browser in zip(people, browsers, strict=True):
        browser.post("/sign-in/code/", {"email": person.email})

    for browser, letter in zip(browsers, mail.outbox, strict=True):
        code = re.findall(r"^\w{4}-\w{4}$", str(letter.body), re.MULTILINE)[0]
        browser.post("/sign-in/code/confirm/", {"code": code})

    assert [browser.session["_auth_user_id"] for browser in browsers] == [str(person.pk) for person in people]


def test_forty_guests_behind_one_address_come_back_by_their_codes() -> None:
    guests = [make.guest() for _ in range(40)]

    answers = [Client(REMOTE_ADDR="192.0.2.7").post("/sign-in/return/", {"code": g.return_code}) for g in guests]

    assert {answer.status_code for answer in answers} == {302}


def test_forty_tries_with_passkeys_behind_one_address_are_answered() -> None:
    strange = SoftPasskey()
    strange.owner = str(make.guest().pk).encode()

    assert {sign_in_with(Client(REMOTE_ADDR="192.0.2.7"), strange).status_code for _ in range(40)} == {302}


def test_codes_for_one_account_are_asked_three_times_a_minute_from_wherever(mina: Person) -> None:
    pages = [
        Client(REMOTE_ADDR=f"192.0.2.{number}").post("/sign-in/code/", {"email": "mina@example.org"}, follow=True)
        for number in range(4)
    ]

    assert len(mail.outbox) == 3
    assert "Many codes were asked for this address." in pages[3].content.decode()


def test_an_unknown_address_is_slowed_alike() -> None:
    pages = [Client().post("/sign-in/code/", {"email": "nobody@example.org"}, follow=True) for _ in range(4)]

    assert "Many codes were asked for this address." in pages[3].content.decode()


def test_sixty_wrong_return_codes_shut_nobody_out_who_has_a_right_one() -> None:
    guest = make.guest()
    for _ in range(60):
        Client(REMOTE_ADDR="192.0.2.7").post("/sign-in/return/", {"code": "0000-0000-0000"})

    wrong = Client(REMOTE_ADDR="192.0.2.7").post("/sign-in/return/", {"code": "0000-0000-0000"})
    right = Client(REMOTE_ADDR="192.0.2.7").post("/sign-in/return/", {"code": guest.return_code})

    assert "Many wrong codes came from here." in wrong.content.decode()
    assert right.status_code == 302


def test_too_many_letters_to_prove_one_address_are_refused_in_words(mina: Person) -> None:
    browser = Client()
    browser.post("/sign-in/return/", {"code": mina.return_code})
    form = {"email": "new@example.org", "action_add": "1"}
    browser.post("/account/address/", form)

    answer = browser.post("/account/address/", form)

    assert answer.status_code == 429
    assert "Wait a minute, go back, and try again." in answer.content.decode()
    assert len(mail.outbox) == 1


def test_what_lies_in_the_database_for_a_code_cannot_be_guessed_without_the_key_file() -> None:
    guest = make.guest()

    assert len(guest.return_code_hash or "") == 64
    assert guest.return_code_hash == make.hash_of(guest.return_code)
    assert guest.return_code.replace("-", "") not in str(Person.objects.values_list())


def test_guests_are_not_made_without_end_from_one_place(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "signup": "3/m/ip"}

    answers = [Client().post("/start/").status_code for _ in range(4)]

    assert answers == [302, 302, 302, 429]
