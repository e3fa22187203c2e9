"""How long a guest is kept, and who has which way back."""

from datetime import date, timedelta

from askel.people.models import GUEST_DAYS, Person


def kept_until(person: Person) -> date | None:
    """The last day on which a guest's place is kept: 30 days after the last visit or the last planned day."""
    days = [day for day in (person.last_visit_on, person.keep_until) if day]
    return max(days) + timedelta(days=GUEST_DAYS) if days else None
