"""The web part as granian calls it: bodies are taken in by spare threads, pages are made by one, slow files by the spare ones."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.wsgi import get_wsgi_application

from askel.config.body import NotTakenError, take_in
from askel.web.pages import IN_SPARE_THREAD, MADE_BESIDE, BesideResponse, LaterResponse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "askel.config.settings")

_django = get_wsgi_application()
_page_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="page")
StartResponse = Callable[..., Any]


@dataclass(frozen=True)
class Answer:
    """What Django answered. ``later`` still has to make its bytes, ``beside`` what the view needs to answer at all."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes
    later: LaterResponse | None = None
    beside: BesideResponse | None = None


def whole(environ: dict[str, Any]) -> Answer:
    """Run Django and close its response in the page thread, so that ``request_finished`` fires there."""
    said: list[tuple[str, list[tuple[str, str]]]] = []

    def note(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
        said.append((status, headers))
        return bytes  # what WSGI would write with; Django does not

    response = _django(environ, note)
    try:
        body = b"".join(response)
    finally:
        response.close()
    later = response if isinstance(response, LaterResponse) else None
    return Answer(*said[-1], body, later, response if isinstance(response, BesideResponse) else None)


def answered(environ: dict[str, Any], body: bytes) -> Answer:
    """What a view has made beside it comes to it with the same request again, through all that stands before the view."""
    answer = _page_thread.submit(whole, {**environ, "wsgi.input": BytesIO(body)}).result()
    if answer.beside is None:
        return answer
    again = {**environ, MADE_BESIDE: answer.beside.made(), "wsgi.input": BytesIO(body)}
    return _page_thread.submit(whole, again).result()


def finished(answer: Answer) -> Answer:
    """With its bytes. Runs in a spare thread, so that other pages go on meanwhile."""
    later = answer.later
    if later is None:
        return answer
    later.finish()
    cookies = [(name, value) for name, value in answer.headers if name == "Set-Cookie"]
    return Answer(f"{later.status_code} {later.reason_phrase}", [*later.items(), *cookies], later.content)


def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Wait for the whole body in a cheap thread (a phone on a slow line), then take a turn at the page thread.

    One page thread a worker lets SQLite's writers queue fairly.
    """
    try:
        body = take_in(environ)
    except NotTakenError as refused:
        start_response(refused.status, [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close")])
        return [refused.words.encode()]
    answer = finished(answered({**environ, "CONTENT_LENGTH": str(len(body)), IN_SPARE_THREAD: True}, body))
    start_response(answer.status, answer.headers)
    return [answer.body]
