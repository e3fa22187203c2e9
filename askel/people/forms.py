"""What people type to come in, and what their passkeys answer."""

from collections.abc import Callable
from typing import Any, cast

from allauth.account import forms as allauth_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from askel.people.adapter import Passkeys
from askel.people.consents import ADDRESS_LEFT, LETTERS_CHOSEN
from askel.people.models import Letters
from askel.people.rules import PLACES
from askel.web.forms import LineField

_AS_ON_PAPER = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
_FROM_LETTER = _AS_ON_PAPER | {"autocomplete": "one-time-code"}


class _Address(allauth_forms.EmailField):
    def __init__(self) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
        missing, wrong = (
            _("Write your e-mail address."),
            _("This is not an e-mail address. Write it like noor@example.org."),
        )
        super().__init__(
            label=_("Your e-mail address"),
            widget=widget,
            max_length=254,
            error_messages={"required": missing, "invalid": wrong},
        )


class _CodeFromLetter(LineField):
    def __init__(self) -> None:
        widget = forms.TextInput(attrs=_FROM_LETTER)
        missing = {"required": _("Write the code from the letter.")}
        super().__init__(label=_("The code from the letter"), limit=40, widget=widget, error_messages=missing)


class ReturnCodeForm(forms.Form):
    """The code that a guest wrote down."""

    code = LineField(
        limit=1000,
        label=_("Your return code"),
        help_text=_("12 letters and numbers, such as K7QM-2X4P-9TRB."),
        error_messages={"required": _("Write your return code.")},
        widget=forms.TextInput(attrs=_AS_ON_PAPER),
    )


class AskCodeForm(allauth_forms.RequestLoginCodeForm):
    """The address to which a code is sent."""

    email = _Address()

    def clean_email(self) -> str:
        """Too many letters to one address is not the same as too many wrong codes."""
        try:
            return str(super().clean_email())
        except ValidationError as refused:
            message = _("Many codes were asked for this address. Wait a minute, and ask again.")
            raise ValidationError(message, code="too_many_letters") from refused


class MailedCodeForm(allauth_forms.ConfirmLoginCodeForm):
    """The code that came by mail, to sign in."""

    code = _CodeFromLetter()


class AddressForm(allauth_forms.AddEmailForm):
    """An address that becomes one's own once its code is typed. ``says_yes_to`` is what it is for as well."""

    email = _Address()
    says_yes_to = ADDRESS_LEFT


class ProveAddressForm(allauth_forms.ConfirmEmailVerificationCodeForm):
    """The code that came by mail, to prove an address."""

    code = _CodeFromLetter()
    says_yes_to = ADDRESS_LEFT


def _whole(check: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the check answers
    """Run a check of what a browser sent for a passkey: whatever is wrong with it, it did not fit."""
    try:
        return check()
    except ValidationError:
        raise
    except Exception as broken:
        raise ValidationError(Passkeys.error_messages["incorrect_code"], code="incorrect_code") from broken


class _Answer(forms.JSONField):
    """What the browser's passkey answers: a few kilobytes of JSON."""

    def __init__(self) -> None:
        missing = {"required": Passkeys.error_messages["incorrect_code"]}
        super().__init__(widget=forms.HiddenInput, label=_("Passkey"), error_messages=missing)

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        return _whole(lambda: super(_Answer, self).to_python(value))

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ANN401, ARG002 - Django's signature
        """An answer fits once; it never comes back with the page."""
        return None

    def prepare_value(self, value: Any) -> str:  # noqa: ANN401, ARG002 - Django's signature
        return ""


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):
    """A new passkey and what to call it. It always works without anything typed."""

    name = LineField(limit=40, required=False, label=_("What do you call it?"))
    credential = _Answer()
    passwordless = forms.BooleanField(required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        return dict(_whole(super().clean))


class _FittingPasskey(webauthn_forms.AuthenticateWebAuthnForm):
    credential = _Answer()

    def clean_credential(self) -> Any:  # noqa: ANN401 - allauth's row
        return _whole(super().clean_credential)


class SecondFactorForm(_FittingPasskey):
    """A passkey after a mailed code."""


class PasskeySignInForm(_FittingPasskey, webauthn_forms.LoginWebAuthnForm):
    """A passkey alone."""


class PasskeyAgainForm(_FittingPasskey, webauthn_forms.ReauthenticateWebAuthnForm):
    """A passkey once more, before something that decides who may come in."""


class LettersForm(forms.Form):
    """Whether reminders come by mail, and where one lives."""

    wish = forms.ChoiceField(
        label=_("Do you want letters?"),
        choices=[
            (Letters.MAIL, LETTERS_CHOSEN),
            (Letters.NONE, _("No, I look into Askel myself")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no."), "invalid_choice": _("Choose yes or no.")},
    )
    time_zone = forms.ChoiceField(
        label=_("Which of these places has the same time as you?"),
        help_text=_("Letters come between 8 in the morning and 9 in the evening there."),
        error_messages={
            "required": _("Choose a place in your time zone."),
            "invalid_choice": _("Choose a place in your time zone."),
        },
    )

    def __init__(self, *args: Any, held: str, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        places = sorted((_town(one), one) for one in {*PLACES, held})
        cast("forms.ChoiceField", self.fields["time_zone"]).choices = [(one, town) for town, one in places]


def _town(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


class LanguageForm(forms.Form):
    """One of the languages Askel speaks."""

    language = forms.ChoiceField(choices=settings.LANGUAGES, error_messages={"required": _("Choose a language.")})
