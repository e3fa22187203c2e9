"""Everything of one person as one zip: a file to bring back, and files for other programs and for reading."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from io import BytesIO

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from askel.carry.drawings import printed_map
from askel.carry.graphml import to_graphml
from askel.carry.tables import contacts_table, table, ties_table
from askel.carry.taken import taken_by
from askel.journal.reading import Read
from askel.netmap.models import Encounter
from askel.people.models import Person
from askel.plan.calendar import calendar_file, entry_of
from askel.plan.lines import line_of
from askel.plan.models import Move, Shows
from askel.plan.printed import printed_plan
from askel.plan.queries import plan_page
from askel.privacy.answers import answers_of
from askel.privacy.taken import JSON_NAME, everything_of, to_json
from askel.web.press import NotPressedError, press


def file_name(on: date) -> str:
    """It says only what it is and of which day."""
    return f"askel-everything-{on.isoformat()}.zip"


@dataclass(frozen=True, slots=True)
class Taken:
    """What the files are made of: all words are open, and each file is still to be made, which takes seconds in all.

    ``printed`` are pages that become PDF files.
    """

    files: tuple[tuple[str, Callable[[], bytes]], ...]
    printed: tuple[tuple[str, Callable[[], str]], ...]


def taken_by_owner(person: Person, *, now: datetime, site: str) -> Taken:
    """Reads all of it, in the language that is spoken now. ``site`` is where addresses begin."""
    today = timezone.localdate(now)
    everything, taken, answers = everything_of(person, now=now), taken_by(person), answers_of(person)
    moves = list(Move.objects.of(person).with_contact().order_by("pk"))
    entries = [entry_of(move, site=site, shows=Shows.WORDS) for move in moves if move.on]
    files = (
        (JSON_NAME, partial(to_json, everything)),
        ("map.graphml", partial(to_graphml, taken.drawn)),
        ("contacts.csv", partial(contacts_table, taken.drawn, taken.notes)),
        ("ties.csv", partial(ties_table, taken.drawn)),
        ("days-in-touch.csv", partial(table, _days(person))),
        ("moves.csv", partial(table, _moves(moves, today))),
        ("answers.csv", partial(table, _answers(answers))),
        ("moves.ics", partial(calendar_file, entries, now=now)),
    )
    page = {"answers": answers, "language": get_language()}
    printed = (
        ("map.pdf", partial(printed_map, taken.drawn, today=today)),
        ("plan.pdf", partial(printed_plan, plan_page(person, today), today=today, with_ended=True)),
        ("answers.pdf", partial(render_to_string, "privacy/answers_printed.html", page)),
    )
    return Taken(files, printed)


def to_zip(taken: Taken) -> bytes:
    """Touches no database. Without what PDF takes, the zip comes without them, and its first file says so."""
    pressed, lacking = [], []
    for name, page in taken.printed:
        try:
            pressed.append((name, press(page(), "pdf")))
        except NotPressedError:
            lacking.append(name)
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_("read-me") + ".txt", _read_me(lacking))
        for name, make in taken.files:
            archive.writestr(name, make())
        for name, content in pressed:
            archive.writestr(name, content)
    return held.getvalue()


def _read_me(lacking: list[str]) -> str:
    said = [
        _("Everything that Askel holds about you."),
        "",
        _("%(file)s: all of it, with each word. Keep this one. Another Askel can take it in.") % {"file": JSON_NAME},
        _("map.pdf, plan.pdf, answers.pdf: to read and to print."),
        _("contacts.csv, ties.csv, days-in-touch.csv, moves.csv, answers.csv: tables for a spreadsheet."),
        _("map.graphml: your network for programs that look at networks."),
        _("moves.ics: your moves for a calendar."),
        "",
        _("These files are not sealed. Whoever has them can read them. Keep them where only you come in."),
    ]
    if lacking:
        said.append(_("This server could not make these files: %(files)s.") % {"files": ", ".join(lacking)})
    return "\r\n".join(said) + "\r\n"


Rows = list[tuple[str, ...]]


def _days(person: Person) -> Rows:
    rows = Encounter.objects.of(person).select_related("contact").order_by("on", "pk")
    return [(_("Day"), _("Nickname")), *((row.on.isoformat(), row.contact.nickname) for row in rows)]


def _moves(moves: list[Move], today: date) -> Rows:
    head = (
        _("Day"),
        _("Move"),
        _("What exactly"),
        _("We share"),
        _("By which way"),
        _("Done on"),
        _("Let go on"),
        "id",
    )
    return [head, *(_move(move, today) for move in moves)]


def _move(move: Move, today: date) -> tuple[str, ...]:
    line = line_of(move, today)
    return (
        move.on.isoformat() if move.on else "",
        line.sentence.striptags(),
        line.what,
        line.factor,
        str(move.get_channel_display()),
        _day(move.done_at),
        _day(move.dropped_at),
        str(move.pk),
    )


def _day(at: datetime | None) -> str:
    return timezone.localdate(at).isoformat() if at else ""


def _answers(answers: tuple[Read, ...]) -> Rows:
    head = (_("Exercise"), _("Question"), _("Your words"))
    return [head, *((one.title, part.question, part.words) for one in answers for part in one.parts)]
