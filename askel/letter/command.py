"""``askel letters``: what is owed, sent and given up. Kinds, times and random ids; never words or addresses."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer
from django.utils import timezone
from rich.console import Console

from askel.letter.queries import Owed, owed

app = typer.Typer(invoke_without_command=True, help="Letters that are owed, sent and given up.")


@app.callback()
def letters(
    *,
    due: Annotated[bool, typer.Option("--due", help="Only those whose time has come.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Letters that are owed, sent and given up: kinds, times and random ids."""
    found = list(owed(due=due, now=timezone.now()))
    if as_json:
        Console(soft_wrap=True).print_json(data={"letters": [_bare(letter) for letter in found]})
    else:
        typer.echo("\n".join(_lines(found)) if found else "There are no letters.")


def _bare(letter: Owed) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(letter).items()}


def _lines(found: list[Owed]) -> Iterator[str]:
    yield "due                  kind             state          tries  next try             person"
    for letter in found:
        begins = f"{_clock(letter.due_at):19}  {letter.kind:15}  {letter.state:13}  {letter.tries:5}"
        yield f"{begins}  {_clock(letter.next_try_at):19}  {letter.person or ''}"


def _clock(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at else ""
