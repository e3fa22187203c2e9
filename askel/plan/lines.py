"""A move as pages show it: opened, frozen, with its sentence."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from markupsafe import Markup

from askel.netmap.spheres import Kind
from askel.plan.models import Channel, Every, Move, Size
from askel.plan.sentences import comes_again, read_back, takes
from askel.plan.standing import asks_what_helps


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
    minutes: Size | None = None
    every: Every | None = None
    put_off: int = 0

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None

    @property
    def is_due(self) -> bool:
        return self.is_open and self.on == self.today

    @property
    def is_ahead(self) -> bool:
        """Its day is still to come, or not chosen yet: what leads on is not "Done"."""
        return self.is_open and (self.on is None or self.on > self.today)

    @property
    def is_late(self) -> bool:
        return self.is_open and self.on is not None and self.on < self.today

    @property
    def is_empty(self) -> bool:
        """Its words went when the contact was forgotten."""
        return not (self.name or self.what or self.cue)

    @property
    def sentence(self) -> Markup:
        """What is over is told with its date: "tomorrow" would be odd of what is done."""
        today = self.today if self.is_open else None
        return read_back(self.channel, name=self.name, cue=self.cue, on=self.on, today=today)

    @property
    def sentence_without_day(self) -> Markup:
        """For where the day stands beside it, and is read on another day."""
        return read_back(self.channel, name=self.name, cue=self.cue, on=None, today=self.today)

    @property
    def more(self) -> str:
        """How long it takes and how often it comes, as sentences to read after the first one."""
        return " ".join(said for said in (takes(self.minutes), comes_again(self.every)) if said)

    @property
    def asks_what_helps(self) -> bool:
        return self.is_open and asks_what_helps(self.put_off)


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
        minutes=Size(move.minutes) if move.minutes else None,
        every=Every(move.every) if move.every else None,
        put_off=move.put_off,
    )
