"""The papers for a data protection officer (docs/privacy/) name what is there: tables, files, commands, statements."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from typer.main import get_command

from askel.__main__ import whole_command
from askel.people.models import Person
from tests.conftest import SignedIn
from tests.test_privacy_page import listed

HOUSE = Path(__file__).parent.parent
PAPERS = sorted((HOUSE / "docs/privacy").glob("*.md"))
BREACH = (HOUSE / "docs/privacy/breach.md").read_text()


def named(pattern: str) -> set[str]:
    """What all papers name in this way."""
    return {found for paper in PAPERS for found in re.findall(pattern, paper.read_text())}


def test_every_table_has_its_place_in_the_record_of_processing() -> None:
    record = (HOUSE / "docs/privacy/record-of-processing.md").read_text()

    assert {table for table in listed() if f"`{table}`" not in record} == set()


def test_every_file_that_the_papers_name_is_there() -> None:
    files = named(r"`((?:askel|tests)/[\w/.]+)`")

    assert {file for file in files if not (HOUSE / file).exists()} == set()


def test_every_link_of_the_papers_leads_somewhere() -> None:
    links = named(r"\]\(([^)#]+)\)")

    assert {link for link in links if not (HOUSE / "docs/privacy" / link).exists()} == set()


def test_every_command_that_the_papers_name_is_there() -> None:
    commands = named(r"`askel ([a-z-]+)")

    assert commands - set(get_command(whole_command()).commands) == set()  # type: ignore[attr-defined] # it is a group


def test_whoever_reads_the_table_of_sessions_could_come_in_and_emptying_it_ends_that(
    mina: Person, signed_in: SignedIn
) -> None:
    mina_browser = signed_in(mina)
    cookie = mina_browser.cookies[settings.SESSION_COOKIE_NAME].value
    assert cookie in Session.objects.values_list("session_key", flat=True)
    assert mina_browser.get("/account/").status_code == 200

    (statement,) = re.findall(r"`(DELETE FROM \w+)`", BREACH)
    with connection.cursor() as cursor:
        cursor.execute(statement)

    assert mina_browser.get("/account/").status_code == 302


def test_the_statement_for_one_person_signs_them_out_and_nobody_else(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    mina_browser, pavel_browser = signed_in(mina), signed_in(pavel)
    statement = re.findall(r"^UPDATE people_person .*;$", BREACH, re.MULTILINE)[connection.vendor == "postgresql"]

    with connection.cursor() as cursor:
        cursor.execute(statement.replace("somebody@example.org", str(mina.email)))

    assert mina_browser.get("/account/").status_code == 302
    assert pavel_browser.get("/account/").status_code == 200


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_no_paper_is_left_without_a_link_to_it(paper: Path) -> None:
    assert f"privacy/{paper.name}" in (HOUSE / "docs/privacy.md").read_text()
