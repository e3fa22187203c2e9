"""A move as pages show it: opened, frozen, with its sentence."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from markupsafe import Markup

from askel.netmap.spheres import Kind
from askel.plan.models import Channel, Move
from askel.plan.sentences import read_back


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One move. ``name`` is empty where nobody is named, ``is_off`` when they are off the map; ``today`` is when it is read."""

    pk: UUID
    name: str
    what: str
    cue: str
    factor: str
    channel: Channel
    on: date | None
    today: date
    kind: Kind = Kind.CONTACT
    contact: UUID | None = None
    is_off: bool = False
    goal: UUID | None = None
    done_at: datetime | None = None
    dropped_at: datetime | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None

    @property
    def is_due(self) -> bool:
        return self.is_open and self.on == self.today

    @property
    def is_late(self) -> bool:
        return self.is_open and self.on is not None and self.on < self.today

    @property
    def is_empty(self) -> bool:
        """Its words went when the contact was forgotten."""
        return not (self.name or self.what or self.cue)

    @property
    def sentence(self) -> Markup:
        return read_back(self.channel, name=self.name, cue=self.cue, on=self.on, today=self.today)


def line_of(move: Move, today: date) -> MoveLine:
    """Opens the words. No query when the contact was fetched along."""
    contact = move.contact
    return MoveLine(
        pk=move.pk,
        name=contact.nickname if contact else "",
        what=move.what,
        cue=move.cue,
        factor=move.factor,
        channel=Channel(move.channel),
        on=move.on,
        today=today,
        kind=Kind(contact.kind) if contact else Kind.CONTACT,
        contact=move.contact_id,
        is_off=contact is not None and contact.off_at is not None,
        goal=move.goal_id,
        done_at=move.done_at,
        dropped_at=move.dropped_at,
        version=move.version,
    )
