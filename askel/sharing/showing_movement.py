"""How a plan moves and how ties are kept, in codes, days and counts: no word of them is opened.

Whoever leads a round sees of a member what is made here, and nothing else.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from askel.netmap.models import Contact, Encounter
from askel.people.models import Person
from askel.plan.models import Move
from askel.steps.movement import Because, Coded, State
from askel.steps.queries import movements
from askel.upkeep.models import Every, Rhythm
from askel.web.jinja import day

_TWO_WEEKS = 14
_LATELY = 30


@dataclass(frozen=True, slots=True)
class ShownMovement:
    """The state with its day, and how many. ``since`` is None where nothing was ever planned."""

    part: ClassVar[str] = "sharing/movement.html"
    coded: Coded
    since: date | None
    done_in_two_weeks: int
    done_lately: int
    last_done_on: date | None
    with_a_day: int  # moves that are open
    rhythms: int
    met_lately: int  # contacts and networks

    @property
    def words(self) -> str:
        return movement_words(self.coded)


def show_movement(owner: Person, today: date) -> ShownMovement:
    """The state is that of the latest change or night. 3 queries, and no key."""
    moving = movements([owner.pk])[owner.pk]
    moves, ties = _moves(owner, today), _ties(owner, today)
    return ShownMovement(
        coded=moving.coded,
        since=moving.since,
        done_in_two_weeks=moves["two_weeks"],
        done_lately=moves["lately"],
        last_done_on=timezone.localdate(moves["last"]) if moves["last"] else None,
        with_a_day=moves["with_a_day"],
        rhythms=ties["rhythms"],
        met_lately=ties["met"],
    )


def _moves(owner: Person, today: date) -> dict[str, Any]:
    return Move.objects.of(owner).aggregate(
        two_weeks=Count("pk", filter=Q(done_at__gte=_begin(today, _TWO_WEEKS))),
        lately=Count("pk", filter=Q(done_at__gte=_begin(today, _LATELY))),
        last=Max("done_at"),
        with_a_day=Count("pk", filter=Q(done_at=None, dropped_at=None, on__isnull=False)),
    )


def _ties(owner: Person, today: date) -> dict[str, Any]:
    """A rhythm pauses while its tie is off the map or a wish, and so it is not counted."""
    kept = Rhythm.objects.filter(contact=OuterRef("pk")).exclude(every_days=Every.NEVER)
    met = Encounter.objects.filter(contact=OuterRef("pk"), on__gte=_first(today, _LATELY))
    return Contact.objects.ever_of(owner).aggregate(
        rhythms=Count("pk", filter=Q(Exists(kept), off_at=None, wished_at=None)),
        met=Count("pk", filter=Exists(met)),
    )


def _first(today: date, days: int) -> date:
    """So many days with today: what was done on the day before counts no more, as in the rule of a plan that stands still."""
    return today - timedelta(days=days - 1)


def _begin(today: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(_first(today, days), time()))


def movement_words(coded: Coded) -> str:
    """The state in a sentence, without blame."""
    if coded.until:
        return _("A pause until %(day)s. Nothing is expected before that.") % {"day": day(coded.until)}
    if coded.state == State.STILL:
        return _still_words(coded.because)
    return _("A talk is asked for.") if coded.state == State.ASKS else _("The plan moves.")


def _still_words(because: Because | None) -> str:
    if because == Because.NO_PLAN_YET:
        return _("No move is planned yet.")
    if because == Because.MOVED_TWICE:
        return _("The plan stands still: a move got a later day twice. That is information, not a failure.")
    return _("The plan stands still: no move in two weeks. That is information, not a failure.")
