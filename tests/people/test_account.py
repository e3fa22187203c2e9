"""One's own account: ways back, languages, going out, erasing."""

import re
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from askel.people.actions import (
    LastWayError,
    end_return_code,
    forget_ended_sessions,
    keep_a_way_back,
    renew_return_code,
)
from askel.people.models import Person
from askel.people.queries import account_of
from askel.vault.keys import KeyGone, drop_held_keys, open_key
from askel.vault.models import Key
from tests import make
from tests.conftest import SignedIn
from tests.passkey import add_passkey, asked, sign_in_with

ADDRESS, CONFIRM = "/account/address/", "/account/address/confirm/"


def mailed_code() -> str:
    return str(re.findall(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)[0])


def give_address(browser: Client, address: str) -> None:
    assert browser.post(ADDRESS, {"email": address, "action_add": "1"})["Location"] == CONFIRM


def is_in(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200


def test_a_guest_who_proves_an_address_is_a_guest_no_more(signed_in: SignedIn) -> None:
    guest = make.guest()
    browser = signed_in(guest)
    assert account_of(guest).is_guest
    give_address(browser, "Noor@Example.org")

    answer = browser.post(CONFIRM, {"code": mailed_code()}, follow=True)

    assert "The address is yours here." in answer.content.decode()
    guest.refresh_from_db()
    assert guest.email == "noor@example.org"
    assert not account_of(guest).is_guest
    other = Client()
    other.post("/sign-in/code/", {"email": "noor@example.org"})
    other.post("/sign-in/code/confirm/", {"code": mailed_code()})
    assert other.session["_auth_user_id"] == str(guest.pk)


def test_an_address_that_nobody_proved_opens_nothing(signed_in: SignedIn) -> None:
    guest = make.guest()
    give_address(signed_in(guest), "noor@example.org")

    guest.refresh_from_db()
    assert guest.email is None
    Client().post("/sign-in/code/", {"email": "noor@example.org"})
    assert mail.outbox[-1].subject == "Nobody in Askel has this address"


def test_the_return_code_works_on_until_its_owner_ends_it(mina: Person, signed_in: SignedIn) -> None:
    browser, code = signed_in(mina), mina.return_code
    assert "Your return code still opens your place." in browser.get("/account/").content.decode()
    assert Client().post("/sign-in/return/", {"code": code}).status_code == 302

    page = browser.post("/account/return-code/end/", follow=True).content.decode()

    assert "The return code opens nothing any more." in page
    assert "Make a return code" in page
    assert Client().post("/sign-in/return/", {"code": code}).status_code == 200


def test_a_guest_cannot_end_the_only_way_back(signed_in: SignedIn) -> None:
    guest = make.guest()

    page = signed_in(guest).post("/account/return-code/end/", follow=True).content.decode()

    assert "This code is your only way back." in page
    with pytest.raises(LastWayError):
        end_return_code(guest, by=guest)


def test_a_new_return_code_ends_the_old_one(signed_in: SignedIn) -> None:
    guest = make.guest()
    old = guest.return_code

    page = signed_in(guest).post("/account/return-code/", follow=True).content.decode()

    new = Person.objects.get().return_code
    assert new in page
    assert old not in page
    assert Client().post("/sign-in/return/", {"code": old}).status_code == 200
    assert Client().post("/sign-in/return/", {"code": new}).status_code == 302


def test_nobody_renews_or_ends_the_code_of_another(mina: Person, pavel: Person) -> None:
    for action in (renew_return_code, end_return_code):
        with pytest.raises(AssertionError):
            action(mina, by=pavel)


def test_an_address_of_somebody_else_says_no_more_than_a_free_one(mina: Person, signed_in: SignedIn) -> None:
    pages = []
    for address in ("mina@example.org", "anna@example.org"):
        browser = signed_in(make.guest())
        give_address(browser, address)
        both = browser.get(CONFIRM), browser.post(CONFIRM, {"code": "AAAA-AAAA"})
        pages.append([re.sub(r'value="\w{64}"', "", page.content.decode()).replace(address, "") for page in both])

    assert pages[0] == pages[1]
    assert mail.outbox[0].subject == mail.outbox[1].subject


def test_whoever_reads_the_mail_learns_that_the_address_is_taken(mina: Person, signed_in: SignedIn) -> None:
    guest = make.guest()
    browser = signed_in(guest)
    give_address(browser, "mina@example.org")

    page = browser.post(CONFIRM, {"code": mailed_code()}).content.decode()

    assert "This address already opens another place in Askel. Sign in there with it" in page
    guest.refresh_from_db()
    assert guest.email is None
    mina.refresh_from_db()
    assert mina.email == "mina@example.org"


def test_a_changed_address_takes_the_place_of_the_old_one_which_hears_of_it(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)
    give_address(browser, "new@example.org")

    browser.post(CONFIRM, {"code": mailed_code()})

    mina.refresh_from_db()
    assert mina.email == "new@example.org"
    assert [address.email for address in EmailAddress.objects.filter(user=mina)] == ["new@example.org"]
    assert mail.outbox[-1].to == ["mina@example.org"]
    assert mail.outbox[-1].subject == "Your address in Askel has changed"
    assert "new@example.org" not in mail.outbox[-1].body


def test_three_wrong_codes_end_the_proving(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)
    give_address(browser, "new@example.org")
    for _ in range(2):
        browser.post(CONFIRM, {"code": "AAAA-AAAA"})

    page = browser.post(CONFIRM, {"code": "AAAA-AAAA"}, follow=True)

    assert "wrong code three times" in page.content.decode()
    browser.post(CONFIRM, {"code": mailed_code()})
    mina.refresh_from_db()
    assert mina.email == "mina@example.org"


def test_ones_own_address_again_and_no_address_are_said_in_words(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)

    assert (
        "This is your address already."
        in browser.post(ADDRESS, {"email": "mina@example.org", "action_add": "1"}).content.decode()
    )
    assert 'role="alert"' in browser.post(ADDRESS, {"email": "mina", "action_add": "1"}).content.decode()


def test_the_last_address_cannot_be_dropped_by_hand(mina: Person, signed_in: SignedIn) -> None:
    page = signed_in(mina).post(ADDRESS, {"email": "mina@example.org", "action_remove": "1"}, follow=True)

    assert "This is the only address here." in page.content.decode()
    mina.refresh_from_db()
    assert mina.email == "mina@example.org"


def test_a_passkey_makes_a_guest_a_person(signed_in: SignedIn) -> None:
    guest = make.guest()
    browser = signed_in(guest)

    add_passkey(browser, "Noor's phone")

    page = browser.get("/account/").content.decode()
    assert "The passkey is yours." in page
    assert "Noor&#39;s phone" in page
    assert not account_of(guest).is_guest


def test_a_removed_last_passkey_leaves_a_return_code(signed_in: SignedIn) -> None:
    guest = make.guest()
    browser = signed_in(guest)
    passkey = add_passkey(browser)
    browser = Client()
    sign_in_with(browser, passkey)
    browser.post("/account/return-code/end/")
    row = Authenticator.objects.get()
    assert "Remove this passkey?" in browser.get(f"/account/passkeys/{row.pk}/remove/").content.decode()

    answer = browser.post(f"/account/passkeys/{row.pk}/remove/", follow=True)

    guest = Person.objects.get()
    assert guest.return_code in answer.content.decode()
    assert account_of(guest).is_guest
    assert sign_in_with(Client(), passkey)["Location"] == "/sign-in/"


def test_a_code_is_given_only_where_it_is_needed(mina: Person) -> None:
    guest = make.guest()

    assert keep_a_way_back(mina, by=mina) is False
    assert keep_a_way_back(guest, by=guest) is False
    end_return_code(mina, by=mina)
    assert keep_a_way_back(mina, by=mina) is False


def test_a_passkey_of_somebody_else_is_not_found(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    add_passkey(signed_in(mina))
    address = f"/account/passkeys/{Authenticator.objects.get().pk}/remove/"

    assert signed_in(pavel).get(address).status_code == 404
    assert signed_in(pavel).post(address).status_code == 404
    assert Authenticator.objects.count() == 1


def test_the_address_hears_of_passkeys(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)
    browser.post("/sign-in/return/", {"code": mina.return_code})
    add_passkey(browser)

    browser.post(f"/account/passkeys/{Authenticator.objects.get().pk}/remove/")

    assert [letter.subject for letter in mail.outbox] == [
        "A passkey was added in Askel",
        "A passkey was removed in Askel",
    ]


def test_an_old_session_shows_the_passkey_once_more(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)
    passkey = add_passkey(browser)
    remove = f"/account/passkeys/{Authenticator.objects.get().pk}/remove/"
    again = browser.get(remove)["Location"]
    assert again.startswith("/account/passkeys/again/")
    assert browser.post(again, {"credential": "{}"}).status_code == 302

    answer = browser.post(again, {"credential": passkey.shown(asked(browser, again, "request_options"))})

    assert answer["Location"] == remove
    assert browser.get(remove).status_code == 200


def test_whoever_lost_the_passkey_comes_by_mail_and_removes_it(mina: Person, signed_in: SignedIn) -> None:
    add_passkey(signed_in(mina))
    browser = Client()
    browser.post("/sign-in/code/", {"email": "mina@example.org"})
    browser.post("/sign-in/code/confirm/", {"code": mailed_code()})

    answer = browser.post(f"/account/passkeys/{Authenticator.objects.get().pk}/remove/")

    assert answer["Location"] == "/account/"
    assert not Authenticator.objects.exists()


def test_signing_out_ends_this_session_and_tells_the_browser(mina: Person, signed_in: SignedIn) -> None:
    here, there = signed_in(mina), signed_in(mina)

    answer = here.post("/sign-out/")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(here)
    assert is_in(there)


def test_signing_out_everywhere_ends_all_sessions_at_their_next_request(mina: Person, signed_in: SignedIn) -> None:
    here, there = signed_in(mina), signed_in(mina)

    answer = here.post("/sign-out/everywhere/")

    assert answer["Clear-Site-Data"]
    assert not is_in(here)
    assert not is_in(there)


def test_the_browsers_language_comes_first() -> None:
    browser = Client(headers={"accept-language": "fi-FI,fi;q=0.9"})

    assert 'lang="fi"' in browser.get("/sign-in/").content.decode()
    browser.post("/start/")
    assert Person.objects.get().language == "fi"


def test_a_visitor_switches_the_language() -> None:
    browser = Client()

    answer = browser.post("/language/", {"language": "fi", "next": "/sign-in/"})

    assert answer["Location"] == "/sign-in/"
    assert '<html lang="fi"' in browser.get("/sign-in/").content.decode()


def test_a_persons_switch_is_kept_for_letters_and_later_visits(mina: Person, signed_in: SignedIn) -> None:
    signed_in(mina).post("/language/", {"language": "fi"})
    mina.refresh_from_db()
    assert mina.language == "fi"
    other = Client(headers={"accept-language": "en"})

    other.post("/sign-in/return/", {"code": mina.return_code})

    assert other.cookies["askel_language"].value == "fi"
    assert '<html lang="fi"' in other.get("/account/").content.decode()


def test_a_mailed_code_brings_the_persons_language_too(mina: Person) -> None:
    mina.language = "fi"
    mina.save()
    browser = Client()
    browser.post("/sign-in/code/", {"email": "mina@example.org"})

    answer = browser.post("/sign-in/code/confirm/", {"code": mailed_code()})

    assert answer.cookies["askel_language"].value == "fi"


def test_a_language_that_is_not_spoken_changes_nothing(mina: Person, signed_in: SignedIn) -> None:
    answer = signed_in(mina).post("/language/", {"language": "xx", "next": "//example.com"})

    assert answer["Location"] == "/"
    assert "askel_language" not in answer.cookies
    mina.refresh_from_db()
    assert mina.language == "en"


def test_erasing_asks_first_and_then_ends_everything(mina: Person, signed_in: SignedIn) -> None:
    browser, there = signed_in(mina), signed_in(mina)
    add_passkey(browser)
    assert "Erase everything?" in browser.get("/account/erase/").content.decode()
    assert Person.objects.filter(pk=mina.pk).exists()

    answer = browser.post("/account/erase/")

    assert answer["Clear-Site-Data"]
    assert "Everything of yours is erased." in browser.get("/").content.decode()
    assert not Person.objects.exists()
    assert not Key.objects.exists()
    with pytest.raises(KeyGone):
        open_key(mina.pk)
    assert not is_in(there)


@pytest.mark.parametrize("page", ["/account/", "/welcome/"])
def test_a_guest_reads_until_when_the_place_is_kept(page: str, signed_in: SignedIn) -> None:
    guest = make.guest()
    browser = signed_in(guest)
    Person.objects.update(keep_until=date(2031, 3, 1))

    assert "Monday 31 March" in browser.get(page).content.decode()


def test_the_account_costs_one_query_and_one_for_the_key(mina: Person) -> None:
    fresh = Person.objects.get(pk=mina.pk)
    drop_held_keys()

    with assertNumQueries(1), assertNumQueries(1, using="vault"):
        account = account_of(fresh)

    assert account.address == "mina@example.org"
    assert account.kept_until == date(2029, 2, 22)


def test_three_passkeys_cost_as_much_as_one(signed_in: SignedIn) -> None:
    guest = make.guest()
    browser = signed_in(guest)
    for _ in range(3):
        browser.post("/sign-in/return/", {"code": guest.return_code})
        add_passkey(browser)

    with assertNumQueries(1):
        account = account_of(guest)

    assert len(account.passkeys) == 3
    assert account.passkeys[0].added_on == timezone.localdate()


def test_a_session_that_ended_is_forgotten(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)
    ended = browser.session
    ended["note"] = "mina@example.org"
    ended.save()
    Session.objects.filter(pk=ended.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    signed_in(mina)

    forget_ended_sessions(now=timezone.now())

    assert Session.objects.count() == 1


def test_whoever_chose_no_language_keeps_the_browsers() -> None:
    guest = make.guest(language="")

    answer = Client(headers={"accept-language": "fi"}).post("/sign-in/return/", {"code": guest.return_code})

    assert "askel_language" not in answer.cookies
