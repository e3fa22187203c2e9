"""What holds for every page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from askel.web.errors import signed_out
from askel.web.typed import typed

Answer = Callable[[HttpRequest], HttpResponse]


def _host(request: HttpRequest) -> str | None:
    try:
        return urlsplit(f"//{request.META.get('HTTP_HOST', '')}").hostname
    except ValueError:  # no host at all, such as "[": Django refuses it in a moment
        return None


def lead_to_one_address(get_response: Answer) -> Answer:
    """127.0.0.1 is led to localhost: passkeys need a name, and cookies one host."""

    def answer(request: HttpRequest) -> HttpResponse:
        host = _host(request)
        if host == "127.0.0.1" and settings.ENV.url.hostname == "localhost" and request.path != "/healthz":
            return HttpResponseRedirect(f"{settings.ENV.address}{request.get_full_path()}")
        return get_response(request)

    return answer


def keep_out_of_stores(get_response: Answer) -> Answer:
    """Pages of signed-in people, and pages that name nobody but carry a form's words, are kept by no browser or proxy."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or request.method == "POST":
            response["Cache-Control"] = "no-store"
        return response

    return answer


class AskToSignIn(LoginRequiredMiddleware):
    """Pages are for signed-in people. A form that comes in after a sitting has ended gets its words back."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseBase:  # type: ignore[override] # any answer will do
        if request.method == "POST" and typed(request):
            return signed_out(request)
        return super().handle_no_permission(request, view_func)
