"""Letters about somebody's place itself. They are no reminders: they come to whoever has an address."""

from datetime import datetime, timedelta

from django.urls import reverse

from askel.letter.actions import owe
from askel.letter.kinds import LEAVING, STAY, Written
from askel.letter.models import Letter
from askel.letter.writing import from_template
from askel.lib.ids import uuid7
from askel.people.models import Person
from askel.people.rules import ASKED_AGAIN_DAYS, erased_when_silent, leaving_on


def owe_leaving(person: Person, now: datetime) -> None:
    """They have just chosen to be erased in seven days. Whoever holds another's open device cannot do it in silence."""
    if person.email:
        owe(person, kind=LEAVING, about=uuid7().hex, due_at=now, now=now)


def write_leaving(letter: Letter) -> Written | None:
    """None when they have chosen to stay meanwhile."""
    person = letter.person
    assert person  # noqa: S101 - the row has one, or the loop had dropped it
    on = leaving_on(person)
    return from_template(letter, "leaving", page=reverse("people:account"), on=on) if on else None


def owe_stay(person: Person, now: datetime) -> None:
    """They have just been asked whether they still want their place: now by letter, and once more later."""
    if person.email and person.asked_on:
        for days in (0, ASKED_AGAIN_DAYS):
            owe(person, kind=STAY, about=person.asked_on.isoformat(), due_at=now + timedelta(days=days), now=now)


def write_stay(letter: Letter) -> Written | None:
    """None when they have come since, or were asked anew."""
    person = letter.person
    assert person  # noqa: S101 - the row has one, or the loop had dropped it
    if person.asked_on is None or person.asked_on.isoformat() != letter.about:
        return None
    return from_template(letter, "stay", page=reverse("people:sign_in"), on=erased_when_silent(person.asked_on))
