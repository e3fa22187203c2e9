"""``askel map``: looks into files that hold maps. Stores nothing."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from askel.carry.bring import LARGEST, BroughtFile, UnreadableFileError, read_files
from askel.carry.found import FoundMap
from askel.lib.refused import Refused
from askel.netmap.measures import measure
from askel.netmap.names import clean

app = typer.Typer(help="Maps of networks, in files.")


@app.callback()
def _group() -> None:
    """Maps of networks, in files."""


@app.command()
def read(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Lists or maps: .csv, .vcf, .graphml, .zip, .json.")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Print the names too, as the file has them.")] = False,
) -> None:
    """Read files and say what they hold. Wishes of a map are people, and no measure counts them."""
    try:
        maps = read_files([_bring(file) for file in files])
    except Refused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(2) from refused
    told = [_told(found, names=names) for found in maps]
    if as_json:
        typer.echo(json.dumps({"maps": told}))
    else:
        _show(told)


def _bring(path: Path) -> BroughtFile:
    try:
        with path.open("rb") as file:
            return BroughtFile(path.name, file.read(LARGEST + 1))
    except OSError as broken:
        message = f"{clean(str(path))} cannot be opened: {broken.strerror}."
        raise UnreadableFileError(message) from broken


def _told(found: FoundMap, *, names: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "source": found.source,
        "people": found.people,
        "networks": found.networks,
        "ties": len(found.ties),
        "left_out": found.left_out,
        "links_dropped": found.links_dropped,
        "measures": asdict(measure(*_there(found))),
    }
    if names:
        told["names"] = [{"name": one.name, "kind": one.kind} for one in found.found]
    return told


def _there(found: FoundMap) -> tuple[int, list[tuple[int, int]]]:
    """How many are there already, and the ties between them: a wish is nobody yet."""
    place = {at: number for number, at in enumerate(at for at, one in enumerate(found.found) if not one.wish)}
    return len(place), [(place[one], place[other]) for one, other in found.ties if one in place and other in place]


def _show(maps: list[dict[str, Any]]) -> None:
    console = Console()
    for told in maps:
        table = Table(title=told["source"], show_header=False)
        for label in ("people", "networks", "links_dropped"):
            table.add_row(label.replace("_", " "), str(told[label]))
        for reason, count in told["left_out"].items():
            table.add_row(f"left out: {reason}", str(count))
        for label, value in told["measures"].items():
            table.add_row(label.replace("_", " "), _number(value))
        for one in told.get("names", ()):
            table.add_row(one["kind"], escape(one["name"] or "-"))
        console.print(table)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"
