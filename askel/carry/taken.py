"""All of a map that its owner takes along in Askel's own file (docs/formats.md)."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from askel.netmap.drawn import DrawnMap
from askel.netmap.kept import to_plain
from askel.netmap.models import Contact, Snapshot
from askel.netmap.queries import draw_map
from askel.people.models import Person

FORMAT = "map"
VERSION = 1


@dataclass(frozen=True, slots=True)
class TakenSnapshot:
    """A map as it was on a day, still as the text that was kept."""

    pk: UUID
    taken_on: date
    cause: str
    kept: str


@dataclass(frozen=True)
class Taken:
    """The map of today, notes to oneself, and all snapshots, the oldest first."""

    drawn: DrawnMap
    notes: dict[UUID, str]
    snapshots: tuple[TakenSnapshot, ...]


def taken_by(person: Person) -> Taken:
    """4 queries, and one for the key that opens all."""
    notes = {contact.pk: contact.note for contact in Contact.objects.of(person) if contact.note}
    snapshots = sorted(Snapshot.objects.of(person), key=lambda snapshot: (snapshot.taken_at, snapshot.pk))
    kept = tuple(TakenSnapshot(snapshot.pk, snapshot.taken_on, snapshot.cause, snapshot.kept) for snapshot in snapshots)
    return Taken(draw_map(person), notes, kept)


def to_json(taken: Taken) -> bytes:
    whole = {
        "askel": FORMAT,
        "version": VERSION,
        "map": _with_notes(to_plain(taken.drawn), taken.notes),
        "snapshots": [
            {"id": str(one.pk), "taken_on": one.taken_on.isoformat(), "cause": one.cause, "map": json.loads(one.kept)}
            for one in taken.snapshots
        ],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _with_notes(plain: dict[str, Any], notes: dict[UUID, str]) -> dict[str, Any]:
    for contact in plain["contacts"]:
        note = notes.get(UUID(contact["id"]))
        if note:
            contact["note"] = note
    return plain
