"""No log line and no error page holds an address or a code, and what has ended is forgotten."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from askel.people.actions import forget_ended_tries
from askel.people.models import Person
from askel.web.log import WithoutWords

MARK = "zephyrine"
ADDRESS = f"{MARK}@example.org"


def test_no_log_line_holds_an_address_or_a_code(mina: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    browser = Client(raise_request_exception=False)
    for address in (ADDRESS, "mina@example.org"):
        browser.post("/sign-in/code/", {"email": address})
    code = next(line for line in str(mail.outbox[-1].body).splitlines() if len(line) == 9 and line[4] == "-")
    browser.post("/sign-in/code/confirm/", {"code": MARK})
    browser.get(f"/nowhere/{ADDRESS}", {"code": code})
    browser.post("/healthz", {"code": code, "email": ADDRESS})
    Client(enforce_csrf_checks=True).post("/sign-in/return/", {"code": mina.return_code})

    said = [WithoutWords().format(record) for record in caplog.records]

    assert MARK in caplog.text  # the path was there to be written down
    assert said
    for mark in (MARK, "mina@", code, mina.return_code):
        assert not [line for line in said if mark in line]


def test_no_error_page_gives_back_an_address_or_a_code(mina: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    pages = [
        strict.post("/sign-in/return/", {"code": mina.return_code}),
        strict.post("/sign-in/code/", {"email": ADDRESS}),
        Client().get(f"/nowhere/{ADDRESS}"),
        Client().get(f"/demo/as/{MARK}"),
    ]

    assert [page.status_code for page in pages] == [403, 403, 404, 404]
    for page in pages:
        held = page.content.decode()
        assert MARK not in held
        assert mina.return_code not in held


def test_signing_in_leaves_no_hour(mina: Person) -> None:
    Client().post("/sign-in/return/", {"code": mina.return_code})

    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, "people_person")}
    assert "last_visit_on" in columns
    assert "last_login" not in columns


def test_tries_that_have_ended_are_forgotten_and_others_count_on() -> None:
    cache.set("of-192.0.2.7", "ended", timeout=60)
    cache.set("of-192.0.2.8", "counts", timeout=600)
    cache.set("of-192.0.2.9", "for ever", timeout=None)

    forgotten = forget_ended_tries(now=timezone.now() + timedelta(seconds=120))

    assert forgotten == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM askel_cache")
        assert "192.0.2.7" not in str(cursor.fetchall())
    assert cache.get("of-192.0.2.8") == "counts"
    assert cache.get("of-192.0.2.9") == "for ever"
