"""What holds for every page, whoever asks for it."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from askel.people.models import Person
from askel.web.log import WithoutWords
from tests.conftest import SignedIn

MARKER = "marker-3f81"


def test_pages_of_somebody_signed_in_are_kept_by_nobody(mina: Person, signed_in: SignedIn) -> None:
    assert signed_in(mina).get("/account/")["Cache-Control"] == "no-store"


def test_answers_to_a_form_are_kept_by_nobody() -> None:
    assert Client().post("/sign-in/return/", {"code": "X"})["Cache-Control"] == "no-store"


def test_127_0_0_1_is_led_to_localhost_with_the_same_path() -> None:
    response = Client().get("/sign-in/?next=/map/", headers={"host": "127.0.0.1:8000"})

    assert response.status_code == 302
    assert response["Location"] == "http://localhost:8000/sign-in/?next=/map/"


def test_a_probe_may_ask_for_health_by_number() -> None:
    assert Client().get("/healthz", headers={"host": "127.0.0.1:8000"}).status_code == 200


@pytest.mark.parametrize("host", ["elsewhere.example", "[", "[::1"])
def test_another_host_is_refused(host: str) -> None:
    assert Client(raise_request_exception=False).get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/nothing-here/"])
def test_the_policy_allows_nothing_inline_and_nobody_else(address: str) -> None:
    policy = Client().get(address)["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_page_that_is_not_there_says_so_in_the_readers_language() -> None:
    response = Client().get("/nothing-here/", headers={"accept-language": "fi"})

    assert response.status_code == 404
    assert 'lang="fi"' in response.content.decode()


def break_down(_request: HttpRequest, words: str) -> HttpResponse:
    raise RuntimeError(words)


urlpatterns = [path("broken/<str:words>/", break_down)]
handler500 = "askel.web.errors.server_error"


@override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[])
def test_a_page_that_breaks_shows_and_logs_no_words(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        response = Client(raise_request_exception=False).post(f"/broken/{MARKER}/", {"words": MARKER})
    lines = [WithoutWords().format(record) for record in caplog.records]

    assert response.status_code == 500
    assert caplog.records, "nothing was logged, so nothing could have leaked"
    assert any(MARKER in record.getMessage() for record in caplog.records), "the record itself could have leaked"
    assert any("RuntimeError at break_down" in line for line in lines)
    assert MARKER not in "".join(lines) + response.content.decode()


def test_the_broken_page_needs_no_session_and_no_database(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - the plugin has no type for it
    from askel.web.errors import server_error  # noqa: PLC0415

    with django_assert_num_queries(0):
        assert server_error(RequestFactory().get("/")).status_code == 500
