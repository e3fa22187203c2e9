"""Pages and files that take a map along. Only its owner's; nothing is kept here."""

import threading
from functools import lru_cache

from allauth.core.internal import ratelimit  # the open one counts no GET; allauth is held to one version
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from askel.carry.drawings import drawing_of, printed_blank, printed_map, printed_picture
from askel.carry.graphml import to_graphml
from askel.carry.tables import contacts_table, ties_table
from askel.carry.taken import taken_by, to_json
from askel.netmap.drawn import DrawnMap
from askel.netmap.queries import draw_map
from askel.people.request import PersonRequest
from askel.web.pages import answer_later
from askel.web.press import Form, press

_blank_lock = threading.Lock()
_TYPES: dict[Form, str] = {"pdf": "application/pdf", "png": "image/png"}


@require_safe
def take(request: PersonRequest) -> HttpResponse:
    return render(request, "carry/take.html", {"refused": ""})


def _headers(what: str, ending: str) -> dict[str, str]:
    """The name says only what it is and of which day."""
    name = f"askel-{what}-{timezone.localdate().isoformat()}.{ending}"
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


def _file(content: bytes, content_type: str, what: str, ending: str) -> HttpResponse:
    return HttpResponse(content, content_type=content_type, headers=_headers(what, ending))


@require_safe
def take_json(request: PersonRequest) -> HttpResponse:
    return _file(to_json(taken_by(request.user)), "application/json", "map", "json")


@require_safe
def take_graphml(request: PersonRequest) -> HttpResponse:
    return _file(to_graphml(draw_map(request.user)), "application/graphml+xml; charset=utf-8", "map", "graphml")


@require_safe
def take_contacts(request: PersonRequest) -> HttpResponse:
    taken = taken_by(request.user)
    return _file(contacts_table(taken.drawn, taken.notes), "text/csv; charset=utf-8", "contacts", "csv")


@require_safe
def take_ties(request: PersonRequest) -> HttpResponse:
    return _file(ties_table(draw_map(request.user)), "text/csv; charset=utf-8", "ties", "csv")


@require_safe
def take_svg(request: PersonRequest) -> HttpResponse:
    return _file(drawing_of(draw_map(request.user)).encode(), "image/svg+xml; charset=utf-8", "picture", "svg")


@require_safe
def take_pdf(request: PersonRequest) -> HttpResponse:
    return _pressed(request, printed_map(draw_map(request.user), today=timezone.localdate()), "map", "pdf")


@require_safe
def take_png(request: PersonRequest) -> HttpResponse:
    return _pressed(request, printed_picture(draw_map(request.user)), "picture", "png")


def _pressed(request: PersonRequest, page: str, what: str, form: Form) -> HttpResponse:
    # Each takes seconds of the machine.
    if not ratelimit.consume(request, app="allauth.account", action="press", limit_get=True):
        refused = _("You took many files in a short time. Wait ten minutes, and try again.")
        return render(request, "carry/take.html", {"refused": refused}, status=429)
    return answer_later(request, lambda: press(page, form), content_type=_TYPES[form], headers=_headers(what, form))


# The empty map is the same for everybody, so it is open, and made once a worker and language.


@require_safe
@login_not_required
def blank(request: HttpRequest) -> HttpResponse:
    drawing = mark_safe(drawing_of(DrawnMap()))  # noqa: S308 - made by our own template, and of nobody
    return render(request, "carry/blank.html", {"drawing": drawing})


@require_safe
@login_not_required
def blank_pdf(request: HttpRequest) -> HttpResponse:
    page = _blank_page(get_language())
    headers = {"Content-Disposition": 'attachment; filename="askel-blank-map.pdf"'}
    return answer_later(request, lambda: _blank_pdf(page), content_type="application/pdf", headers=headers)


@lru_cache(maxsize=8)
def _blank_page(_language: str) -> str:
    return printed_blank()


def _blank_pdf(page: str) -> bytes:
    """A whole workshop may ask at once: the first makes it, and the others wait for that."""
    with _blank_lock:
        return _blank_made(page)


@lru_cache(maxsize=8)
def _blank_made(page: str) -> bytes:
    return press(page, "pdf")
