"""`askel backup`: both databases as they lie, in files of this user alone, for 30 days."""

import gzip
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import DatabaseError
from django.utils import timezone
from pytest_django.fixtures import Settings

from askel.config.backup import back_up
from askel.config.backup_file import FILES, LEFT_OUT, NotDone
from askel.config.snapshot import one_moment
from askel.people.actions import erase_person
from askel.people.models import Person
from tests import make
from tests.config.backups import (
    LEFT,
    Interrupted,
    backup,
    both,
    bring_back,
    empty,
    interrupt,
    made,
    once,
    somebody_with_everything,
    words_that_open,
)
from tests.marked import all_marks, marks_in

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


@pytest.fixture(autouse=True)
def _as_served(settings: Settings) -> None:
    settings.VAULT_IN_TESTS = False


def lines(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().splitlines()


def test_every_row_of_every_table_comes_back_as_it_was_and_every_word_opens(tmp_path: Path) -> None:
    somebody_with_everything()
    for other in Person.objects.exclude(email="mina@example.org"):
        erase_person(other)
    before = both()
    assert {table for rows in before for table, its in rows.items() if not its} <= {
        "account_emailconfirmation",
        *(table for table in before[0] if table.startswith("sharing_")),  # their viewer was erased
    }
    opened = words_that_open()
    folder = backup(tmp_path)
    empty("default", "vault")
    assert both() != before

    done = bring_back(folder, keys=True, may_replace=False)

    assert both() == before
    assert words_that_open() == opened
    assert done.rows == sum(len(rows) for rows in before[0].values())
    assert (done.people, done.keys, done.erasures, done.without_key) == (1, 1, 0, 0)


def test_every_table_is_in_a_backup_or_left_out_for_a_reason(tmp_path: Path) -> None:
    somebody_with_everything()
    folder = backup(tmp_path)
    named = {
        json.loads(line)["table"] for file in FILES.values() for line in lines(folder / file) if '"columns"' in line
    }
    nobodys = {model._meta.db_table for model in (ContentType, Permission, Group, Group.permissions.through)}

    assert named | LEFT | nobodys == {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert not named & (LEFT | nobodys)
    assert all(LEFT_OUT.values())
    assert words_that_open() == all_marks()
    empty("default", "vault")
    bring_back(folder, keys=True)
    assert words_that_open() == all_marks()


def test_numbers_go_on_after_the_highest_that_came_in(tmp_path: Path) -> None:
    mina, _ = somebody_with_everything()
    folder = backup(tmp_path)
    empty("default")
    bring_back(folder)

    again = mina.emailaddress_set.create(email="another@example.org")  # type: ignore[attr-defined] # allauth has no types

    assert again.pk


def test_no_word_is_in_clear_and_nobody_else_can_read_the_files(tmp_path: Path) -> None:
    somebody_with_everything()
    assert words_that_open() == all_marks()

    folder = backup(tmp_path / "new" / "backups")

    assert folder.stat().st_mode & 0o777 == folder.parent.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES.values())
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    for file in FILES.values():
        assert marks_in("\n".join(lines(folder / file))) == set()


@pytest.mark.parametrize("alias", ["default", "vault"])
def test_reading_a_moment_leaves_no_transaction_open(alias: str) -> None:
    with pytest.raises(Interrupted), one_moment(alias):
        interrupt()

    with transaction.atomic(using=alias):  # another one begins
        assert Person.objects.count() == 0


def test_nothing_is_written_while_a_moment_is_read() -> None:
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), one_moment("default"):
            Person.objects.create(email="a@example.org")
    else:
        with one_moment("default"):
            Person.objects.create(email="a@example.org")

    assert not Person.objects.exists()


def test_old_backups_and_unfinished_ones_are_removed_and_nothing_else(tmp_path: Path) -> None:
    old, kept = backup(tmp_path, days_ago=31), backup(tmp_path, days_ago=29)
    unfinished = tmp_path / f".{backup(tmp_path, days_ago=2).name}.part"
    (tmp_path / unfinished.name[1:-5]).rename(unfinished)
    begun = tmp_path / f".{backup(tmp_path, days_ago=0.5).name}.part"
    (tmp_path / begun.name[1:-5]).rename(begun)
    noted = backup(tmp_path, days_ago=40)
    (noted / "note.txt").write_text("of the host")
    foreign = [tmp_path / name for name in ("askel-20200101T000000Z", "photos", "askel-20200101", "askel-old")]
    for folder in foreign:
        folder.mkdir()
        (folder / ("rows.jsonl.gz" if folder != foreign[0] else "rows.csv")).touch()
    (tmp_path / "askel-20200102T000000Z").symlink_to(foreign[1])
    (tmp_path / "askel-20200103T000000Z").touch()

    done = made(tmp_path)

    assert not old.exists()
    assert not unfinished.exists()
    assert [path.name for path in noted.iterdir()] == ["note.txt"]
    assert kept.exists()
    assert begun.exists()
    assert all(len(list(folder.iterdir())) == 1 for folder in foreign)
    assert (tmp_path / "askel-20200103T000000Z").exists()
    assert done.not_removed == []


def test_fewer_days_are_kept_on_request_and_what_was_done_is_said(tmp_path: Path) -> None:
    old, kept = backup(tmp_path, days_ago=8), backup(tmp_path, days_ago=6)

    make.person("Mina")
    erase_person(make.guest())

    done = made(tmp_path, keep_days=7)

    assert (done.rows, done.keys, done.erased) == (2, 1, 1)  # herself and her address
    assert (old.exists(), kept.exists(), done.removed) == (False, True, 1)


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(NotDone, match=str(tmp_path / "file")):
        backup(tmp_path / "file")


def test_a_backup_that_is_interrupted_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Interrupted), connection.execute_wrapper(once(interrupt, "plan_move")):
        backup(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_two_in_one_second_do_not_mix(tmp_path: Path) -> None:
    now = timezone.now()
    first = back_up(tmp_path, now=now).folder
    held = {path.name: path.read_bytes() for path in first.iterdir()}

    with pytest.raises(NotDone, match="already"):
        back_up(tmp_path, now=now)

    assert {path.name: path.read_bytes() for path in first.iterdir()} == held
    assert list(tmp_path.iterdir()) == [first]


def test_tables_that_are_not_up_to_date_are_not_backed_up(tmp_path: Path) -> None:
    MigrationRecorder(connections["vault"]).record_unapplied("vault", "0002_erased")
    try:
        with pytest.raises(NotDone, match="askel tidy"):
            backup(tmp_path)
    finally:
        MigrationRecorder(connections["vault"]).record_applied("vault", "0002_erased")

    assert list(tmp_path.iterdir()) == []


def test_an_old_backup_that_cannot_be_removed_is_named(tmp_path: Path) -> None:
    old = backup(tmp_path, days_ago=31)
    (old / FILES["default"]).unlink()
    (old / FILES["default"]).mkdir()

    done = made(tmp_path)

    assert (done.removed, done.not_removed) == (0, [old.name])
