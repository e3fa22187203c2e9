"""What holds for every way in: the session is new, the page speaks the person's language, the way on is ours."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from askel.people.actions import start_guest
from askel.people.models import Person

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def become_guest(request: HttpRequest) -> Person | None:
    """A new guest, or the one that a double tap made a moment ago. None where too many were made from one place.

    Signing in gives the browser another cookie against forged forms, so this one says that it is the same visitor.
    """
    if not ratelimit.consume(request, action="signup"):  # whoever makes guests without end would fill the disk
        return None
    return start_guest(
        language=get_language() or "en",
        now=timezone.now(),
        today=timezone.localdate(),
        browser=request.META.get("CSRF_COOKIE", ""),
    )


def sign_in_as(
    request: HttpRequest, person: Person, *, how: str, to: str, in_their_language: bool = True
) -> HttpResponse:
    """Sign in by a way that allauth does not know, and go on."""
    clear_login(request)
    auth.login(request, person, backend=BACKEND)
    record_authentication(request, person, method=how)
    answer = HttpResponseRedirect(resolve_url(to))
    return speak(answer, person.language) if in_their_language else answer


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
