"""What holds for every way in: the session is new, the page speaks the person's language, the way on is ours."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from askel.people.models import Person

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def sign_in_as(request: HttpRequest, person: Person, *, how: str, to: str) -> HttpResponse:
    """Sign in by a way that allauth does not know, and go on."""
    clear_login(request)
    auth.login(request, person, backend=BACKEND)
    record_authentication(request, person, method=how)
    return speak(HttpResponseRedirect(resolve_url(to)), person.language)


def speak(response: HttpResponse, language: str) -> HttpResponse:
    """Let the pages that follow use this language."""
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response


def way_on(request: HttpRequest, otherwise: str) -> str:
    """The page that somebody wanted, when it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else otherwise
