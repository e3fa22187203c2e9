"""Pages that allauth finds by its own names, under our addresses. Written out by hand: none asks for a password."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from askel.people import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("start/", views.start, name="account_signup"),
    path("sign-in/code/", views.ask_code, name="account_request_login_code"),
    path("sign-in/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/second/", mfa.authenticate, name="mfa_authenticate"),
    path("account/", views.account, name="mfa_index"),
    path("account/address/", account.email, name="account_email"),
    path("account/address/confirm/", account.email_verification_sent, name="account_email_verification_sent"),
    path("account/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("account/passkeys/again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
