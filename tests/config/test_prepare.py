"""Before the first page: a key file once, and never a second one over sealed words."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from askel.config import prepare
from askel.config.doctor import examine
from askel.config.env import WrongSetting
from askel.lib.ids import uuid7
from askel.vault.key_file import make_key_file
from askel.vault.keys import drop_held_keys, make_key


@pytest.fixture
def key_file(settings: Settings, tmp_path: Path) -> Path:
    """Where the key file is looked for now: it is not there."""
    settings.ENV = replace(settings.ENV, key_file=tmp_path / "key")
    settings.ASKEL_KEY_FILE = tmp_path / "key"
    return tmp_path / "key"


def red(settings: Settings) -> dict[str, str]:
    return {finding.what: finding.words for finding in examine(settings.ENV) if not finding.ok}


def test_the_first_start_makes_the_key_file_and_the_second_does_not(key_file: Path) -> None:
    assert prepare.make_key_file_once()
    held = key_file.read_bytes()

    assert not prepare.make_key_file_once()
    assert key_file.read_bytes() == held


def test_a_lost_key_file_is_never_made_anew_while_keys_exist(settings: Settings, key_file: Path) -> None:
    there = settings.ENV
    make_key_file(key_file)
    make_key(uuid7())
    key_file.unlink()

    with pytest.raises(WrongSetting, match=r"ASKEL_KEY_FILE\.$") as refused:
        prepare.make_key_file_once()

    assert there
    assert red(settings)["Key file"] == str(refused.value)  # the doctor says the same
    assert not key_file.exists()


def test_a_strange_key_file_stops_the_start(settings: Settings, tmp_path: Path) -> None:
    make_key(uuid7())
    drop_held_keys()
    make_key_file(tmp_path / "other")
    settings.ASKEL_KEY_FILE = tmp_path / "other"

    with pytest.raises(WrongSetting, match="ASKEL_KEY_FILE"):
        prepare.check_key_file()
    assert "Keys" in red(settings)


def test_with_no_keys_any_key_file_will_do(key_file: Path) -> None:
    make_key_file(key_file)

    prepare.check_key_file()


def test_the_doctor_says_that_there_is_no_key_file_yet(settings: Settings, key_file: Path) -> None:
    assert str(key_file) in red(settings)["Key file"]


def test_the_doctor_sees_a_key_file_that_others_can_read(settings: Settings, key_file: Path) -> None:
    make_key_file(key_file)
    assert "Key file" not in red(settings)

    key_file.chmod(0o644)

    assert "chmod 600" in red(settings)["Key file"]


def test_what_lies_elsewhere_behind_a_link_stays_as_it_is(settings: Settings, tmp_path: Path) -> None:
    settings.ENV = replace(settings.ENV, data=tmp_path / "data")
    settings.LETTERS_FOLDER = tmp_path / "data/letters"
    prepare.make_data_folder()
    shared, letters = tmp_path / "shared", tmp_path / "data/letters"
    shared.touch(mode=0o644)
    letters.mkdir(mode=0o755)
    (tmp_path / "data/key").symlink_to(shared)

    prepare.close_own_files()

    assert letters.stat().st_mode & 0o777 == 0o700
    assert shared.stat().st_mode & 0o777 == 0o644


def test_the_doctor_changes_nothing_and_finds_the_databases_up_to_date(settings: Settings) -> None:
    before = sorted(settings.ENV.data.iterdir())

    assert not {"Database", "Key database", "Key file", "Keys"} & set(red(settings))
    assert sorted(settings.ENV.data.iterdir()) == before
