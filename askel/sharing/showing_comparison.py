"""What changed from a kept map to the map as it is now: sentences with nicknames, and nothing of what was told besides."""

from dataclasses import dataclass, replace
from typing import ClassVar

from askel.netmap import kept
from askel.netmap.comparing import compare
from askel.netmap.comparing_words import Told, tell
from askel.netmap.details import UNTOLD
from askel.netmap.drawn import DrawnMap
from askel.netmap.keeping import spelled
from askel.netmap.models import Snapshot
from askel.netmap.queries import draw_map
from askel.people.models import Person


@dataclass(frozen=True, slots=True)
class ShownComparison:
    """The day of the kept map, spelled, and the sentences that its owner reads, but for who helps with what."""

    part: ClassVar[str] = "sharing/comparison.html"
    day: str
    told: tuple[Told, ...]


def show_comparison(snapshot: Snapshot, owner: Person) -> ShownComparison:
    found = compare(without_details(kept.from_text(snapshot.kept)), without_details(draw_map(owner)))
    return ShownComparison(spelled(snapshot.taken_on), tuple(tell(found)))


def without_details(drawn: DrawnMap) -> DrawnMap:
    """Places, nicknames and ties alone."""
    dots = tuple(replace(dot, last_encounter_on=None, details=UNTOLD, version=1) for dot in drawn.dots)
    return replace(drawn, dots=dots)
