"""``askel`` as a host types it. 0: done. 2: refused, in one sentence on stderr."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db(databases=[])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("askel") / "data"


def askel(folder: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ASKEL_", "DJANGO_", "COV"))}
    command = [sys.executable, "-m", "askel", *words]
    return subprocess.run(
        command,
        env={**clean, "ASKEL_DATA": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def refused(answer: "subprocess.CompletedProcess[str]") -> str:
    """The one sentence of a refusal."""
    assert answer.returncode == 2, answer.stderr
    assert answer.stdout == ""
    assert len(answer.stderr.strip().splitlines()) == 1
    return answer.stderr.strip()


def setting_of(folder: Path, names: tuple[str, ...], environment: Mapping[str, str]) -> dict[str, object]:
    """The settings as a start with this environment reads them."""
    code = (
        "import json; from django.conf import settings;"
        f"print(json.dumps({{n: getattr(settings, n) for n in {names!r}}}))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "askel.config.settings",
            "ASKEL_DATA": str(folder),
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    held: dict[str, object] = json.loads(answer.stdout)
    return held


def test_the_doctor_is_red_before_the_first_start_and_green_after_it(folder: Path) -> None:
    before = askel(folder, "doctor", "--json")
    started = askel(folder, "tidy", "--json")
    after = askel(folder, "doctor", "--json")

    assert before.returncode == 1
    assert json.loads(before.stdout)["ok"] is False
    assert (started.returncode, json.loads(started.stdout)["guests_erased"]) == (0, 0)
    assert after.returncode == 0, after.stdout
    assert json.loads(after.stdout)["ok"] is True


def test_the_demo_comes_in_once(folder: Path) -> None:
    first, again, once = (askel(folder, "demo", *words) for words in (("--json",), (), ("--once", "--json")))

    assert json.loads(first.stdout) == {"people": ["mina", "pavel", "fatou", "chen", "sam"]}
    assert "already" in refused(again)
    assert json.loads(once.stdout) == {"people": []}


def test_the_demo_is_refused_where_others_are_served(tmp_path: Path) -> None:
    assert "localhost" in refused(askel(tmp_path, "demo", ASKEL_URL="https://askel.example.org"))


def test_a_part_that_does_not_exist_is_refused(folder: Path) -> None:
    assert "nonsense" in refused(askel(folder, "up", "--only", "nonsense"))


def test_a_wrong_setting_stops_the_start_with_a_sentence_that_names_it(folder: Path) -> None:
    assert refused(askel(folder, "up", ASKEL_URL="askel.example.org")).startswith("ASKEL_URL")
    assert refused(askel(folder, "doctor", ASKEL_MAIL="nonsense")).startswith("ASKEL_MAIL")


def test_tidy_says_what_it_did(folder: Path) -> None:
    said = askel(folder, "tidy").stdout

    assert "Guests erased: 0." in said
    assert "Ended sessions cleared: 0." in said
    assert "Ended tries: 0." in said


def test_a_backup_is_made_and_restored_on_request(folder: Path, tmp_path: Path) -> None:
    askel(folder, "demo", "--once")
    made = json.loads(askel(folder, "backup", str(tmp_path), "--json").stdout)
    words = (made["folder"], "--json")

    assert Path(made["folder"]).parent == tmp_path
    assert (made["keys"], made["erased"], made["removed"], made["not_removed"]) == (5, 0, 0, [])
    assert "5 people" in refused(askel(folder, "restore", *words))
    done = json.loads(askel(folder, "restore", "--yes", *words).stdout)
    assert (done["rows"], done["people"], done["keys"], done["erasures"]) == (made["rows"], 5, 0, 0)
    assert "Keys brought: 5." in askel(folder, "restore", "--yes", "--keys", made["folder"]).stdout


def test_a_backup_says_where_it_is_and_that_the_key_file_is_not_in_it(folder: Path, tmp_path: Path) -> None:
    said = askel(folder, "backup", str(tmp_path)).stdout

    assert str(tmp_path) in said
    assert f"The key file {folder}/key is not in it" in said


def test_a_folder_that_holds_no_backup_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    assert "rows.jsonl.gz is not there" in refused(askel(tmp_path / "data", "restore", str(tmp_path)))
    assert list(tmp_path.iterdir()) == []


def test_there_is_nothing_to_back_up_before_the_first_start(tmp_path: Path) -> None:
    assert "askel doctor" in refused(askel(tmp_path / "data", "backup", str(tmp_path / "backups")))
    (tmp_path / "data").mkdir()
    assert "askel tidy" in refused(askel(tmp_path / "data", "backup", str(tmp_path / "backups")))
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("backup",), "'FOLDER'"),
        (("backup", "somewhere", "--keep-days", "31"), "'--keep-days'"),
        (("restore",), "'BACKUP_FOLDER'"),
        (("up", "--port", "99999"), "'--port'"),
        (("up", "--port", "0"), "'--port'"),
        (("up", "--port", "abc"), "'--port'"),
        (("up", "--port"), "'--port'"),
        (("tidy", "--jsn"), "--jsn"),
        (("map", "read"), "'FILE...'"),
        (("doctr",), "'doctr'"),
        (("map",), "command"),
    ],
)
def test_a_word_that_cannot_be_is_named_in_one_sentence(words: tuple[str, ...], named: str, folder: Path) -> None:
    said = refused(askel(folder, *words))

    assert named in said
    assert said.endswith((".", "?"))


def test_no_word_at_all_prints_the_help(folder: Path) -> None:
    answer = askel(folder)

    assert answer.returncode == 0
    assert "doctor" in answer.stdout


def test_own_files_that_others_can_read_are_closed_and_the_folder_is_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)
    askel(folder, "tidy")
    for path in (folder / "key", folder / "askel.sqlite3", folder / "keys.sqlite3"):
        path.chmod(0o644)
    before = red_words(askel(folder, "doctor", "--json"))

    askel(folder, "tidy")

    after = red_words(askel(folder, "doctor", "--json"))
    assert f"chmod go= {folder}/key {folder}/askel.sqlite3 {folder}/keys.sqlite3" in before["Files in it"]
    assert set(after) == {"Data folder"}  # it may be shared on purpose: that is the host's to say
    assert after["Data folder"].endswith(f"Run: chmod 700 {folder}")
    assert folder.stat().st_mode & 0o777 == 0o755


def test_a_loop_that_has_been_away_is_red(tmp_path: Path) -> None:
    askel(tmp_path, "tidy")
    with closing(sqlite3.connect(tmp_path / "askel.sqlite3")) as database, database:
        database.execute("INSERT INTO errand_tick (id, ticked_at) VALUES (1, '2026-01-01 00:00:00')")

    red = red_words(askel(tmp_path, "doctor", "--json"))

    assert "No letter leaves meanwhile." in red["Loop"]


def red_words(answer: "subprocess.CompletedProcess[str]") -> dict[str, str]:
    return {one["what"]: one["words"] for one in json.loads(answer.stdout)["findings"] if not one["ok"]}


def test_the_deployment_check_is_clean_for_an_https_address(folder: Path) -> None:
    code = "from django.core.management import execute_from_command_line as go; go(['x', 'check', '--deploy', '--fail-level', 'INFO'])"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ASKEL_", "DJANGO_"))}
    environment = {
        **clean,
        "ASKEL_DATA": str(folder),
        "ASKEL_URL": "https://askel.example.org",
        "DJANGO_SETTINGS_MODULE": "askel.config.settings",
    }

    answer = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stderr
    assert "no issues" in answer.stdout


COOKIES = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME")
SECURE = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE")


def test_cookies_are_bound_to_the_host_on_https(folder: Path) -> None:
    held = setting_of(folder, COOKIES + SECURE, {"ASKEL_URL": "https://askel.example.org"})

    assert all(str(held[name]).startswith("__Host-") for name in COOKIES)
    assert all(held[name] is True for name in SECURE)


def test_cookies_work_on_http_over_loopback(folder: Path) -> None:
    held = setting_of(folder, COOKIES + SECURE, {"ASKEL_URL": "http://127.0.0.1:8000"})

    assert not any(str(held[name]).startswith("__") for name in COOKIES)
    assert not any(held[name] for name in SECURE)


def test_hosts_and_origins_follow_from_the_one_address(folder: Path) -> None:
    held = setting_of(
        folder, ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"), {"ASKEL_URL": "https://askel.example.org:8443"}
    )

    assert "askel.example.org" in str(held["ALLOWED_HOSTS"])
    assert "*" not in str(held["ALLOWED_HOSTS"])
