"""What must be true before Askel serves: folder, key file, tables, static files."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from askel.config.env import WrongSetting
from askel.vault.key_file import make_key_file
from askel.vault.keys import WrongKeyFile, take_keys
from askel.vault.models import Key

ALIASES = ("default", "vault")


def make_data_folder() -> None:
    """The folder is for this user only: it holds the key file."""
    settings.ENV.data.mkdir(parents=True, exist_ok=True, mode=0o700)


def own_files() -> Iterator[Path]:
    """What Askel makes in its data folder for this user alone, as far as it is there. A link is not of its making."""
    data: Path = settings.ENV.data
    databases = [data / f"{name}.sqlite3{part}" for name in ("askel", "keys") for part in ("", "-wal", "-shm")]
    for path in (data / "key", *databases, settings.LETTERS_FOLDER):
        if path.exists() and not path.is_symlink():
            yield path


def is_open_to_others(path: Path) -> bool:
    try:
        return path.stat().st_mode & 0o077 != 0
    except FileNotFoundError:  # a database's log ends with its last connection
        return False


def close_own_files() -> None:
    """Files of ours that others can read are closed. The folder itself may be shared on purpose: doctor tells."""
    for path in filter(is_open_to_others, own_files()):
        with suppress(OSError):  # another user's file stays as it is, and doctor tells
            path.chmod(path.stat().st_mode & 0o700)


def make_key_file_once() -> bool:
    """Make the key file on the first start. Returns whether it was made.

    Raises: WrongSetting when keys exist that only a lost file can open.
    """
    path: Path = settings.ENV.key_file
    if path.exists():
        return False
    refuse_lost_key_file()
    make_key_file(path)
    return True


def refuse_lost_key_file() -> None:
    """Raises: WrongSetting when the key file is gone, and keys are there that only it can open."""
    path: Path = settings.ENV.key_file
    if path.exists() or "vault_key" not in connections["vault"].introspection.table_names():
        return
    if Key.objects.exists():
        message = (
            f"The key file {path} is gone, and without it nothing sealed opens. Put it back, or set ASKEL_KEY_FILE."
        )
        raise WrongSetting(message)


def check_key_file() -> None:
    """Raises: WrongSetting when the key file is not the one that made the keys."""
    some = Key.objects.values_list("owner", flat=True).first()
    try:
        take_keys([some] if some else [])
    except WrongKeyFile:
        message = (
            f"The key file {settings.ENV.key_file} is not the one that belongs to these databases. Set ASKEL_KEY_FILE."
        )
        raise WrongSetting(message) from None


def migrate() -> None:
    """Bring both databases up to date."""
    for alias in ALIASES:
        if not is_migrated(alias):
            call_command("migrate", database=alias, verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def is_migrated(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def collect_static_once() -> None:
    """Copy what pages need to the data folder, again only when something changed."""
    stamp = settings.STATIC_ROOT / ".made-from"
    made_from = hashlib.sha256("\n".join(sorted(_static_files())).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == made_from:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(made_from)


def _static_files() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            yield f"{path} {stat.st_size} {stat.st_mtime_ns}"
