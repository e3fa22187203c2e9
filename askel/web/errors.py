"""Pages for what went wrong: what it is, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from askel.web.typed import give_back, is_from_our_page, typed


def _page(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    return render(request, "web/error.html", {"title": title, "words": words, "status": status}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404: also the answer for what is somebody else's."""
    return _page(
        request,
        404,
        _("There is nothing here"),
        _("The page has moved, or the address is not right. Go back, or begin from the front page."),
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """400: what came in could not be read."""
    return _page(request, 400, _("This could not be read"), _("Go back, and send it again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403: refused before anything was looked at."""
    return _page(request, 403, _("This is not open to you"), _("Sign in again, and try once more."))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The form was made in another sitting, or cookies are off. What our own form brought is given back."""
    title = _("This page was open for too long")
    if is_from_our_page(request) and typed(request):
        words = _("Nothing was saved. What you wrote is below, and only there. Leave this page open until it is saved.")
        return give_back(request, status=403, title=title, words=words, sign_in=False)
    words = _("Nothing was saved. Go back, load the page again, and send it once more. Cookies must be on.")
    return _page(request, 403, title, words)


def signed_out(request: HttpRequest) -> HttpResponse:
    """401: the sitting had ended when a form came in. Its words are given back."""
    title = _("You were signed out, and nothing was saved")
    words = _("What you wrote is below, and only there. Leave this page open until it is saved.")
    return give_back(request, status=401, title=title, words=words, sign_in=True)


def somebody_else(request: HttpRequest) -> HttpResponse:
    """409: the form was made for one person and came in from another's sitting. Nothing of it reached them."""
    title = _("Somebody else is signed in here now")
    words = _(
        "Nothing was saved, and nothing reached them. What you wrote is below, and only there. Sign in as yourself."
    )
    return give_back(request, status=409, title=title, words=words, sign_in=True)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Says so, and makes no promise about what was saved."""
    return _page(
        request,
        500,
        _("Something broke on our side"),
        _("Your words may not be saved. Go back, copy them, and try again in a minute."),
    )
