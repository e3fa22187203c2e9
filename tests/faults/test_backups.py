"""Backups of a started Askel, from one engine into the other, and restores that are killed."""

import gzip
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.live import ASKEL, Askel, Person, prepared, started
from tests.postgres import addresses, postgres

WORD = "zwieback-under-the-birch"
PAGE = "/steps/tuning-in/possible-all-the-same/"
SAVE = "/drafts/possible-all-the-same/save/"
KILLS = 4
FORGET_THE_LOOP = """
import django; django.setup()
from askel.errand.models import Tick; Tick.objects.all().delete()
"""  # else a restore would wait for 20 seconds to be sure


def write(person: Person) -> None:
    hidden = dict(re.findall(r'name="(owner|version|writer)" value="([^"]*)"', person.get(PAGE).text))
    assert person.post(SAVE, {**hidden, "beat": "1", "ask-helped": WORD}).status == 200


def backup(askel: Askel) -> Path:
    askel.run("backup", str(askel.data / "backups"))
    return max((askel.data / "backups").glob("askel-*"))


def stop(askel: Askel) -> None:
    askel.stop()
    subprocess.run([sys.executable, "-c", FORGET_THE_LOOP], env=askel.environment, check=True)


def rows(folder: Path) -> list[str]:
    """All but the head of each file, which knows the time, and the end, which knows the head."""
    files = sorted(folder.iterdir())
    return [line for file in files for line in gzip.decompress(file.read_bytes()).decode().splitlines()[1:-1]]


@contextmanager
def empty(key: Path, databases: dict[str, str] | None) -> Iterator[Askel]:
    """A new Askel, on SQLite unless databases are named, with the key file of another."""
    with prepared(databases=databases) as askel:
        if not databases:
            on_sqlite(askel)
        shutil.copy(key, askel.data / "key")
        try:
            yield askel
        finally:
            if hasattr(askel, "process"):
                askel.clean_up()


def test_from_sqlite_to_postgresql_and_back() -> None:
    with postgres() as server, started() as first:
        write(Person(first.url).sign_in("sam"))
        folder = backup(first)  # while it runs
        with empty(first.data / "key", addresses(server)) as second:
            second.run("restore", str(folder), "--keys")
            again = backup(second)
            second.start()
            read_there = Person(second.url).sign_in("sam").get(PAGE).text
            with empty(first.data / "key", None) as third:
                third.run("restore", str(again), "--keys")
                last = backup(third)
                third.start()
                read_back = Person(third.url).sign_in("sam").get(PAGE).text

                assert rows(folder) == rows(again) == rows(last)
                assert WORD in read_there
                assert WORD in read_back


def test_a_running_askel_is_not_restored_into() -> None:
    with started() as askel:
        folder = backup(askel)

        assert askel.refuses("restore", str(folder), "--yes").startswith("Askel runs")
        assert askel.answers()


def test_a_restore_that_is_killed_is_whole_or_has_not_happened_and_never_shows_the_erased() -> None:
    with started() as askel:
        write(Person(askel.url).sign_in("sam"))
        folder = backup(askel)
        assert Person(askel.url).sign_in("sam").post("/account/erase/").status == 200
        stop(askel)
        command = [ASKEL, "restore", str(folder), "--yes", "--keys"]
        for _ in range(KILLS):
            restoring = subprocess.Popen(command, env=askel.environment, stdout=subprocess.DEVNULL)
            time.sleep(random.uniform(0.5, 2.5))  # noqa: S311 - no secret hangs on it
            restoring.kill()
            restoring.wait()

        askel.start()

        assert Person(askel.url).get("/demo/as/sam").status == 404
        assert Person(askel.url).sign_in("mina").get("/home/").status == 200


def test_a_copied_database_shows_nobody_who_was_erased_since() -> None:
    """What a host may do by hand, and how a restore would look that ended before its last step."""
    with prepared() as askel:
        on_sqlite(askel)
        askel.run("demo")
        rows, copy = askel.data / "askel.sqlite3", askel.data / "copy"
        shutil.copy(rows, copy)
        try:
            askel.start()
            assert Person(askel.url).sign_in("sam").post("/account/erase/").status == 200
            askel.stop()
            for file in askel.data.glob(f"{rows.name}-*"):
                file.unlink()
            shutil.copy(copy, rows)

            askel.start()

            assert Person(askel.url).get("/demo/as/sam").status == 404
            assert Person(askel.url).sign_in("mina").get("/home/").status == 200
        finally:
            askel.clean_up()


def on_sqlite(askel: Askel) -> None:
    """Whatever the tests run on."""
    for setting in ("ASKEL_DATABASE", "ASKEL_VAULT_DATABASE"):
        askel.environment.pop(setting, None)


@pytest.mark.parametrize("alias", ["default", "vault"])
def test_a_backup_shows_one_moment_and_holds_up_no_writer(alias: str) -> None:
    with prepared() as askel:
        askel.run("demo")
        command = [sys.executable, "-m", "tests.faults.one_moment", alias]

        seen = subprocess.run(command, env=askel.environment, capture_output=True, text=True, check=True).stdout

    assert seen.split() == ["5", "5", "6"]
