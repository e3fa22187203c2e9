"""Everything of one person as one zip: a file to bring back, and files for other programs and for reading."""

import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

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
    """What the files are made of. ``printed`` are pages that become PDF files, which takes seconds."""

    files: tuple[tuple[str, bytes], ...]
    printed: tuple[tuple[str, str], ...]


def taken_by_owner(person: Person, *, now: datetime, site: str) -> Taken:
    """Reads all of it, in the language that is spoken now. ``site`` is where addresses begin."""
    today = timezone.localdate(now)
    everything = everything_of(person, now=now)
    taken = taken_by(person)
    moves = list(Move.objects.of(person).with_contact().order_by("pk"))
    answers = answers_of(person)
    files = (
        (JSON_NAME, to_json(everything)),
        ("map.graphml", to_graphml(taken.drawn)),
        ("contacts.csv", contacts_table(taken.drawn, taken.notes)),
        ("ties.csv", ties_table(taken.drawn)),
        ("days-in-touch.csv", _days_table(person)),
        ("moves.csv", _moves_table(moves)),
        ("answers.csv", _answers_table(answers)),
        ("moves.ics", _calendar(moves, now=now, site=site)),
    )
    whole_plan = printed_plan(plan_page(person, today), today=today, with_ended=True)
    printed = (
        ("map.pdf", printed_map(taken.drawn, today=today)),
        ("plan.pdf", whole_plan),
        ("answers.pdf", render_to_string("privacy/answers_printed.html", _answers_page(answers))),
    )
    return Taken(files, printed)


def to_zip(taken: Taken) -> bytes:
    """Touches no database. Without what PDF takes, the zip comes without them, and its first file says so."""
    pressed, lacking = [], []
    for name, page in taken.printed:
        try:
            pressed.append((name, press(page, "pdf")))
        except NotPressedError:
            lacking.append(name)
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_("read-me") + ".txt", _read_me(lacking))
        for name, content in (*taken.files, *pressed):
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


def _days_table(person: Person) -> bytes:
    rows = Encounter.objects.of(person).select_related("contact").order_by("on", "pk")
    return table([(_("Day"), _("Nickname")), *((row.on.isoformat(), row.contact.nickname) for row in rows)])


def _moves_table(moves: list[Move]) -> bytes:
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
    return table([head, *map(_move_row, moves)])


def _move_row(move: Move) -> tuple[str, ...]:
    line = line_of(move, timezone.localdate())
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


def _answers_table(answers: tuple[Read, ...]) -> bytes:
    head = (_("Exercise"), _("Question"), _("Your words"))
    return table([head, *((one.title, part.question, part.words) for one in answers for part in one.parts)])


def _answers_page(answers: tuple[Read, ...]) -> dict[str, Any]:
    return {"answers": answers, "language": get_language()}


def _calendar(moves: list[Move], *, now: datetime, site: str) -> bytes:
    entries = (entry_of(move, site=site, shows=Shows.WORDS) for move in moves if move.on)
    return calendar_file(entries, now=now)
