"""Each thing Askel needs: whether it is there, and what to do when it is not."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from shlex import quote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import DatabaseError, connections
from django.utils import timezone

from askel.config import prepare
from askel.config.env import Environment, WrongSetting
from askel.errand.queries import last_tick
from askel.errand.rules import is_missed
from askel.web.lacks import Lacks
from askel.web.press import NoPressError, NotPressedError, press

NEEDED_FREE = 200 * 1024 * 1024


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    ok: bool
    words: str


def examine(env: Environment) -> list[Finding]:
    """All findings, in the order in which to mend them. Changes nothing."""
    return [*_machine(env), *_databases(), *_keys(env), _loop(), *_pages(env), _paper()]


def _machine(env: Environment) -> Iterator[Finding]:
    yield Finding(
        "Python", sys.version_info >= (3, 11), f"{sys.version_info.major}.{sys.version_info.minor} (3.11 or newer)"
    )
    yield _folder(env)
    yield _files()
    folder = env.data if env.data.exists() else env.data.parent
    if folder.exists():
        free = shutil.disk_usage(folder).free
        yield Finding(
            "Disk",
            free > NEEDED_FREE,
            f"{free // 1024**2} MB free" + ("" if free > NEEDED_FREE else ". Make room: 200 MB are needed."),
        )


def _folder(env: Environment) -> Finding:
    folder = env.data if env.data.exists() else env.data.parent
    if not os.access(folder, os.W_OK):
        words = f"{env.data} cannot be written to. Set ASKEL_DATA to a folder of yours."
    elif env.data.exists() and prepare.is_open_to_others(env.data):
        words = f"others can look into {env.data}. Run: chmod 700 {quote(str(env.data))}"
    else:
        return Finding("Data folder", ok=True, words=f"{env.data}")
    return Finding("Data folder", ok=False, words=words)


def _files() -> Finding:
    loose = [quote(str(path)) for path in prepare.own_files() if prepare.is_open_to_others(path)]
    words = f"others can read them. Run: chmod go= {' '.join(loose)}" if loose else "readable by this user only"
    return Finding("Files in it", not loose, words)


def _databases() -> Iterator[Finding]:
    for alias, name in (("default", "Database"), ("vault", "Key database")):
        try:
            connections[alias].ensure_connection()
            migrated = prepare.is_migrated(alias)
        except Exception as broken:  # noqa: BLE001 - whatever it is, it is the finding
            yield Finding(
                name,
                ok=False,
                words=f"does not answer ({type(broken).__name__}). Look at ASKEL_DATABASE and ASKEL_VAULT_DATABASE.",
            )
        else:
            kind = connections[alias].vendor
            yield Finding(
                name, migrated, f"{kind}, up to date" if migrated else f"{kind}, tables are missing. Run: askel up"
            )


def _keys(env: Environment) -> Iterator[Finding]:
    if not env.key_file.exists():
        yield Finding("Key file", ok=False, words=_no_key_file(env))
        return
    private = not prepare.is_open_to_others(env.key_file)
    yield Finding(
        "Key file",
        private,
        "readable by this user only" if private else f"others can read it. Run: chmod 600 {env.key_file}",
    )
    try:
        prepare.check_key_file()
    except WrongSetting as wrong:
        yield Finding("Keys", ok=False, words=str(wrong))
    except Exception:  # noqa: BLE001 - the database line above says why
        yield Finding("Keys", ok=False, words="cannot be read yet. Run: askel up")
    else:
        yield Finding("Keys", ok=True, words="open with this key file")


def _no_key_file(env: Environment) -> str:
    with suppress(DatabaseError):  # the database line above says why
        try:
            prepare.refuse_lost_key_file()
        except WrongSetting as lost:
            return str(lost)
    return f"{env.key_file} is not there yet. Run: askel up"


def _loop() -> Finding:
    try:
        ticked_at = last_tick()
    except DatabaseError:  # the database line above says why
        return Finding("Loop", ok=False, words="cannot be asked yet. Run: askel up")
    if ticked_at is None:
        return Finding("Loop", ok=True, words="has not run yet. It starts with: askel up")
    words = f"went round last at {timezone.localtime(ticked_at):%Y-%m-%d %H:%M:%S}"
    missed = is_missed(ticked_at, timezone.now())
    return Finding("Loop", not missed, f"{words}. No letter leaves meanwhile. Run: askel up" if missed else words)


def _pages(env: Environment) -> Iterator[Finding]:
    built = finders.find("web/built/page.css") is not None
    yield Finding("Styles", built, "built" if built else "not built. Run: make setup")
    translated = (settings.ROOT / "locale/fi/LC_MESSAGES/django.mo").exists()
    yield Finding("Finnish", translated, "there" if translated else "not compiled. Run: make setup")
    words = (
        f"{env.mail.host}:{env.mail.port}"
        if env.mail
        else f"none set: each letter is a file in {settings.LETTERS_FOLDER}"
    )
    yield Finding("Mail", ok=True, words=words)
    yield Finding("Address", ok=True, words=env.address)


_TO_INSTALL = {
    Lacks.PANGO: "a library is missing. Run: apt-get install libpango-1.0-0 libpangoft2-1.0-0",
    Lacks.FONTS: "there is no font. Run: apt-get install fonts-noto-core",
}


def _paper() -> Finding:
    try:
        press('<html lang="en"><title>A page</title><p>A word</p></html>', "png")
    except NoPressError as lacking:
        return Finding("PDF and PNG", ok=False, words=_TO_INSTALL[lacking.lacks])
    except NotPressedError:
        return Finding("PDF and PNG", ok=False, words="making one ended too early. Look at the free memory.")
    return Finding("PDF and PNG", ok=True, words="can be made")
