"""*Do you still want your place?*: asked of people who have stayed away for long, and what follows.

``asked`` is told when somebody is asked, in the transaction of it. Apps above hear the person, and when.
"""

from datetime import date, datetime

from django.db import transaction

from askel.lib.event import Event
from askel.people import actions
from askel.people.models import Person
from askel.people.rules import LONG_AWAY, Stay, idle_before, stay_of

asked: Event[[Person, datetime]] = Event()


def look_at_idle(*, today: date, now: datetime, loop_was_here: datetime | None) -> dict[str, int]:
    """Ask those who have stayed away, and erase those who were asked in vain. Returns how many of each.

    Where no loop has run for long, no letter left and nobody could come in: then whoever was asked is asked anew, later.
    """
    if loop_was_here is None or now - loop_was_here > LONG_AWAY:
        Person.objects.exclude(asked_on=None).update(asked_on=None)
        return {"asked": 0, "erased": 0}
    erased = _erase_silent(today)
    return {"asked": _ask_idle(today, now), "erased": erased}


def _ask_idle(today: date, now: datetime) -> int:
    idle = Person.objects.idle_since(idle_before(today)).filter(asked_on=None)
    return sum(_ask(person, today, now) for person in list(idle))


@transaction.atomic
def _ask(person: Person, today: date, now: datetime) -> bool:
    """Whether they were asked. They may have come back since the list was made."""
    idle = Person.objects.idle_since(idle_before(today)).filter(pk=person.pk, asked_on=None)
    if not Person.objects.filter(pk__in=idle.values("pk")).update(asked_on=today):
        return False
    person.asked_on = today
    asked.tell(person, now)
    return True


def _erase_silent(today: date) -> int:
    """Each is looked at once more: they may have come back meanwhile."""
    erased = 0
    silent = Person.objects.idle_since(idle_before(today)).exclude(asked_on=None)
    for pk in list(silent.values_list("pk", flat=True)):
        person = silent.filter(pk=pk).first()
        if person and stay_of(person, today) == Stay.ERASED:
            actions.erase_person(person)
            erased += 1
    return erased
