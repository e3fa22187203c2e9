"""What takes long is made beside the page thread: other pages are answered meanwhile."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils.translation import gettext, override

from askel.config import wsgi
from askel.lib.refused import Refused
from askel.web.pages import answer_later

NAMED = {"Content-Disposition": 'attachment; filename="slow.bin"', "Cache-Control": "no-store"}
begun, may_end = threading.Event(), threading.Event()


@login_not_required
def slow(request: HttpRequest) -> HttpResponse:
    def make() -> bytes:
        begun.set()
        assert may_end.wait(20)
        return b"made"

    return answer_later(request, make, content_type="application/pdf", headers=NAMED)


@login_not_required
def refusing(request: HttpRequest) -> HttpResponse:
    def make() -> bytes:
        raise Refused(gettext("Save"))

    with override("fi"):
        return answer_later(request, make, content_type="application/pdf", headers=NAMED)


@login_not_required
def quick(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("here")


urlpatterns = [path("slow/", slow), path("refusing/", refusing), path("quick/", quick)]


@pytest.fixture(autouse=True)
def _own_pages() -> Iterator[None]:
    begun.clear()
    may_end.clear()
    with override_settings(ROOT_URLCONF=__name__):
        yield
    may_end.set()


def ask(address: str) -> tuple[str, dict[str, str], bytes]:
    """As granian asks."""
    said: list[tuple[str, dict[str, str]]] = []
    environ: dict[str, Any] = {**RequestFactory().get(address, headers={"host": "localhost"}).environ}
    environ["wsgi.input"] = BytesIO()
    body = b"".join(wsgi.application(environ, lambda status, headers: said.append((status, dict(headers)))))
    return *said[0], body


def test_another_page_is_answered_while_a_slow_one_is_made() -> None:
    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(ask, "/slow/")
        assert begun.wait(20)

        meanwhile = ask("/quick/")
        still = not waiting.done()
        may_end.set()

        assert meanwhile[2] == b"here"
        assert still
        status, headers, body = waiting.result()
        assert (status, body, headers["Content-Length"]) == ("200 OK", b"made", "4")
        assert (headers["Content-Type"], headers["Content-Disposition"]) == (
            "application/pdf",
            NAMED["Content-Disposition"],
        )


def test_what_cannot_be_made_is_said_in_plain_words_of_the_readers_language() -> None:
    status, headers, body = ask("/refusing/")

    assert status == "503 Service Unavailable"
    assert body.decode() == "Tallenna"
    assert headers["Content-Type"].startswith("text/plain")
    assert "Content-Disposition" not in headers
    assert headers["Content-Length"] == str(len(body))


def test_a_server_without_spare_threads_makes_it_at_once() -> None:
    may_end.set()

    assert Client().get("/slow/").content == b"made"
    assert Client().get("/refusing/").status_code == 503


def test_asked_for_the_head_alone_nothing_is_made() -> None:
    response = Client().head("/slow/")

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert not begun.is_set()
