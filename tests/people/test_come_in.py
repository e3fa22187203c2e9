"""Start now, and the three ways back in."""

import json
import re

import pytest
from django.core import mail
from django.test import Client

from askel.people.models import Person
from tests import make
from tests.conftest import SignedIn
from tests.passkey import SoftPasskey, add_passkey, asked, sign_in_with

CODE = re.compile(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", re.MULTILINE)
CONFIRM = "/sign-in/code/confirm/"


def mailed_code() -> str:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[0]


def who(browser: Client) -> str | None:
    """Whose session this browser has, as pages see it."""
    return browser.session.get("_auth_user_id") if browser.get("/account/").status_code == 200 else None


def start() -> tuple[Client, Person]:
    browser = Client()
    answer = browser.post("/start/")
    assert answer["Location"] == "/welcome/"
    return browser, Person.objects.get(pk=browser.session["_auth_user_id"])


def test_start_now_makes_a_guest_with_a_code_to_write_down() -> None:
    browser, guest = start()

    page = browser.get("/welcome/").content.decode()

    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", guest.return_code)  # 60 bits
    assert guest.return_code in page
    assert "until" in page
    assert guest.email is None


def test_starting_twice_keeps_the_place() -> None:
    browser, guest = start()

    browser.post("/start/")

    assert browser.session["_auth_user_id"] == str(guest.pk)
    assert Person.objects.count() == 1


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: f"  {code} ", str])
def test_a_guest_comes_back_by_the_code_in_another_browser(typed: type[str]) -> None:
    _, guest = start()
    other = Client()

    answer = other.post("/sign-in/return/", {"code": typed(guest.return_code)})

    assert answer["Location"] == "/home/"
    assert who(other) == str(guest.pk)


def test_misread_letters_open_all_the_same() -> None:
    guest = make.guest()
    guest.return_code_hash = make.hash_of("1010-1010-1010")
    guest.save()

    answer = Client().post("/sign-in/return/", {"code": "IOLO IOLO iolo"})

    assert answer.status_code == 302


def test_the_session_is_a_new_one_after_coming_in() -> None:
    guest = make.guest()
    browser = Client()
    browser.post("/sign-in/code/", {"email": "somebody@example.org"})
    before = browser.session.session_key

    browser.post("/sign-in/return/", {"code": guest.return_code})

    assert browser.session.session_key != before
    assert not Client(headers={"cookie": f"askel={before}"}).session.get("_auth_user_id")


@pytest.mark.parametrize("address", ["/start/", "/sign-in/return/", "/sign-in/passkey/", "/sign-in/", "/sign-in/code/"])
def test_opening_a_link_never_signs_in(address: str) -> None:
    guest = make.guest()
    browser = Client()

    browser.get(address, {"code": guest.return_code, "email": "mina@example.org"})

    assert who(browser) is None


@pytest.mark.parametrize("typed", ["K7QM", "K7QM-2X4P-9TRB", "ääää-öööö-åååå", "0" * 900, "'; DROP TABLE", "?"])
def test_every_wrong_return_code_gets_the_same_words(typed: str) -> None:
    page = Client().post("/sign-in/return/", {"code": typed}).content.decode()

    assert "No place opens with this code. Look at each letter once more." in page


def test_an_empty_return_code_comes_back_with_words() -> None:
    page = Client().post("/sign-in/return/", {"code": " "}).content.decode()

    assert 'role="alert"' in page


def test_the_page_that_was_wanted_comes_after_signing_in() -> None:
    guest = make.guest()

    answer = Client().post("/sign-in/return/", {"code": guest.return_code, "next": "/map/"})

    assert answer["Location"] == "/map/"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)", "/\\example.com"]
)
def test_no_link_leads_out_of_askel_after_signing_in(elsewhere: str) -> None:
    guest = make.guest()

    answer = Client().post("/sign-in/return/", {"code": guest.return_code, "next": elsewhere})

    assert answer["Location"] == "/home/"


def test_whoever_is_in_already_goes_on(mina: Person, signed_in: SignedIn) -> None:
    answer = signed_in(mina).get("/sign-in/?next=/plan/")

    assert answer["Location"] == "/plan/"


def test_a_person_comes_in_by_a_mailed_code(mina: Person) -> None:
    browser = Client()
    assert browser.post("/sign-in/code/", {"email": "MINA@example.org"})["Location"] == CONFIRM

    answer = browser.post(CONFIRM, {"code": mailed_code().lower()})

    assert answer["Location"] == "/home/"
    assert who(browser) == str(mina.pk)


def test_the_wanted_page_is_kept_over_the_letter(mina: Person) -> None:
    browser = Client()
    on = browser.post("/sign-in/code/", {"email": "mina@example.org", "next": "/map/"})["Location"]

    answer = browser.post(on, {"code": mailed_code()})

    assert answer["Location"] == "/map/"


def test_no_address_stays_in_the_session(mina: Person) -> None:
    browser = Client()
    browser.post("/sign-in/code/", {"email": "mina@example.org"})
    assert "mina@example.org" in str(dict(browser.session))

    browser.post(CONFIRM, {"code": mailed_code()})

    assert "mina@example.org" not in str(dict(browser.session))


def test_an_unknown_address_sees_what_a_known_one_sees(mina: Person) -> None:
    pages = []
    for address in ("mina@example.org", "anna@example.org"):
        browser = Client()
        answer = browser.post("/sign-in/code/", {"email": address}, follow=True)
        wrong = browser.post(CONFIRM, {"code": "AAAA-AAAA"})
        again = browser.post(CONFIRM, {"action": "resend"}, follow=True)
        pages.append([_bare(each.content.decode(), address) for each in (answer, wrong, again)])

    assert pages[0] == pages[1]


