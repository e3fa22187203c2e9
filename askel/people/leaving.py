"""*Erase everything in seven days*: a decision with a way back.

``leaving`` is told when somebody decides so, in the transaction of the decision. Apps above hear the person, and when.
"""

from datetime import datetime

from django.db import transaction

from askel.lib.event import Event
from askel.people import actions
from askel.people.models import Person
from askel.people.rules import erased_from, zone

leaving: Event[[Person, datetime]] = Event()


@transaction.atomic
def leave_later(*, by: Person, now: datetime) -> None:
    """Everything of theirs is erased in seven days. Deciding it twice keeps the first day, and is told once."""
    at = erased_from(now, zone(by.time_zone))
    if Person.objects.filter(pk=by.pk, leaving_at=None).update(leaving_at=at):
        by.leaving_at = at
        leaving.tell(by, now)


def keep_everything(*, by: Person) -> None:
    """The way back, as long as there is anything to keep."""
    by.leaving_at = None
    by.save(update_fields=["leaving_at"])


def erase_leaving(*, now: datetime) -> int:
    """Erase those whose seven days are over. Each is looked at once more: they may have chosen to stay meanwhile."""
    erased = 0
    over = Person.objects.filter(leaving_at__lte=now)
    for pk in list(over.values_list("pk", flat=True)):
        if person := over.filter(pk=pk).first():
            actions.erase_person(person)
            erased += 1
    return erased
