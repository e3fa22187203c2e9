"""``askel up``, ``askel doctor``, ``askel demo``, ``askel tidy``, ``askel backup``, ``askel restore``."""

import os
import sys
from pathlib import Path
from typing import Annotated, Never

import typer
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone
from rich.console import Console

from askel.config import demo as cast
from askel.config import night, prepare, process
from askel.config.backup import MOST_DAYS, back_up
from askel.config.backup_file import NotDone
from askel.config.doctor import examine
from askel.config.env import WrongSetting
from askel.config.restore import examine_backup, made_on
from askel.config.restore import restore as restore_backup
from askel.lib.refused import Refused
from askel.people.actions import finish_erasures

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
JSON = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def refuse(words: str) -> Never:
    """One sentence on stderr, exit 2."""
    Console(stderr=True, soft_wrap=True).print(words, style="red", markup=False, highlight=False)
    raise typer.Exit(2)


def show(report: dict[str, object], words: str, *, as_json: bool) -> None:
    console = Console(soft_wrap=True)
    if as_json:
        console.print_json(data=report)
    else:
        console.print(words, highlight=False)


def get_ready() -> None:
    """Folder, key file, tables, static files. Starts this command anew when it has made the key file."""
    try:
        prepare.make_data_folder()
        prepare.close_own_files()
        if prepare.make_key_file_once():
            os.execv(sys.executable, [sys.executable, "-m", "askel", *sys.argv[1:]])  # noqa: S606 - settings are read anew
        prepare.migrate()
        prepare.check_key_file()
        finish_erasures()
    except WrongSetting as wrong:
        refuse(str(wrong))


@app.command()
def up(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    data: Annotated[Path | None, typer.Option(help="The folder for all data.")] = None,
    only: Annotated[str | None, typer.Option(help="Run one part alone: web or loop.")] = None,
) -> None:
    """Serve Askel until it is stopped."""
    _settle_environment(port, data)
    if only:
        if only not in process.PARTS:
            refuse(f"There is no part called {only!r}. Parts: {', '.join(process.PARTS)}.")
        process.die_with_parent()
        process.serve(only, host, port)
        return
    if not process.is_free(host, port):
        refuse(f"Port {port} is taken on {host}. Stop what listens there, or give another: --port {port + 1}.")
    get_ready()
    prepare.collect_static_once()
    night.tidy()
    process.run_parts(process.PARTS, port, host, when_up=lambda: typer.echo(cast.how_to_walk_in()))


def _settle_environment(port: int, data: Path | None) -> None:
    """Options become the environment, which is the one place where settings come from."""
    wanted = {}
    if data:
        wanted["ASKEL_DATA"] = str(data.absolute())
    if "ASKEL_URL" not in os.environ:
        wanted["ASKEL_URL"] = f"http://localhost:{port}"
    if any(os.environ.get(name) != value for name, value in wanted.items()):
        os.environ.update(wanted)
        os.execv(sys.executable, [sys.executable, "-m", "askel", *sys.argv[1:]])  # noqa: S606 - our own command again


@app.command()
def demo(
    once: Annotated[bool, typer.Option(help="Do nothing when the demo is there already.")] = False,
    as_json: JSON = False,
) -> None:
    """Bring in the demo: an invented cast with maps and plans."""
    get_ready()
    try:
        names = cast.load(once=once, now=timezone.now(), today=timezone.localdate())
    except Refused as refused:
        refuse(str(refused))
    show(
        {"people": names},
        f"The demo is in: {', '.join(names)}." if names else "The demo was there already.",
        as_json=as_json,
    )


@app.command()
def tidy(as_json: JSON = False) -> None:
    """Erase those whose time is over, and sign-ins, counts of tries, undo histories, letters and errands that have ended."""
    get_ready()
    done = night.tidy()
    words = (
        "Guests erased: {guests_erased}. Erased as they asked: {leaving_erased}. "
        "Asked whether they stay: {idle_asked}. Erased after no answer: {idle_erased}. "
        "Ended sessions cleared: {sessions_cleared}. Ended tries: {tries_cleared}. "
        "Changes that cannot be undone any more: {changes_cleared}. Old letters: {letters_cleared}. "
        "Old files of letters: {letter_files_cleared}. "
        "Old errands: {errands_cleared}. Shares that have ended: {shares_cleared}. Closed reports: {reports_cleared}. "
        "Erasures finished: {erasures_finished}."
    )
    show({**done}, words.format(**done), as_json=as_json)


@app.command()
def doctor(as_json: JSON = False) -> None:
    """Look at everything Askel needs: green or red, with the fix."""
    findings = examine(settings.ENV)
    if as_json:
        Console().print_json(data={"ok": all(f.ok for f in findings), "findings": [vars(f) for f in findings]})
    else:
        for finding in findings:
            mark, style = ("ok ", "green") if finding.ok else ("no ", "red")
            Console(soft_wrap=True).print(f"[{style}]{mark}[/] {finding.what}: {finding.words}", highlight=False)
    raise typer.Exit(0 if all(f.ok for f in findings) or not as_json else 1)


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where backups lie; each is a folder in it.")],
    keep_days: Annotated[
        int, typer.Option(min=1, max=MOST_DAYS, help="Older backups in this folder are removed.")
    ] = MOST_DAYS,
    as_json: JSON = False,
) -> None:
    """Write a backup of rows and keys, while Askel runs or not. The key file is not in it."""
    try:
        made = back_up(folder, now=timezone.now(), keep_days=keep_days)
    except NotDone as refused:
        refuse(str(refused))
    except OperationalError:
        refuse("A database does not answer. Run: askel doctor")
    words = (
        f"The backup is in {made.folder}. Rows: {made.rows}. Keys: {made.keys}. In the list of erased: {made.erased}. "
        f"Old backups removed: {made.removed}. The key file {settings.ASKEL_KEY_FILE} is not in it, and without it "
        "nothing sealed opens: keep a copy in another place."
    )
    if made.not_removed:
        words += f" Too old, but could not be removed: {', '.join(made.not_removed)}."
    show({**vars(made), "folder": str(made.folder)}, words, as_json=as_json)


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(metavar="BACKUP_FOLDER", help="One backup, as askel backup made it.")],
    keys: Annotated[bool, typer.Option("--keys", help="Bring the keys too, without those of the erased.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Replace what is there.")] = False,
    as_json: JSON = False,
) -> None:
    """Put the rows of a backup in place of today's, without those who were erased since. Askel must not run."""
    try:
        found = examine_backup(folder, now=timezone.now(), with_newer=keys)
        get_ready()
        done = restore_backup(found, keys=keys, may_replace=yes, now=timezone.now())
    except NotDone as refused:
        refuse(str(refused))
    words = (
        f"Restored as it was on {made_on(done)}. Rows: {done.rows}. People: {done.people}. Keys brought: {done.keys}. "
        f"Erasures replayed: {done.erasures}. People whose key is nowhere, so that their words do not open: "
        f"{done.without_key}. Everybody signs in anew."
    )
    show({**vars(done)}, words, as_json=as_json)
