"""Giving back what somebody typed when it could not be taken in, so that no word is lost.

The words go into the answer to the request that brought them, and nowhere else: not into a session, a
log or a database. Only a form of our own pages gets them back, so that no foreign page can make ours
say something.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

MOST_TEXTS = 100
MOST_LETTERS = 200_000
_LONGEST = 20_000  # longer values are made by our pages, not typed
_MACHINE = {"csrfmiddlewaretoken", "next", "version", "writer", "beat", "owner", "then", "once"}
_CODE = re.compile(r"[a-z0-9_-]{1,40}")  # what a tick or a list sends


@dataclass(frozen=True)
class Typed:
    """Texts to show in boxes, and the short codes of ticks to show in one line."""

    texts: tuple[str, ...]
    codes: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.texts or self.codes)


def typed(request: HttpRequest) -> Typed:
    """What a person typed into the form that this request brought."""
    texts: list[str] = []
    codes: list[str] = []
    letters = 0
    for name, values in request.POST.lists():
        for value in values if name not in _MACHINE else ():
            letters += len(value)
            if not value.strip() or len(value) > _LONGEST or letters > MOST_LETTERS:
                continue
            (codes if _CODE.fullmatch(value) else texts).append(value)
    return Typed(tuple(texts[:MOST_TEXTS]), tuple(codes[:MOST_TEXTS]))


def is_from_our_page(request: HttpRequest) -> bool:
    """Browsers say with each form where its page came from."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _page_of_form(request: HttpRequest) -> str:
    """Where the form stood: the same address without JavaScript, or the page that the browser names."""
    referer = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()})
    return urlsplit(referer).path if ours else "/"


def give_back(request: HttpRequest, *, status: int, title: str, words: str, sign_in: bool) -> HttpResponse:
    """A page with the typed words in boxes to copy from."""
    context = {
        "title": title,
        "words": words,
        "typed": typed(request),
        "sign_in": sign_in,
        "page_of_form": _page_of_form(request),
    }
    response = render(request, "web/typed.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
