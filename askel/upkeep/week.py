"""The letter of the week: one at most, and only where something waits. Planned set-wise by the nightly look.

It comes at the day and hour that a member chose to look at the week, else on Monday at nine. Planning may owe one too
many, as what is sealed cannot be searched: whether something waits is looked at once more when the letter leaves.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from askel.letter.actions import Due, owe, owe_all, withdraw
from askel.letter.kinds import Written
from askel.letter.models import Letter
from askel.letter.rules import moment
from askel.letter.writing import from_template
from askel.people.models import Letters, Person
from askel.people.rules import zone
from askel.plan.models import Pace
from askel.plan.queries_pace import week_look
from askel.steps.models import Fact
from askel.upkeep.models import Rhythm
from askel.upkeep.queries import something_waits

WEEK = "week"
_NIGHT = timedelta(hours=24)  # until the next look, and what one that was missed would have found
_A_WEEK = timedelta(days=6)  # a letter may have left late, and the next one is not to wait for that
_MAPS_YEARS = 20  # so many years of a map are looked for
_MARGIN = timedelta(days=10)  # months differ, and a letter speaks of the map's day for a week


class Slot(NamedTuple):
    """A weekday and an hour of a member's own time."""

    weekday: int
    hour: int


UNASKED = Slot(weekday=0, hour=9)


def owe_week_letters(*, now: datetime) -> int:
    """For each member with something due, at the moment that is at hand where they live. Returns how many are new.

    A look twice a night, or after a night without one, owes each letter once.
    """
    zones = list(Person.objects.order_by().values_list("time_zone", flat=True).distinct())
    looks = Pace.objects.exclude(look_weekday=None).order_by().values_list("look_weekday", "look_hour").distinct()
    made = 0
    for due, there in _at_hand(UNASKED, zones, now).items():
        made += owe_all(_waiting(due.on).filter(time_zone__in=there), "id", kind=WEEK, due=due, now=now)
    for slot in [Slot(day, hour) for day, hour in looks if day is not None and hour is not None]:
        for due, there in _at_hand(slot, zones, now).items():
            made += owe_all(_looking(slot, there), "owner_id", kind=WEEK, due=due, now=now)
    return made


def follow_look(person: Person, now: datetime) -> None:
    """Another day or hour was chosen: the letter of the one before goes. One that the last night did not plan is owed."""
    withdraw(person, kind=WEEK)
    look = week_look(person)
    slot = UNASKED if look.weekday is None or look.hour is None else Slot(look.weekday, look.hour)
    for due in _near(slot, person.time_zone, now):
        if due.at > now:
            owe(person, kind=WEEK, due_at=due.at, now=now)


def _at_hand(slot: Slot, zones: Iterable[str], now: datetime) -> dict[Due, list[str]]:
    """The moments of a slot that are near, and the time zones in which it is then."""
    found: dict[Due, list[str]] = defaultdict(list)
    for name in zones:
        for due in _near(slot, name, now):
            found[due].append(name)
    return found


def _near(slot: Slot, name: str, now: datetime) -> Iterable[Due]:
    where = zone(name)
    here = now.astimezone(where).date()
    for day in (here + timedelta(days=days) for days in (-1, 0, 1)):
        at = moment(day, time(slot.hour), where)
        if day.weekday() == slot.weekday and abs(at - now) < _NIGHT:
            yield Due(at, day)


def _looking(slot: Slot, zones: list[str]) -> QuerySet[Pace]:
    """Whoever looks at the week then."""
    chosen = Pace.objects.filter(look_weekday=slot.weekday, look_hour=slot.hour)
    return chosen.filter(owner__time_zone__in=zones, owner__letters=Letters.MAIL, owner__email__isnull=False)


def _waiting(on: date) -> QuerySet[Person]:
    """Whoever chose no day of their own and may have a reason for the letter."""
    over = Rhythm.objects.may_be_over(on).filter(owner=OuterRef("pk"))
    begun = Fact.objects.filter(_begun_then(on), person=OuterRef("pk"), kind=Fact.Kind.MAP_BEGUN)
    looking = Pace.objects.exclude(look_weekday=None).values("owner")
    wanted = Person.objects.filter(letters=Letters.MAIL, email__isnull=False)
    return wanted.filter(Exists(over) | Exists(begun)).exclude(pk__in=looking)


def _begun_then(on: date) -> Q:
    """Maps that were begun about three months, half a year, a year, two years ... before this day."""
    then = Q()
    for days in (91, 183, *(365 * year for year in range(1, _MAPS_YEARS + 1))):
        begun = datetime.combine(on - timedelta(days=days), time(), tzinfo=UTC)
        then |= Q(at__range=(begun - _MARGIN, begun + _MARGIN))
    return then


def write_week(letter: Letter) -> Written | None:
    """Only that something waits. None where nothing does any more, in a pause, and where one has left this week."""
    person, now = letter.person, timezone.now()
    assert person  # noqa: S101 - the row has one, or the loop had dropped it
    others = Letter.objects.of(person).filter(kind=WEEK, sent_at__gt=now - _A_WEEK)
    if others.exists() or not something_waits(person, now.astimezone(zone(person.time_zone))):
        return None
    return from_template(letter, "week", page=reverse("upkeep:keep"))
