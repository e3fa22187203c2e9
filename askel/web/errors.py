"""Pages for what went wrong: what it is, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def _page(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    return render(request, "web/error.html", {"title": title, "words": words, "status": status}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404: also the answer for what is somebody else's."""
    return _page(request, 404, _("There is nothing here"), _("The page has moved, or it was never yours to open."))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """400: what came in could not be read."""
    return _page(request, 400, _("This could not be read"), _("Go back, and send it again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403: refused before anything was looked at."""
    return _page(request, 403, _("This is not open to you"), _("Sign in again, and try once more."))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The form was made in another sitting, or cookies are off."""
    return _page(
        request,
        403,
        _("This page was open for too long"),
        _("Nothing was saved. Go back, copy what you wrote, load the page again and send it once more. Cookies must be on."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Says so, and makes no promise about what was saved."""
    return _page(
        request,
        500,
        _("Something broke on our side"),
        _("Your words may not be saved. Go back, copy them, and try again in a minute."),
    )
