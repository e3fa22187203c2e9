"""Mina keeps in touch with a few. With two of them it has gone quiet."""

from datetime import date, datetime

from askel.netmap.models import Contact
from askel.people.models import Person
from askel.upkeep.actions import Chosen, set_rhythms
from askel.upkeep.models import Every, SetBy

RHYTHMS = {
    "mina": {
        "Anna": Every.TWO_MONTHS,
        "Jukka": Every.MONTH,
        "Sofia": Every.MONTH,
        "Aino": Every.MONTH,
        "Leila": Every.TWO_WEEKS,
        "Omid": Every.YEAR,
    },
}


def load(person: Person, name: str, *, now: datetime, today: date) -> None:  # noqa: ARG001 - as every demo is called
    """Give some ties of one of the cast their rhythm."""
    wanted = RHYTHMS.get(name, {})
    found = [contact for contact in Contact.objects.of(person) if contact.nickname in wanted]
    chosen = [Chosen(contact.pk, wanted[contact.nickname], SetBy.SUGGESTED) for contact in found]
    set_rhythms(chosen, by=person, now=now)
