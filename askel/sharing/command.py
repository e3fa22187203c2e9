"""``askel reports``: what people have reported, in clear, for those who run this Askel."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated
from uuid import UUID

import typer
from django.utils import timezone
from rich.console import Console

from askel.sharing.models import Wrong
from askel.sharing.reporting import OpenReport, close_report, open_reports
from askel.vault.keys import drop_held_keys

app = typer.Typer(invoke_without_command=True, help="What people have reported. It prints their words.")

_ABOUT = {
    Wrong.REMARK: "what somebody wrote about a shown line",
    Wrong.LINE: "what somebody shows",
    Wrong.ANSWER: "what somebody answered",
}


@app.callback()
def reports(
    *,
    close: Annotated[UUID | None, typer.Option("--close", help="The id of a report that you have dealt with.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Open reports with their words: whoever reported was told that you read them."""
    if close:
        _close(close)
        return
    found = list(open_reports())
    drop_held_keys()
    if as_json:
        told = [{**asdict(one), "made_at": one.made_at.isoformat()} for one in found]
        Console(soft_wrap=True).print_json(data={"reports": told})
    else:
        typer.echo("\n\n".join("\n".join(_lines(one)) for one in found) if found else "There are no open reports.")


def _close(pk: UUID) -> None:
    if not close_report(pk, now=timezone.now()):
        message = "There is no report with this id."
        raise typer.BadParameter(message)
    typer.echo("Closed. It is deleted after 90 days.")


def _lines(one: OpenReport) -> Iterator[str]:
    yield f"{one.id}  {timezone.localtime(one.made_at):%Y-%m-%d %H:%M}  {_ABOUT[Wrong(one.kind)]}"
    yield from _said("reported", one.reported)
    yield from _said("because", one.words)


def _said(what: str, words: str) -> Iterator[str]:
    """Words of people, moved in, so that none of them looks like a line of ours."""
    for line in _plain(words).splitlines():
        yield f"  {what}: {line}"


def _plain(words: str) -> str:
    """Without anything that a terminal would obey."""
    return "".join(letter for letter in words if letter.isprintable() or letter == "\n")
