"""Undo and redo of one sitting: what each change of a map was before and after.

A view wraps its one action in ``tracked``. The map is read before and after, and what differs is kept, sealed.
So every action can be undone, without knowing it. What is forgotten leaves no history.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from askel.lib.refused import Refused
from askel.netmap.models import Change, Contact, Tie
from askel.netmap.rules import make_room
from askel.people.models import Person

SITTING_ENDS = timedelta(days=2)
MOST_LETTERS = 3_000_000  # of all changes of one person
_WORDS = ("nickname", "note", "details", "kind", "sphere", "ring")
_TIMES = ("wished_at", "off_at")

Row = dict[str, Any]
Pair = tuple[str, str]


class NothingToUndoError(Refused):
    """Nothing was changed in this sitting, or all of it is undone."""


class ChangedSinceError(Refused):
    """Another device changed the same contact meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Another device changed the same contact after that. It stays as it is now."))


@dataclass(frozen=True, slots=True)
class State:
    """All of a map that can be undone. A contact's row as bare values, ties as pairs of ids."""

    contacts: dict[str, Row]
    ties: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows before and after (None: was not there), and ties that came and went."""

    contacts: dict[str, tuple[Row | None, Row | None]]
    came: frozenset[Pair]
    went: frozenset[Pair]

    def turned(self) -> "Difference":
        return Difference({pk: (after, before) for pk, (before, after) in self.contacts.items()}, self.went, self.came)


@dataclass(frozen=True, slots=True)
class Sitting:
    """What can be undone and done again now."""

    can_undo: bool
    can_redo: bool


def state_of(person: Person) -> State:
    """3 queries with the one for the key."""
    contacts = {str(row.pk): _row(row) for row in Contact.objects.ever_of(person)}
    return State(
        contacts, frozenset((str(a), str(b)) for a, b in Tie.objects.filter(owner=person).values_list("a", "b"))
    )


def _row(contact: Contact) -> Row:
    times = {name: getattr(contact, name) for name in _TIMES}
    words = {name: getattr(contact, name) for name in _WORDS}
    return words | {name: at.isoformat() if at else None for name, at in times.items()}


def difference(before: State, after: State) -> Difference:
    changed = {
        pk: (before.contacts.get(pk), after.contacts.get(pk))
        for pk in before.contacts.keys() | after.contacts.keys()
        if before.contacts.get(pk) != after.contacts.get(pk)
    }
    return Difference(changed, after.ties - before.ties, before.ties - after.ties)


@contextmanager
def tracked(by: Person, *, sitting: str, now: datetime) -> Iterator[None]:
    """Whatever changes on the map of ``by`` inside can be undone in this sitting. A new change ends what could be redone."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=by.pk)  # nobody is forgotten between the two looks
        before = state_of(by)
        yield
        found = difference(before, state_of(by))
        if found.contacts or found.came or found.went:
            _keep(found, by=by, sitting=sitting, now=now)


def _keep(found: Difference, *, by: Person, sitting: str, now: datetime) -> None:
    """All of a sitting is kept, up to a bound that no hand reaches: then the oldest changes go."""
    Change.objects.of(by).in_sitting(sitting).exclude(undone_at=None).delete()
    text = _to_text(found)
    Change.objects.create(owner=by, sitting=sitting, made_at=now, difference=text, letters=len(text))
    if (Change.objects.of(by).aggregate(letters=Sum("letters"))["letters"] or 0) > MOST_LETTERS:
        _drop_oldest(by)


def _drop_oldest(by: Person) -> None:
    room = MOST_LETTERS
    for pk, letters in Change.objects.of(by).order_by("-id").values_list("pk", "letters"):
        room -= letters
        if room < 0:
            Change.objects.of(by).filter(pk__lte=pk).delete()
            return


def _to_text(found: Difference) -> str:
    return json.dumps([found.contacts, sorted(found.came), sorted(found.went)], ensure_ascii=False)


def _from_text(text: str) -> Difference:
    contacts, came, went = json.loads(text)
    pairs = {pk: (before, after) for pk, (before, after) in contacts.items()}
    return Difference(pairs, frozenset(map(tuple, came)), frozenset(map(tuple, went)))


def sitting_of(person: Person, sitting: str) -> Sitting:
    """1 query."""
    changes = Change.objects.of(person).in_sitting(sitting)
    counted = changes.aggregate(all=Count("pk"), undone=Count("undone_at"))
    return Sitting(can_undo=counted["all"] > counted["undone"], can_redo=counted["undone"] > 0)


