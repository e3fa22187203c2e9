"""All that allauth may show is ours: pages, letters and messages, in both languages."""

from pathlib import Path

import allauth
import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.test import Client
from django.urls import NoReverseMatch, reverse

from askel.people.models import Person
from tests import make
from tests.conftest import SignedIn

THEIRS = Path(allauth.__file__).parent / "templates"
# What cannot be reached here, and why.
NOT_HERE = (
    *("account/password", "account/base_manage_password", "account/confirm_password", "account/email/password"),
    *("account/messages/password", "account/reauthenticate.html"),  # nobody has a password
    *("account/phone", "account/base_manage_phone", "account/confirm_phone", "account/messages/phone"),  # nor a phone
    *("account/signup", "account/email/account_already_exists"),  # one starts as a guest
    *("account/login.html", "account/logout.html", "account/messages/logged_out"),  # our own pages
    *("account/email.html", "account/email_confirm.html", "account/email/email_confirm_"),  # codes, no links
    *("account/verification_sent", "account/verified_email_required", "account/account_inactive"),
    *(
        "account/base_",
        "account/snippets",
        "account/email/base_",
        "mfa/base_",
        "mfa/webauthn/base",
        "mfa/webauthn/snippets",
    ),
    *("account/email/email_deleted", "account/messages/email_deleted"),  # an address is only ever replaced
    *("mfa/totp", "mfa/email/totp", "mfa/messages/totp", "mfa/recovery", "mfa/email/recovery", "mfa/messages/recovery"),
    *("mfa/trust", "mfa/index.html", "mfa/reauthenticate.html"),
    *("mfa/webauthn/signup", "mfa/webauthn/edit", "mfa/webauthn/authenticator"),  # listed on our account page
)


def needed() -> list[str]:
    found = [*THEIRS.rglob("account/**/*"), *THEIRS.rglob("mfa/**/*")]
    names = {path.relative_to(THEIRS).as_posix() for path in found if path.is_file()}
    return sorted(name for name in names if not name.startswith(NOT_HERE))


@pytest.mark.parametrize("name", needed())
def test_each_template_that_can_be_reached_is_ours(name: str) -> None:
    assert get_template(name) is not None


def test_what_cannot_be_reached_is_not_there() -> None:
    for name in ("account/password_reset.html", "account/login.html", "mfa/totp/activate_form.html"):
        with pytest.raises(TemplateDoesNotExist):
            get_template(name)


@pytest.mark.parametrize("name", ["account_reset_password", "account_set_password", "account_change_password"])
def test_no_page_asks_for_a_password(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["/sign-in/", "/account/address/", "/account/passkeys/add/", "/sign-in/code/"])
def test_no_form_has_a_password_field(path: str, signed_in: SignedIn) -> None:
    for browser in (Client(), signed_in(make.guest())):
        assert 'type="password"' not in browser.get(path, follow=True).content.decode()


@pytest.mark.parametrize("name", [name for name in needed() if "/messages/" in name and "logged_in" not in name])
def test_each_message_is_a_sentence(name: str) -> None:
    said = render_to_string(name, {"email": "noor@example.org"}).strip()

    assert said.endswith(".")
    assert "noor" not in said


def test_coming_in_needs_no_message(mina: Person) -> None:
    browser = Client()
    browser.post("/sign-in/code/", {"email": "mina@example.org"}, follow=True)
    code = str(mail.outbox[0].body).split("asked for it:")[1].split()[0]

    answer = browser.post("/sign-in/code/confirm/", {"code": code})

    assert [str(message) for message in get_messages(answer.wsgi_request)] == []


@pytest.mark.parametrize("name", [name for name in needed() if "/email/" in name])
def test_each_letter_names_nobody(name: str) -> None:
    said = render_to_string(name, {"code": "ABCD-EFGH", "email": "noor@example.org", "front_page": "http://localhost/"})

    assert said.strip()
    assert "noor" not in said
    assert "&#" not in said
    assert "[" not in said
