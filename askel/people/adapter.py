"""How allauth signs people in here: by code or passkey, and never twice in a row."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import EmailVerificationStage
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse


class AddressIfAny(EmailVerificationStage):
    """Only somebody who gave an address is asked to prove it; a person with a passkey alone is not."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if self.login.user.emailaddress_set.exists():
            return super().handle()
        return None, True


class SecondForThoseWhoLead(AuthenticateStage):
    """A second factor for people who lead. Never for members: a lost phone must not lock anyone out."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return self.login.user.leads and super()._should_handle(request)


_OURS = {
    "allauth.account.stages.EmailVerificationStage": "askel.people.adapter.AddressIfAny",
    "allauth.mfa.stages.AuthenticateStage": "askel.people.adapter.SecondForThoseWhoLead",
}


class SignIn(DefaultAccountAdapter):
    """The pages and texts are ours, the machinery is allauth's."""

    def get_login_stages(self) -> list[str]:
        return [_OURS.get(stage, stage) for stage in super().get_login_stages()]