def stepped_last(person: Person, sitting: str, *, undone: bool) -> Difference | None:
    """What the last undo changed, or the last change or redo, in the way it went. 1 query, and 1 for the key."""
    steps = Change.objects.of(person).in_sitting(sitting).filter(undone_at__isnull=not undone).order_by("id")
    change = steps.first() if undone else steps.last()
    if change is None:
        return None
    found = _from_text(change.difference)
    return found.turned() if undone else found


def undo(*, by: Person, sitting: str, now: datetime) -> Difference:
    """Take back the last change of this sitting that stands. Raises: NothingToUndoError, ChangedSinceError."""
    change = Change.objects.of(by).in_sitting(sitting).filter(undone_at=None).order_by("id").last()
    if change is None:
        raise NothingToUndoError(_("There is nothing to undo in this sitting."))
    return _take(change, _from_text(change.difference).turned(), by=by, now=now, undone_at=now)


def redo(*, by: Person, sitting: str, now: datetime) -> Difference:
    """Do again what was undone last. Raises: NothingToUndoError, ChangedSinceError."""
    change = Change.objects.of(by).in_sitting(sitting).exclude(undone_at=None).order_by("id").first()
    if change is None:
        raise NothingToUndoError(_("There is nothing to do again in this sitting."))
    return _take(change, _from_text(change.difference), by=by, now=now, undone_at=None)


def _take(change: Change, way: Difference, *, by: Person, now: datetime, undone_at: datetime | None) -> Difference:
    """Go one way along a change. One that another device has overtaken is dropped, so that older ones stay in reach."""
    try:
        with transaction.atomic():
            Person.objects.select_for_update().get(pk=by.pk)
            _apply(way, by=by, now=now)
            change.undone_at = undone_at
            change.save(update_fields=["undone_at"])
    except ChangedSinceError:
        change.delete()
        raise
    return way


def _apply(change: Difference, *, by: Person, now: datetime) -> None:
    """Bring each contact from its state before to its state after. Who was not there before is taken off the map."""
    rows = {str(row.pk): row for row in Contact.objects.ever_of(by).filter(pk__in=list(change.contacts))}
    for pk, (before, after) in change.contacts.items():
        row = rows.get(pk)
        if row is None or not _is_as(row, before):
            raise ChangedSinceError
        _become(row, after, now)
    Contact.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["id"], update_fields=[*_WORDS, *_TIMES, "version"]
    )
    make_room(by, 0)
    _tie(change.came, by)
    _untie(change.went, by)


def _is_as(row: Contact, expected: Row | None) -> bool:
    """Whether nobody changed it since. It does not matter when somebody was taken off, only whether."""
    if expected is None:
        return row.off_at is not None
    now = _row(row)
    return all(now[name] == expected[name] for name in (*_WORDS, "wished_at")) and bool(row.off_at) == bool(
        expected["off_at"]
    )


def _become(row: Contact, wanted: Row | None, now: datetime) -> None:
    if wanted is None:
        row.off_at = now
    else:
        for name in _WORDS:
            setattr(row, name, wanted[name])
        for name in _TIMES:
            setattr(row, name, datetime.fromisoformat(wanted[name]) if wanted[name] else None)
    row.version += 1


def _tie(pairs: frozenset[Pair], owner: Person) -> None:
    """Only between two who are still there."""
    there = {str(pk) for pk in Contact.objects.ever_of(owner).values_list("pk", flat=True)}
    ties = [Tie(owner=owner, a_id=UUID(one), b_id=UUID(other)) for one, other in pairs if {one, other} <= there]
    Tie.objects.bulk_create(ties, ignore_conflicts=True)


def _untie(pairs: frozenset[Pair], owner: Person) -> None:
    ties = Tie.objects.of(owner).values_list("pk", "a", "b")
    gone = [pk for pk, one, other in ties if (str(one), str(other)) in pairs] if pairs else []
    Tie.objects.of(owner).filter(pk__in=gone).delete()


def forget_history(person: Person) -> None:
    """Whoever is forgotten is in no history either; so all of it goes."""
    Change.objects.of(person).delete()


def end_sittings(*, now: datetime) -> int:
    """Delete the history of sittings that are over. How many changes."""
    return Change.objects.filter(made_at__lt=now - SITTING_ENDS).delete()[0]
