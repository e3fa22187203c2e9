"""``askel``: one command. Each app brings its own part in ``command.py``, found by name."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import django
import typer
from typer.exceptions import TyperException

from askel.config.env import WrongSetting, read_environment


def main() -> None:
    """Read the environment, then hand over to the command that was asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "askel.config.settings")
    os.umask(0o077)  # databases, keys and letters are for this user only
    try:
        read_environment(os.environ)
    except WrongSetting as wrong:
        sys.stderr.write(f"{wrong}\n")
        sys.exit(2)
    django.setup()
    try:
        sys.exit(whole_command()(sys.argv[1:] or ["--help"], standalone_mode=False))
    except TyperException as wrong:  # an option, an argument or a command that cannot be: one sentence, not a box
        words = " ".join(wrong.format_message().split())
        sys.stderr.write(f"{words}\n" if words.endswith((".", "?")) else f"{words}.\n")
        sys.exit(2)


def whole_command() -> typer.Typer:
    """The house's own commands, with ``askel map ...`` and the like from the apps. An app without a name adds its own."""
    command: typer.Typer = import_module("askel.config.command").app
    for name, app in (
        ("map", "askel.carry"),
        ("letters", "askel.letter"),
        ("reports", "askel.sharing"),
        (None, "askel.privacy"),
    ):
        if find_spec(f"{app}.command"):
            command.add_typer(import_module(f"{app}.command").app, name=name)
    return command


if __name__ == "__main__":
    main()
