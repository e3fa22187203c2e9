"""How allauth signs people in here: by code or passkey, and never twice in a row. Its words are ours."""

import time
from email.utils import make_msgid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from askel.people.coming_in import speak
from askel.people.consents import ADDRESS_LEFT, give_consent
from askel.people.models import Agreed, Letters, Person

FRESH_SECONDS = 15 * 60
_A_LETTER_LEFT = {"account/messages/login_code_sent.txt", "account/messages/email_confirmation_sent.txt"}
_THREE_WRONG = _("That was a wrong code three times, so it no longer works. Ask for a new one.")


class AddressIfAny(EmailVerificationStage):
    """Only somebody who gave an address is asked to prove it; a person with a passkey alone is not."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if self.login.user.emailaddress_set.exists():
            answer: tuple[HttpResponse | None, bool] = super().handle()
            return answer
        return None, True


class SecondForThoseWhoLead(AuthenticateStage):
    """A second factor for people who lead. Never for members: a lost phone must not lock anyone out."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return self.login.user is not None and self.login.user.leads and super()._should_handle(request)


_OURS = {
    "allauth.account.stages.EmailVerificationStage": "askel.people.adapter.AddressIfAny",
    "allauth.mfa.stages.AuthenticateStage": "askel.people.adapter.SecondForThoseWhoLead",
}


class SignIn(DefaultAccountAdapter):
    """The pages and texts are ours, the machinery is allauth's."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "duplicate_email": _("This is your address already."),
        "email_taken": _(
            "This address already opens another place in Askel. Sign in there with it, or give another address here."
        ),
        "incorrect_code": _("This is not the code in the letter. Look at each letter once more."),
        "rate_limited": _("A letter left a moment ago. Wait half a minute, and look for it."),
        "too_many_login_attempts": _THREE_WRONG,
    }

    def get_login_stages(self) -> list[str]:
        return [_OURS.get(stage, stage) for stage in super().get_login_stages()]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the reader's language, and remember whether the letter left: the page says so."""
        reader = _reader(email, self.request)
        with translation.override((reader and reader.language) or translation.get_language() or settings.LANGUAGE_CODE):
            headers = {"Message-ID": make_msgid(domain=settings.ENV.url.hostname)}
            words = {"front_page": f"{settings.ENV.address}/", **context}
            message = self.render_mail(template_prefix, email, words, headers)
        message.reader = reader  # for whom ``letter`` seals it
        self.request.letter_left = bool(message.send())

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *rest: Any,  # noqa: ANN401 - allauth's signature
        **more: Any,  # noqa: ANN401 - allauth's signature
    ) -> None:
        """No page says that a letter left when it did not."""
        if message_template in _A_LETTER_LEFT and not getattr(request, "letter_left", True):
            level, message_template = messages.ERROR, "people/messages/letter_stayed.txt"
        super().add_message(request, level, message_template, *rest, **more)

    def post_login(self, request: HttpRequest, user: Person, **more: Any) -> HttpResponse:  # noqa: ANN401 - allauth's signature
        """Speak the person's own language, and keep no address in the session."""
        records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        kept = [{name: value for name, value in record.items() if name != "email"} for record in records]
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept
        return speak(super().post_login(request, user, **more), user.language)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Whoever leaves an address reads what else it is for, and says yes by proving it."""
        is_theirs = bool(super().confirm_email(request, email_address))
        if is_theirs and isinstance(request.user, Person) and request.user.letters == Letters.MAIL:
            give_consent(Agreed.LETTERS, ADDRESS_LEFT, by=request.user, now=timezone.now())
        return is_theirs

    def get_email_verification_redirect_url(self, email_address: object) -> str:  # noqa: ARG002 - allauth's signature
        return reverse("people:account")

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:  # noqa: ANN401 - allauth's signature
        """Whoever came in a moment ago is not asked again: so a lost passkey can be removed after a mailed code."""
        records = self.request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        fresh = any(time.time() - record["at"] < FRESH_SECONDS for record in records)
        return not fresh and super().is_reauthentication_required(app=app, **more)


def _reader(email: str, request: HttpRequest) -> Person | None:
    """Whose letter this is, if it is anybody's here."""
    return request.user if isinstance(request.user, Person) else Person.objects.filter(email=email).first()


class Passkeys(DefaultMFAAdapter):
    """What passkeys are called, and the words when one does not fit."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This passkey did not work here. Try once more, or come in another way."),
        "unverified_email": _("Prove your address first: a letter with a code is waiting."),
    }

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002, ARG002 - allauth's signature
        return gettext("My passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Askel"}
