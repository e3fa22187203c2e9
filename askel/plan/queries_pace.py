"""How a person wants to go on. Rooms above ask here too: letters rest in a pause, and the week has its day and hour."""

from datetime import date

from askel.people.models import Person
from askel.plan.models import Pace
from askel.plan.rules import WeekLook


def pace_of(person: Person) -> Pace | None:
    """1 query."""
    return next(iter(Pace.objects.of(person)), None)


def paused_until(person: Person, today: date) -> date | None:
    """The first day that is no pause any more, while there is one. 1 query."""
    return pause_in(pace_of(person), today)


def pause_in(pace: Pace | None, today: date) -> date | None:
    until = pace.paused_until if pace else None
    return until if until and today < until else None


def week_look(person: Person) -> WeekLook:
    """When the person looks at the week; ``rules.is_look_due`` says whether it is time. 1 query."""
    return look_in(pace_of(person))


def look_in(pace: Pace | None) -> WeekLook:
    return WeekLook(pace.look_weekday, pace.look_hour, pace.looked_on) if pace else WeekLook()
