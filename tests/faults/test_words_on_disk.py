"""What somebody writes lies nowhere in the open: in no file of the database, in no log of a started Askel."""

import re
from pathlib import Path

import psycopg
from psycopg import sql

from tests.live import Person, started

MARKER = "Zwieback-under-the-birch"
PAGE = "/steps/tuning-in/possible-all-the-same/"
SAVE = "/drafts/possible-all-the-same/save/"


def test_a_draft_is_in_no_file_of_the_database_and_in_no_log() -> None:
    with started() as askel:
        sam = Person(askel.url).sign_in("sam")
        hidden = dict(re.findall(r'name="(owner|version|writer)" value="([^"]*)"', sam.get(PAGE).text))

        saved = sam.post(SAVE, {**hidden, "beat": "1", "ask-helped": MARKER})

        assert saved.status == 200, saved.text
        assert MARKER in sam.get(PAGE).text
        assert found_in(askel.data) == []
        assert rows_with(askel.environment) == []


def found_in(folder: Path) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "up.log" for path in files)
    return [path for path in files if MARKER.encode() in path.read_bytes()]


def rows_with(environment: dict[str, str]) -> list[str]:
    """Tables of PostgreSQL in which the marker stands; none on SQLite, whose files were read."""
    found = []
    for setting in ("ASKEL_DATABASE", "ASKEL_VAULT_DATABASE"):
        if address := environment.get(setting):
            with psycopg.connect(address) as server:
                tables = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
                assert tables
                found += [name for (name,) in tables if holds(server, name)]
    return found


def holds(server: psycopg.Connection, table: str) -> bool:
    """Does a row hold the marker, as text or as the bytes of a sealed field?"""
    query = sql.SQL("SELECT count(*) FROM {} AS t WHERE t::text LIKE %s OR t::text LIKE %s").format(
        sql.Identifier(table)
    )
    row = server.execute(query, (f"%{MARKER}%", f"%{MARKER.encode().hex()}%")).fetchone()
    return bool(row and row[0])
