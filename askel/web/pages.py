"""Answering with a whole page, with the part of it that changed, or with a file that is made later."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.utils.translation import get_language, override
from jinja2_fragments import render_block

from askel.lib.refused import Refused


def render_part(
    request: HttpRequest, template: str, part: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """One ``{% block %}`` of a page, with the same context a whole page gets."""
    backend: Any = engines["jinja2"]
    full: dict[str, Any] = {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in backend.template_context_processors:
        full |= processor(request)
    return HttpResponse(render_block(backend.env, template, part, **(full | dict(context))), status=status)


def render_page(
    request: HttpRequest, template: str, part: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """The part for htmx, the whole page for everybody else."""
    if getattr(request, "htmx", False):
        return render_part(request, template, part, context, status)
    return render(request, template, dict(context), status=status)


IN_SPARE_THREAD = "askel.spare_thread"  # set by a server part that finishes a later response (config/wsgi.py)


class LaterResponse(HttpResponse):
    """An answer whose bytes take longer than the page thread may be held: ``finish`` makes them in another thread.

    ``make`` touches no database and no request. Where it refuses, its words are the answer.
    """

    def __init__(self, make: Callable[[], bytes], *, content_type: str, headers: Mapping[str, str]) -> None:
        super().__init__(content_type=content_type, headers=dict(headers))
        self._make = make
        self._language = get_language() or settings.LANGUAGE_CODE

    def finish(self) -> None:
        with override(self._language):
            try:
                self.content = self._make()
            except Refused as refused:
                self.content = str(refused)
                self.status_code = 503
                self["Content-Type"] = "text/plain; charset=utf-8"
                del self["Content-Disposition"]
        self["Content-Length"] = str(len(self.content))


def answer_later(
    request: HttpRequest, make: Callable[[], bytes], *, content_type: str, headers: Mapping[str, str]
) -> HttpResponse:
    """What ``make`` makes, outside the page thread where the server has one. Asked for the head alone, nothing is made."""
    if request.method == "HEAD":
        return HttpResponse(content_type=content_type, headers=dict(headers))
    response = LaterResponse(make, content_type=content_type, headers=headers)
    if not request.META.get(IN_SPARE_THREAD):
        response.finish()
    return response


MADE_BESIDE = "askel.made_beside"  # what a view asked for, when its request comes to it the second time
Made = TypeVar("Made")


class BesideResponse(HttpResponse):
    """No answer yet: ``make`` is done in a spare thread, and then the same request comes to the view once more."""

    def __init__(self, make: Callable[[], object]) -> None:
        super().__init__()
        self._make = make
        self._language = get_language() or settings.LANGUAGE_CODE

    def made(self) -> Future[Any]:
        """What came of it, or what was raised: the view hears of both."""
        came: Future[Any] = Future()
        with override(self._language):
            try:
                came.set_result(self._make())
            except Exception as broken:  # noqa: BLE001 - raised again in the view
                came.set_exception(broken)
        return came


def beside(request: HttpRequest, make: Callable[[], Made]) -> Made | BesideResponse:
    """What ``make`` makes, or a response that the view returns to be asked again when it is made.

    For pages that need what takes long, as ``answer_later`` is for files. ``make`` touches no database and no request.
    A server without spare threads makes it at once.
    """
    if is_made_beside(request):
        made: Made = request.META[MADE_BESIDE].result()
        return made
    return BesideResponse(make) if request.META.get(IN_SPARE_THREAD) else make()


def is_made_beside(request: HttpRequest) -> bool:
    """Whether this request was here before: what it counts was counted then."""
    return MADE_BESIDE in request.META
