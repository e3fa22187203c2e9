"""What somebody wrote is in no log and on no error page, also when a page fails over it."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from askel.journal.actions import Seen, save_answer
from askel.journal.models import Answer
from askel.journal.queries import owner_mark
from askel.journal.words import Words
from askel.people.models import Person
from askel.steps.queries import edition
from askel.web.log import WithoutWords
from tests import make

MARKER = "Zwieback-under-the-birch"
KEY = "possible-all-the-same"
PAGE = f"/steps/tuning-in/{KEY}/"


def fail(request: HttpRequest, **_: object) -> HttpResponse:
    """A page that breaks with the words in its hands."""
    words = Answer.objects.get().words.asks["helped"] + request.POST.get("ask-helped", "")
    raise ValueError(words)


urlpatterns = [path("fail/", fail), path("", include("askel.config.urls"))]


@pytest.fixture
def written(mina: Person) -> Answer:
    exercise = edition("en").exercise(KEY)
    assert exercise
    return save_answer(exercise, Words(asks={"helped": MARKER}), by=mina, seen=Seen(0, "a-page"), now=make.NOON)


@pytest.fixture
def browser(mina: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(mina, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def logged(caplog: pytest.LogCaptureFixture) -> str:
    return "\n".join(WithoutWords().format(record) for record in caplog.records)


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_breaks_says_nothing_of_what_it_held(
    written: Answer, browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert written.words.asks["helped"] == MARKER
    with caplog.at_level(logging.DEBUG):
        answers = [browser.get("/fail/"), browser.post("/fail/", {"ask-helped": MARKER})]

    assert [answer.status_code for answer in answers] == [500, 500]
    assert all(MARKER not in answer.content.decode() for answer in answers)
    assert "ValueError" in logged(caplog)
    assert MARKER not in logged(caplog)


def test_saving_refusing_and_missing_leave_no_word_in_a_log(
    mina: Person, browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    sent = {"owner": owner_mark(mina), "version": 0, "writer": "page", "ask-helped": MARKER}
    with caplog.at_level(logging.DEBUG):
        assert browser.post(PAGE, sent).status_code == 302
        assert browser.post(PAGE, {**sent, "ask-worked": MARKER * 500}).status_code == 200
        assert browser.post(PAGE, {**sent, "owner": "x"}).status_code == 409
        assert browser.get(f"/steps/tuning-in/{MARKER}/").status_code == 404
        assert Client().post(PAGE, sent).status_code == 401

    assert MARKER not in logged(caplog)
    assert MARKER not in repr(Answer.objects.values_list("sealed_words").get())


def test_an_answer_names_nobodys_words(written: Answer) -> None:
    assert MARKER not in f"{written} {written!r} {Answer.objects.values().get()}"
