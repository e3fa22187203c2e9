"""The web part as granian calls it: bodies are taken in by spare threads, pages are made by one."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "askel.config.settings")

LIMIT = 8 * 1024 * 1024
_django = get_wsgi_application()
_page_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="page")
StartResponse = Callable[..., Any]


def whole(environ: dict[str, Any], start_response: StartResponse) -> bytes:
    """Run Django and close its response in the page thread, so that ``request_finished`` fires there."""
    response = _django(environ, start_response)
    try:
        return b"".join(response)
    finally:
        response.close()


def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Wait for the whole body in a cheap thread (a phone on a slow line), then take a turn at the page thread.

    One page thread a worker lets SQLite's writers queue fairly. No stated length is believed.
    """
    body = environ["wsgi.input"].read(LIMIT + 1)
    if len(body) > LIMIT:
        start_response("413 Content Too Large", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"This is larger than Askel can take. The limit is 8 MB."]
    environ |= {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    return [_page_thread.submit(whole, environ, start_response).result()]
