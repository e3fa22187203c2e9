"""How long a guest is kept, and which places one can say to live in."""

from datetime import date, timedelta
from functools import cache
from zoneinfo import available_timezones

from askel.people.models import GUEST_DAYS, Person

_AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def zone_names() -> tuple[str, ...]:
    """The time zones one can choose, each as area/city."""
    return tuple(sorted(name for name in available_timezones() if name.startswith(tuple(f"{a}/" for a in _AREAS))))


def kept_until(person: Person) -> date | None:
    """The last day on which a guest's place is kept: 30 days after the last visit or the last planned day."""
    days = [day for day in (person.last_visit_on, person.keep_until) if day]
    return max(days) + timedelta(days=GUEST_DAYS) if days else None
