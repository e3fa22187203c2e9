"""What a host does when somebody asks for what is theirs: say it, hand it over, erase it."""

import json
import re
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from typer.testing import CliRunner, Result

from askel.people.models import Person
from askel.privacy.command import app
from askel.vault.keys import destroy_key
from tests.marked import mark_everything, marks_in

GOLDEN = Path(__file__).parent / "what_we_hold.txt"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def told_without_chance(printed: str) -> str:
    """Ids, times and what is random in it, by what they are."""
    ids: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        return ids.setdefault(found.group(), f"id {len(ids) + 1}")

    printed = re.sub(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=')[0-9a-f]{32}(?=')", name, printed)
    printed = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.\d]*\+00:00", "a time", printed)
    printed = re.sub(r"\d{4}-\d\d-\d\d", "a day", printed)
    printed = re.sub(r"password='[^']*'", "password='(a random mark)'", printed)
    printed = re.sub(r"'[0-9a-f]{64}'", "'a hash'", printed)
    return re.sub(r"(?<= id=')\d+(?=')", "a number", printed)


def test_what_we_hold_prints_all_that_could_be_handed_over_and_opens_nothing(mina: Person) -> None:
    mark_everything(mina)

    printed = run("what-we-hold", str(mina.pk)).stdout

    assert marks_in(printed) == set()
    assert sorted(told_without_chance(printed).splitlines()) == sorted(GOLDEN.read_text().splitlines())


def test_as_json_it_says_the_same(mina: Person) -> None:
    mark_everything(mina)

    told = json.loads(run("what-we-hold", "MINA@example.org", "--json").stdout)

    assert {table["name"] for table in told["tables"]} >= {"person", "contacts", "moves", "shares", "looks"}
    assert told["sealed_texts"] > 20
    assert (told["sessions"], told["letter_files"]) == (0, 0)


def test_export_writes_one_zip_for_the_host_alone(mina: Person, tmp_path: Path) -> None:
    mark_everything(mina)

    said = run("export", "mina@example.org", "--to", str(tmp_path / "hers.zip"))

    assert said.exit_code == 0
    assert (tmp_path / "hers.zip").stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(tmp_path / "hers.zip") as archive:
        assert marks_in(archive.read("askel-everything.json").decode())


@pytest.mark.parametrize("arguments", [("what-we-hold",), ("export", "--to", "x.zip"), ("erase", "--yes")])
@pytest.mark.parametrize("who", ["nobody@example.org", str(UUID(int=5)), "no id"])
def test_somebody_who_is_not_there_is_said_to_be_not_there(arguments: tuple[str, ...], who: str) -> None:
    said = run(arguments[0], who, *arguments[1:])

    assert said.exit_code == 2
    assert "nobody with this address or id" in said.stderr


def test_a_file_that_is_there_stays(mina: Person, tmp_path: Path) -> None:
    there = tmp_path / "hers.zip"
    there.write_text("other")

    said = run("export", str(mina.pk), "--to", str(there))
    nowhere = run("export", str(mina.pk), "--to", str(tmp_path / "no-such-folder" / "hers.zip"))

    assert (said.exit_code, nowhere.exit_code) == (2, 2)
    assert "is there already" in said.stderr
    assert "cannot be written" in nowhere.stderr
    assert there.read_text() == "other"


def test_without_a_key_there_is_nothing_to_export(mina: Person, tmp_path: Path) -> None:
    mark_everything(mina)
    destroy_key(mina.pk)

    said = run("export", str(mina.pk), "--to", str(tmp_path / "hers.zip"))

    assert said.exit_code == 2
    assert "key is gone" in said.stderr
    assert not (tmp_path / "hers.zip").exists()


def test_erase_asks_first(mina: Person) -> None:
    assert run("erase", str(mina.pk)).exit_code == 2
    assert Person.objects.filter(pk=mina.pk).exists()

    assert run("erase", str(mina.pk), "--yes").exit_code == 0

    assert not Person.objects.filter(pk=mina.pk).exists()
