"""What a viewer sees of a line: made here and nowhere else, for the viewer and for the owner who looks first.

Each is cut down to what is shown before a template gets it, so that no template can say more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language_bidi
from markupsafe import Markup

from askel.journal.models import Answer
from askel.netmap.drawn import DrawnMap
from askel.netmap.models import Contact, Snapshot
from askel.netmap.picture import Picture, paint
from askel.netmap.queries import Group, draw_map, group_by_sphere
from askel.netmap.spheres import Ring, Sphere
from askel.people.models import Person
from askel.plan.lines import line_of
from askel.plan.models import Ending, Goal, Move
from askel.sharing.models import Line, Share
from askel.sharing.rules import row_of
from askel.sharing.showing_answer import ShownAnswer, show_answer
from askel.sharing.showing_comparison import ShownComparison, show_comparison, without_details
from askel.sharing.showing_movement import ShownMovement, show_movement


@dataclass(frozen=True, slots=True)
class ShownGoal:
    """The wish, what within gets in the way, the answer, and how it ended."""

    part: ClassVar[str] = "sharing/goal.html"
    wish: str
    obstacle: str
    answer: str
    ending: Ending | None


@dataclass(frozen=True, slots=True)
class ShownMove:
    """The sentence, the words, what the two share, and whether it is done."""

    part: ClassVar[str] = "sharing/move.html"
    sentence: Markup
    what: str
    factor: str
    done_at: datetime | None
    is_let_go: bool
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Row:
    """How many in one part of life: in each ring, and wishes."""

    sphere: Sphere
    rings: tuple[tuple[Ring, int], ...]
    wishes: int


@dataclass(frozen=True, slots=True)
class ShownOutline:
    """Numbers alone. No word is opened for it."""

    part: ClassVar[str] = "sharing/outline.html"
    here: int
    wishes: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ShownMap:
    """Who is where, and who knows whom, by nickname."""

    part: ClassVar[str] = "sharing/map.html"
    drawn: DrawnMap
    groups: tuple[Group, ...]
    picture: Picture
    names: dict[Sphere | Ring, str]


Shown = ShownGoal | ShownMove | ShownMovement | ShownAnswer | ShownOutline | ShownMap | ShownComparison


def show(share: Share) -> Shown:
    """The line of a share as it is now. It may not be kept yet: that is how its owner sees it first.

    Costs no query for a row fetched along and 1 for the key; 3 for movement; 1 for numbers; 2 for the map, also when
    another is compared with it, and 1 for the key.
    """
    row, today = row_of(share), timezone.localdate()
    match row:
        case Goal():
            return show_goal(row)
        case Move():
            return show_move(row, today)
        case Answer():
            return show_answer(row)
        case Snapshot():
            return show_comparison(row, share.owner)
        case _:
            return _show_whole(Line(share.line), share.owner, today)


def _show_whole(line: Line, owner: Person, today: date) -> ShownMovement | ShownOutline | ShownMap:
    """A line that is no row of its own."""
    if line == Line.MOVEMENT:
        return show_movement(owner, today)
    return show_outline(owner) if line == Line.OUTLINE else show_map(owner)


def show_goal(goal: Goal) -> ShownGoal:
    return ShownGoal(goal.wish, goal.obstacle, goal.answer, Ending(goal.ending) if goal.ending else None)


def show_move(move: Move, today: date) -> ShownMove:
    line = line_of(move, today)
    return ShownMove(
        sentence=line.sentence,
        what=line.what,
        factor=line.factor,
        done_at=line.done_at,
        is_let_go=line.dropped_at is not None,
        is_empty=line.is_empty,
    )


def show_outline(owner: Person) -> ShownOutline:
    counted = (
        Contact.objects.of(owner)
        .values_list("sphere", "ring")
        .annotate(here=Count("pk", filter=Q(wished_at=None)), all=Count("pk"))
    )
    here = {(sphere, ring): num for sphere, ring, num, _ in counted}
    wishes = [(sphere, num - there) for sphere, _, there, num in counted]
    rows = tuple(_rows(here, wishes))
    return ShownOutline(sum(here.values()), sum(row.wishes for row in rows), rows)


def _rows(here: dict[tuple[str, int], int], wishes: list[tuple[str, int]]) -> Iterator[Row]:
    """Parts of life in which there is somebody, in their order."""
    for sphere in Sphere:
        rings = tuple((ring, here[sphere, ring]) for ring in Ring if here.get((sphere, ring)))
        wished = sum(num for there, num in wishes if there == sphere)
        if rings or wished:
            yield Row(sphere, rings, wished)


def show_map(owner: Person) -> ShownMap:
    drawn = without_details(draw_map(owner))
    groups = tuple(group for group in group_by_sphere(drawn) if group.dots)
    names: dict[Sphere | Ring, str] = {place: str(place.label) for place in (*Sphere, *Ring)}
    return ShownMap(drawn, groups, paint(drawn, is_mirrored=get_language_bidi()), names)
