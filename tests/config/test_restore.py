"""`askel restore`: the rows of a backup in place of today's, never those of the erased, and whole or not at all."""

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.utils import timezone
from pytest_django.fixtures import Settings

from askel.config import night
from askel.config.backup import back_up
from askel.config.backup_file import FILES, NotDone
from askel.errand.actions import note_tick
from askel.people.actions import erase_person
from askel.people.models import Person
from askel.vault.key_file import make_key_file
from askel.vault.keys import drop_held_keys
from askel.vault.models import Erased, Key
from tests import make
from tests.config.backups import (
    Interrupted,
    backup,
    both,
    bring_back,
    empty,
    interrupt,
    once,
    somebody_with_everything,
    words_that_open,
)
from tests.conftest import SignedIn
from tests.marked import all_marks

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
ROWS, KEYS = FILES.values()


@pytest.fixture(autouse=True)
def _as_served(settings: Settings) -> None:
    settings.VAULT_IN_TESTS = False


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A backup of yesterday, of Mina with something in every room and of Pavel."""
    somebody_with_everything()
    make.person("Pavel")
    return backup(tmp_path, days_ago=1)


def mina() -> Person:
    return Person.objects.get(email="mina@example.org")


def names() -> set[str | None]:
    return set(Person.objects.exclude(email=None).values_list("email", flat=True))


def refusal(folder: Path, **chosen: bool) -> str:
    """What is said; and nothing has changed."""
    before = both()
    with pytest.raises(NotDone) as refused:
        bring_back(folder, **chosen)
    assert both() == before
    return str(refused.value)


def written_anew(path: Path, change: Callable[[list[Any]], list[Any]]) -> None:
    """Change the lines of a file, as somebody could who knows the form but not the checksum."""
    lines = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    path.write_bytes(gzip.compress("".join(json.dumps(line) + "\n" for line in change(lines)).encode()))


def with_head(**said: object) -> Callable[[list[Any]], list[Any]]:
    return lambda lines: [{**lines[0], **said}, *lines[1:]]


def test_whoever_was_erased_since_does_not_come_back_with_todays_keys(folder: Path) -> None:
    gone = mina().pk
    assert words_that_open() == all_marks()
    erase_person(mina())

    done = bring_back(folder)

    assert names() == {"pavel@example.org"}
    assert not Key.objects.filter(owner=gone).exists()
    assert words_that_open() == set()
    assert (done.erasures, done.keys, done.without_key) == (1, 0, 0)
    assert not [table for table, rows in both()[0].items() for row in rows if gone in row]


def test_with_keys_they_do_not_come_back_when_a_newer_backup_knows_of_the_erase(folder: Path, tmp_path: Path) -> None:
    gone = mina().pk
    erase_person(mina())
    backup(tmp_path)
    empty("default", "vault")

    done = bring_back(folder, keys=True)

    assert names() == {"pavel@example.org"}
    assert Erased.objects.filter(owner=gone).exists()
    assert not Key.objects.filter(owner=gone).exists()
    assert words_that_open() == set()
    assert (done.erasures, done.without_key) == (1, 0)


def test_with_keys_all_come_back_when_nobody_was_erased(folder: Path) -> None:
    """What the test above would show if the list were not read."""
    empty("default", "vault")

    done = bring_back(folder, keys=True)

    assert words_that_open() == all_marks()
    assert done.erasures == 0


def test_keys_of_the_erased_are_not_brought_when_todays_list_names_them(folder: Path) -> None:
    gone = mina().pk
    erase_person(mina())

    bring_back(folder, keys=True)

    assert not Key.objects.filter(owner=gone).exists()
    assert words_that_open() == set()


def test_an_erase_between_rows_and_keys_of_one_backup_is_replayed(tmp_path: Path) -> None:
    somebody_with_everything()
    now = timezone.now()
    folder = back_up(tmp_path / "rows", now=now).folder
    erase_person(mina())
    shutil.copy(back_up(tmp_path / "keys", now=now).folder / KEYS, folder / KEYS)
    empty("default", "vault")

    done = bring_back(folder, keys=True)

    assert names() == set()
    assert done.erasures == 1


@pytest.mark.parametrize(("alias", "table"), [("default", "sharing_look"), ("vault", 'DELETE FROM "vault_key"')])
def test_a_restore_that_is_interrupted_changes_no_row(folder: Path, alias: str, table: str) -> None:
    erase_person(mina())
    make.person("Sam")
    before = both()[0]

    with pytest.raises(Interrupted), connections[alias].execute_wrapper(once(interrupt, table)):
        bring_back(folder)

    assert both()[0] == before


def test_rows_that_came_back_by_another_way_are_erased_at_the_next_start_and_each_night(folder: Path) -> None:
    """Such as a copied file of the database."""
    gone = mina().pk
    listed = Erased(owner=gone)
    listed.save()
    assert gone in set(Person.objects.values_list("pk", flat=True))
    assert Key.objects.filter(owner=gone).exists()

    done = night.tidy()

    assert done["erasures_finished"] == 1
    assert names() == {"pavel@example.org"}
    assert not Key.objects.filter(owner=gone).exists()


def test_people_whose_key_is_nowhere_are_counted_and_kept(folder: Path) -> None:
    Key.objects.filter(owner=mina().pk).delete()

    done = bring_back(folder)

    assert done.without_key == 1
    assert "mina@example.org" in names()


def test_everybody_signs_in_anew(folder: Path, signed_in: SignedIn) -> None:
    """Else a session that was ended since would open again with the rows of old."""
    browser = signed_in(mina())
    assert browser.get("/home/").status_code == 200

    bring_back(folder)

    assert not Session.objects.exists()
    assert browser.get("/home/").status_code == 302


def test_what_is_there_goes_only_when_that_is_meant(folder: Path) -> None:
    make.person("Sam")

    assert "--yes" in refusal(folder, may_replace=False)
    assert f"{Person.objects.count()} people" in refusal(folder, may_replace=False)
    bring_back(folder)
    assert "sam@example.org" not in names()


def test_a_running_askel_is_not_restored_into(folder: Path) -> None:
    note_tick(now=timezone.now())

    assert refusal(folder).startswith("Askel runs")
    note_tick(now=timezone.now() - timedelta(minutes=1))
    bring_back(folder)


def test_one_that_is_started_meanwhile_is_seen(folder: Path) -> None:
    empty("default")
    started = once(lambda: note_tick(now=timezone.now()), "account_emailaddress")

    with pytest.raises(NotDone, match="Askel runs"), connection.execute_wrapper(started):
        bring_back(folder, may_replace=False)

    assert not Person.objects.exists()


def test_a_file_that_was_cut_is_refused(folder: Path) -> None:
    for path in (folder / ROWS, folder / KEYS):
        held = path.read_bytes()
        for length in (0, 1, 30, len(held) // 3, len(held) - 9, len(held) - 1):
            path.write_bytes(held[:length])

            assert "cut or changed" in refusal(folder), length
        path.write_bytes(held)
    bring_back(folder)


def test_a_file_with_an_altered_byte_is_refused(folder: Path) -> None:
    for path in (folder / ROWS, folder / KEYS):
        held = path.read_bytes()
        for at in range(10, len(held), max(1, len(held) // 20)):  # before and in the upper bits of the last: padding
            path.write_bytes(held[:at] + bytes([held[at] ^ 1]) + held[at + 1 :])

            said = refusal(folder)  # an altered head is told first
            assert "cut or changed" in said or "is not a backup that this Askel can read" in said, at
        path.write_bytes(held)
    bring_back(folder)


CHANGES: dict[str, Callable[[list[Any]], list[Any]]] = {
    "a row less": lambda lines: [*lines[:-2], lines[-1]],
    "a row more": lambda lines: [*lines[:-1], lines[-2], lines[-1]],
    "no end": lambda lines: lines[:-1],
    "two ends": lambda lines: [*lines, lines[-1]],
    "nothing but a head": lambda lines: lines[:1],
    "a number": lambda lines: [lines[0], 5, *lines[1:]],
    "a row of no table": lambda lines: [lines[0], [1], *lines[1:]],
    "a head that is a list": lambda lines: [[], *lines[1:]],
    "a newer day": with_head(made_at=timezone.now().isoformat()),
    "no day": with_head(made_at="yesterday"),
    "a day without a zone": with_head(made_at="2026-11-24T10:00:00"),
    "another word": with_head(more=1),
    "another database": with_head(database="other"),
}


def test_a_file_that_was_written_anew_is_refused(folder: Path) -> None:
    held = (folder / ROWS).read_bytes()
    for name, change in CHANGES.items():
        (folder / ROWS).write_bytes(held)
        written_anew(folder / ROWS, change)

        assert "cut or changed" in refusal(folder), name


@pytest.mark.parametrize("said", [{"version": 2}, {"format": "another"}])
def test_another_version_of_the_form_is_refused(folder: Path, said: dict[str, object]) -> None:
    written_anew(folder / ROWS, with_head(**said))

    assert "version 1" in refusal(folder)


@pytest.mark.parametrize("file", FILES.values())
def test_a_file_that_is_not_there_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()

    assert str(folder / file) in refusal(folder)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert str(tmp_path / "none") in refusal(tmp_path / "none")


def test_files_in_each_others_place_are_refused(folder: Path) -> None:
    shutil.copy(folder / ROWS, folder / KEYS)

    assert "cut or changed" in refusal(folder)


def test_files_of_two_backups_are_refused(folder: Path, tmp_path: Path) -> None:
    shutil.copy(backup(tmp_path) / KEYS, folder / KEYS)

    assert "two backups" in refusal(folder)


def test_a_backup_over_a_year_old_is_refused(tmp_path: Path) -> None:
    make.person("Mina")

    assert "over a year" in refusal(backup(tmp_path / "one", days_ago=366))
    bring_back(backup(tmp_path / "two", days_ago=364))


def resealed(path: Path, change: Callable[[list[Any]], list[Any]]) -> None:
    """A file that is whole, as another Askel may have made it."""

    def sealed(lines: list[Any]) -> list[Any]:
        changed = change(lines)
        before = "".join(json.dumps(line) + "\n" for line in changed[:-1]).encode()
        return [*changed[:-1], {**changed[-1], "sha256": hashlib.sha256(before).hexdigest()}]

    written_anew(path, sealed)


def test_a_backup_of_a_newer_askel_is_refused(folder: Path) -> None:
    resealed(folder / ROWS, lambda lines: lines)
    bring_back(folder)
    resealed(folder / ROWS, with_head(tables=["people.9999_more"]))

    assert "newer Askel (0.1.0)" in refusal(folder)


def test_a_backup_of_an_older_askel_is_refused_with_a_way(folder: Path) -> None:
    resealed(folder / KEYS, with_head(tables=["vault.0001_first"]))

    said = refusal(folder)
    assert "older Askel (0.1.0)" in said
    assert "Install that one" in said


def test_keys_of_another_key_file_are_refused(folder: Path, settings: Settings, tmp_path: Path) -> None:
    empty("default", "vault")
    make_key_file(tmp_path / "other")
    settings.ASKEL_KEY_FILE = tmp_path / "other"
    drop_held_keys()

    assert "another key file" in refusal(folder, keys=True)


def test_a_damaged_newer_backup_is_not_passed_over(folder: Path, tmp_path: Path) -> None:
    newer = backup(tmp_path)
    (newer / KEYS).write_bytes(b"")

    assert f"Move {newer} away" in refusal(folder, keys=True)
    newer.rename(tmp_path / f".{newer.name}.part")  # as one looks that was never finished
    bring_back(folder, keys=True)


def test_rows_that_do_not_fit_together_are_refused(folder: Path) -> None:
    def without_people(lines: list[Any]) -> list[Any]:
        at = next(place for place, line in enumerate(lines) if line_names(line, "people_person"))
        lines[-1]["counts"]["people_person"] = 0
        return [*lines[: at + 1], *lines[at + 1 + Person.objects.count() :]]

    resealed(folder / ROWS, without_people)

    assert "do not fit" in refusal(folder)


def line_names(line: object, table: str) -> bool:
    return isinstance(line, dict) and line.get("table") == table
