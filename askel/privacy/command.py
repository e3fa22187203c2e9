"""``askel what-we-hold``, ``askel export``, ``askel erase``: what a host does when somebody asks for what is theirs."""

import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Never
from uuid import UUID

import typer
from django.conf import settings
from django.utils import timezone, translation
from rich.console import Console

from askel.people.actions import erase_person
from askel.people.models import Person
from askel.privacy.queries import HandedOver, Table, handed_over
from askel.privacy.zipped import taken_by_owner, to_zip
from askel.vault.keys import KeyGone, drop_held_keys

app = typer.Typer()
WHO = Annotated[str, typer.Argument(metavar="PERSON", help="An e-mail address, or the id of a person.")]
JSON = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command()
def what_we_hold(person: WHO, as_json: JSON = False) -> None:
    """Print all that could be handed over about somebody: each row as it lies. Sealed words stay sealed."""
    found = handed_over(_person(person))
    if as_json:
        Console(soft_wrap=True).print_json(data=asdict(found))
    else:
        typer.echo("\n".join(_lines(found)))


def _lines(found: HandedOver) -> Iterator[str]:
    for table in found.tables:
        yield from _table(table)
    yield f"Sessions in which this person is signed in: {found.sessions}."
    yield f"Letters to this person that lie as files: {found.letter_files}."
    yield f"Sealed texts: {found.sealed_texts}, {found.sealed_bytes} bytes. Both databases and the key file together open them."
    yield "The words in clear: askel export PERSON --to FILE. They are for the person, who can take them along without you."


def _table(table: Table) -> Iterator[str]:
    yield f"{table.name} ({table.table}, {len(table.rows)})"
    for row in table.rows:
        yield "  " + " ".join(f"{name}={value!r}" for name, value in row.items())


@app.command()
def export(
    person: WHO,
    to: Annotated[Path, typer.Option("--to", help="The zip to write. It must not be there yet.")],
) -> None:
    """Write everything of somebody into one zip, in clear, in their language. Give it to nobody else."""
    owner = _person(person)
    with translation.override(owner.language or settings.LANGUAGE_CODE):
        try:
            taken = taken_by_owner(owner, now=timezone.now(), site=settings.ENV.address)
        except KeyGone:
            _refuse(
                "This person's key is gone, so their words open no more. They were erased, or the key database is older than the rows."
            )
        finally:
            drop_held_keys()
        content = to_zip(taken)
    _write(to, content)
    typer.echo(f"Written: {to.name}, {len(content)} bytes. It is in clear, and only your user can read it.")


def _write(path: Path, content: bytes) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    except FileExistsError:
        _refuse(f"{path} is there already. Give another name.")
    except OSError as broken:
        _refuse(f"{path} cannot be written: {broken.strerror}.")


@app.command()
def erase(
    person: WHO,
    yes: Annotated[bool, typer.Option("--yes", help="Do it. Nothing brings it back.")] = False,
) -> None:
    """Erase somebody at once: their key, all rows, sessions, and letters that lie as files."""
    owner = _person(person)
    if not yes:
        _refuse("This erases everything of this person, and nothing brings it back. Add --yes to do it.")
    erase_person(owner)
    typer.echo(
        "Erased. A backup from before opens none of their words with today's keys, and a restore leaves them out."
    )


def _person(said: str) -> Person:
    """By id, or by address in any case."""
    try:
        found = Person.objects.filter(pk=UUID(said)).first()
    except ValueError:
        found = Person.objects.filter(email__iexact=said).first()
    return found or _refuse("There is nobody with this address or id.")


def _refuse(words: str) -> Never:
    """One sentence on stderr, exit 2."""
    typer.echo(words, err=True)
    raise typer.Exit(2)
