"""Owing letters, taking them in hand, and what becomes of them. A lease says which loop has one; whoever lost it changes nothing."""

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from askel.letter.kinds import CODE, TEST, kind_of
from askel.letter.marks import address_hash
from askel.letter.models import HOUSE, Enclosure, Letter
from askel.letter.rules import LEASE, ROW_KEPT, after_showing, day_there, moment, next_try
from askel.letter.setwise import insert_for_each
from askel.lib.ids import uuid7
from askel.lib.refused import Refused
from askel.people.models import Person
from askel.people.rules import zone
from askel.vault.keys import make_key

AT_HAND = 3  # so many are reached for: another loop may be faster at the first


class Due(NamedTuple):
    """When, and which day that is where the people are."""

    at: datetime
    on: date


class NoAddressError(Refused):
    """There is nowhere to send it."""

    def __init__(self) -> None:
        super().__init__(_("Add an e-mail address first. Then a letter can reach you."))


def owe(person: Person, *, kind: str, about: str = "", due_at: datetime, now: datetime) -> None:
    """Owe a letter, in the transaction of its cause. Owing the same one twice, for the same day there, is once."""
    due_on = day_there(due_at, zone(person.time_zone))
    letter = Letter(person=person, kind=kind, about=about, due_at=due_at, due_on=due_on, made_at=now)
    letter.next_try_at, letter.is_pressing = due_at, kind_of(kind).is_at_once
    Letter.objects.bulk_create([letter], ignore_conflicts=True)


def owe_all(people: QuerySet[Any], person: str, *, kind: str, due: Due, now: datetime) -> int:
    """Owe one letter of a kind to each row of ``people``, whose column ``person`` holds an id. Returns how many are new.

    For a day's planning: one call for each time zone, as ``due`` is the same for all.
    """
    cause = {"kind": kind, "about": "", "due_at": due.at, "due_on": due.on, "made_at": now, "next_try_at": due.at}
    fresh = {"is_pressing": kind_of(kind).is_at_once, "tries": 0, "refused_for": ""}
    return insert_for_each(Letter, people, person, {**cause, **fresh})


def withdraw(person: Person, *, kind: str, about: str = "") -> None:
    """It is no longer owed. What has left cannot be called back."""
    Letter.objects.of(person).waiting().filter(kind=kind, about=about).delete()


def keep_hours(person: Person, before: str) -> None:
    """The person lives by another clock now. What was not tried yet keeps its day, and its hour by that clock."""
    then, now = zone(before), zone(person.time_zone)
    owed = Letter.objects.of(person).waiting().filter(is_pressing=False, tries=0, late_at=None)
    for due_at, due_on in list(owed.values_list("due_at", "due_on").distinct()):
        due = moment(due_on, due_at.astimezone(then).time(), now)
        owed.filter(due_at=due_at, due_on=due_on).update(due_at=due, next_try_at=due)


def owe_test(*, by: Person, now: datetime) -> None:
    """A letter that says that letters arrive. Raises: NoAddressError."""
    if not by.email:
        raise NoAddressError
    owe(by, kind=TEST, about=uuid7().hex, due_at=now, now=now)


def owe_enclosed(words: str, *, to: Person | None, now: datetime) -> None:
    """A letter that a page has written, to leave at once. Its words are sealed for the person, or by the house."""
    owner = to.pk if to else HOUSE
    make_key(owner)  # before the transaction, as every key
    with transaction.atomic():
        letter = Letter(person=to, kind=CODE, about=uuid7().hex, due_at=now, due_on=now.date(), made_at=now)
        letter.next_try_at, letter.is_pressing = now, True
        letter.save(force_insert=True)
        Enclosure.objects.create(letter=letter, owner=owner, words=words)


def take(now: datetime) -> Letter | None:
    """Take the letter whose turn it is in hand, those that a person waits for first. Of two loops one gets it."""
    due = Letter.objects.due(now)
    for is_pressing in (True, False):
        next_ones = due.filter(is_pressing=is_pressing).order_by("next_try_at").values_list("pk", flat=True)
        for pk in list(next_ones[:AT_HAND]):
            lease = uuid4()
            if due.filter(pk=pk).update(leased_until=now + LEASE, lease=lease):
                return Letter.objects.filter(pk=pk, lease=lease).select_related("person", "enclosure").first()
    return None


def put_back(letter: Letter, *, until: datetime | None = None) -> None:
    """Let go of it unsent: at once, or until the night there is over."""
    later = {"next_try_at": until} if until else {}
    Letter.objects.in_hand(letter).update(leased_until=None, lease=None, **later)


def drop(letter: Letter) -> None:
    """Nobody wants it any more."""
    Letter.objects.in_hand(letter).delete()


def mark_sent(letter: Letter, *, now: datetime) -> None:
    """The mail server has it. Of a code nothing stays, not even the hour."""
    if letter.kind == CODE:
        drop(letter)
    else:
        _end(letter, sent_at=now)


def try_later(letter: Letter, *, now: datetime) -> None:
    """The mail server did not take it this time."""
    tries = letter.tries + 1
    later = next_try(tries, now, at_once=letter.is_pressing)
    Letter.objects.in_hand(letter).update(tries=tries, next_try_at=later, leased_until=None, lease=None)


def show_instead(letter: Letter, *, now: datetime) -> None:
    """It is too late to send: the front page says so."""
    then = after_showing(letter.due_at, letter.tries)
    Letter.objects.in_hand(letter).update(late_at=now, next_try_at=then, leased_until=None, lease=None)


def give_up(letter: Letter, *, now: datetime) -> None:
    """The mail server will not take it for this address. The person is told, as long as the address is theirs."""
    if letter.kind != CODE and letter.person and letter.person.email:
        _end(letter, given_up_at=now, refused_for=address_hash(letter.person.email))
    else:
        drop(letter)


def _end(letter: Letter, **changed: Any) -> None:  # noqa: ANN401 - fields of the row
    Letter.objects.in_hand(letter).update(next_try_at=None, leased_until=None, lease=None, **changed)


def forget_ended_letters(*, now: datetime) -> int:
    """Letters that are over for a month. Returns how many were forgotten."""
    return Letter.objects.filter(next_try_at=None, due_at__lt=now - ROW_KEPT).delete()[0]
