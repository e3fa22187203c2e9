"""The web part as granian calls it: bodies are taken in by spare threads, pages are made by one, slow files by the spare ones."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.wsgi import get_wsgi_application

from askel.web.pages import IN_SPARE_THREAD, LaterResponse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "askel.config.settings")

LIMIT = 8 * 1024 * 1024
_django = get_wsgi_application()
_page_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="page")
StartResponse = Callable[..., Any]


@dataclass(frozen=True)
class Answer:
    """What Django answered. ``later`` still has to make its bytes."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes
    later: LaterResponse | None = None


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
    return Answer(*said[-1], body, response if isinstance(response, LaterResponse) else None)


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

    One page thread a worker lets SQLite's writers queue fairly. No stated length is believed.
    """
    body = environ["wsgi.input"].read(LIMIT + 1)
    if len(body) > LIMIT:
        start_response("413 Content Too Large", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"This is larger than Askel can take. The limit is 8 MB."]
    environ |= {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body)), IN_SPARE_THREAD: True}
    answer = finished(_page_thread.submit(whole, environ).result())
    start_response(answer.status, answer.headers)
    return [answer.body]