def _bare(page: str, address: str) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page).replace(address, "")


def test_the_letter_to_an_unknown_address_says_what_to_do() -> None:
    Client().post("/sign-in/code/", {"email": "anna@example.org"})

    assert mail.outbox[0].subject == "Nobody in Askel has this address"
    assert "http://localhost:8000/" in mail.outbox[0].body
    assert not CODE.search(str(mail.outbox[0].body))
    assert not Person.objects.exists()


def test_three_wrong_codes_end_the_attempt(mina: Person) -> None:
    browser = Client()
    browser.post("/sign-in/code/", {"email": "mina@example.org"})
    first = browser.post(CONFIRM, {"code": "AAAA-AAAA"})
    browser.post(CONFIRM, {"code": "AAAA-AAAA"})

    third = browser.post(CONFIRM, {"code": "AAAA-AAAA"}, follow=True)

    assert "This is not the code in the letter." in first.content.decode()
    assert "That was a wrong code three times, so it no longer works." in third.content.decode()
    browser.post(CONFIRM, {"code": mailed_code()})
    assert who(browser) is None


def test_a_code_is_worth_nothing_after_ten_minutes(mina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Client()
    browser.post("/sign-in/code/", {"email": "mina@example.org"})
    session = browser.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 601
    session.save()

    browser.post(CONFIRM, {"code": mailed_code()})

    assert who(browser) is None


def test_a_mistyped_address_is_given_anew(mina: Person) -> None:
    browser = Client()
    browser.post("/sign-in/code/", {"email": "minna@example.org"})
    assert "I have the letter" in browser.get("/sign-in/").content.decode()

    browser.post("/sign-in/code/", {"email": "mina@example.org"})

    assert browser.post(CONFIRM, {"code": mailed_code()})["Location"] == "/home/"


def test_a_new_code_ends_the_old_one(mina: Person) -> None:
    browser = Client()
    browser.post("/sign-in/code/", {"email": "mina@example.org"})
    old = mailed_code()
    browser.post(CONFIRM, {"action": "resend"})
    assert mailed_code() != old

    refused = browser.post(CONFIRM, {"code": old})

    assert refused.status_code == 200
    assert browser.post(CONFIRM, {"code": mailed_code()})["Location"] == "/home/"


def test_a_guest_with_a_passkey_alone_comes_in_by_it() -> None:
    browser, guest = start()
    passkey = add_passkey(browser)
    other = Client()

    answer = sign_in_with(other, passkey, next="/plan/")

    assert answer["Location"] == "/plan/"
    assert who(other) == str(guest.pk)


def test_a_person_with_a_passkey_comes_in_by_a_mailed_code_alone(mina: Person, signed_in: SignedIn) -> None:
    add_passkey(signed_in(mina))
    browser = Client()
    browser.post("/sign-in/code/", {"email": "mina@example.org"})

    answer = browser.post(CONFIRM, {"code": mailed_code()})

    assert answer["Location"] == "/home/"
    assert who(browser) == str(mina.pk)


def test_whoever_leads_shows_the_passkey_after_the_code(fatou: Person, signed_in: SignedIn) -> None:
    passkey = add_passkey(signed_in(fatou))
    fatou.leads = True
    fatou.save()
    browser = Client()
    browser.post("/sign-in/code/", {"email": "fatou@example.org"})

    answer = browser.post(CONFIRM, {"code": mailed_code()})

    assert answer["Location"] == "/sign-in/second/"
    assert who(browser) is None
    stranger = browser.post("/sign-in/second/", {"credential": SoftPasskey().shown(second(browser))})
    assert "This passkey did not work here." in stranger.content.decode()
    assert browser.post("/sign-in/second/", {"credential": passkey.shown(second(browser))})["Location"] == "/home/"
    assert who(browser) == str(fatou.pk)


def second(browser: Client) -> dict[str, object]:
    return asked(browser, "/sign-in/second/", "request_options")


def test_whoever_leads_and_comes_by_passkey_is_not_asked_twice(fatou: Person, signed_in: SignedIn) -> None:
    passkey = add_passkey(signed_in(fatou))
    fatou.leads = True
    fatou.save()

    assert sign_in_with(Client(), passkey)["Location"] == "/home/"


def test_a_strange_passkey_gets_words(mina: Person, signed_in: SignedIn) -> None:
    known = add_passkey(signed_in(mina))
    strange = SoftPasskey()
    strange.owner = known.owner
    browser = Client()

    answer = sign_in_with(browser, strange)

    assert answer["Location"] == "/sign-in/"
    assert "This passkey did not work here." in browser.get("/sign-in/").content.decode()
    assert who(browser) is None


JUNK = ["", "x", "{}", "[]", "null", '"a"', "1", '{"response": 1}', '{"response": {"userHandle": "AAAA"}}', "[" * 2000]
_EMPTY = {"clientDataJSON": "AA", "attestationObject": "AA", "authenticatorData": "AA", "signature": "AA"}
JUNK += [json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {**_EMPTY, "userHandle": "/w"}})]


@pytest.mark.parametrize("junk", JUNK)
def test_junk_instead_of_a_passkey_is_refused_in_words(junk: str, mina: Person, signed_in: SignedIn) -> None:
    member, visitor = signed_in(mina), Client()
    visitor.get("/sign-in/passkey/", headers={"accept": "application/json"})
    member.get("/account/passkeys/add/")

    assert visitor.post("/sign-in/passkey/", {"credential": junk})["Location"] == "/sign-in/"
    assert member.post("/account/passkeys/add/", {"credential": junk}).status_code == 200
