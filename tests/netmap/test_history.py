"""Undo and redo in one sitting, whatever was changed."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from askel.netmap import history
from askel.netmap.actions import Told, add_contact, change_contact, meet_wish, tie_contacts, untie_contacts
from askel.netmap.history import ChangedSinceError, NothingToUndoError, redo, sitting_of, tracked, undo
from askel.netmap.models import Change, Contact, Tie
from askel.netmap.queries import draw_map
from askel.netmap.spheres import Ring, Sphere
from askel.people.models import Person
from tests import make

SITTING = "a sitting"


def _do(mina: Person, change: Callable[[], object], sitting: str = SITTING) -> None:
    with tracked(mina, sitting=sitting, now=make.NOON):
        change()


def test_each_change_is_undone_and_done_again(mina: Person) -> None:
    anna, ben = make.contact(mina, "Anna"), make.contact(mina, "Ben", wished=True)
    tie_contacts(anna, ben, by=mina)
    changes: list[Callable[[], object]] = [
        lambda: add_contact(Told("Cleo", Ring.OUTER, Sphere.STUDY), by=mina, now=make.NOON),
        lambda: change_contact(anna, Told("Anni", Ring.CLOSE, Sphere.ONLINE, note="x"), by=mina, version=1),
        lambda: meet_wish(ben, by=mina, now=make.NOON),
        lambda: untie_contacts(anna, ben, by=mina),
    ]
    states = [_told(mina)]
    for change in changes:
        _do(mina, change)
        states.append(_told(mina))

    for before in reversed(states[:-1]):
        undo(by=mina, sitting=SITTING, now=make.NOON)
        assert _told(mina) == before
    for after in states[1:]:
        redo(by=mina, sitting=SITTING, now=make.NOON)
        assert _told(mina) == after


def _told(person: Person) -> object:
    drawn = draw_map(person)
    return [(d.nickname, d.ring, d.sphere, d.kind, d.is_wish) for d in drawn.dots], drawn.ties


def test_a_new_change_ends_what_could_be_done_again(mina: Person) -> None:
    _do(mina, lambda: make.contact(mina, "Anna"))
    undo(by=mina, sitting=SITTING, now=make.NOON)
    assert sitting_of(mina, SITTING) == history.Sitting(can_undo=False, can_redo=True)

    _do(mina, lambda: make.contact(mina, "Ben"))

    assert sitting_of(mina, SITTING) == history.Sitting(can_undo=True, can_redo=False)
    with pytest.raises(NothingToUndoError):
        redo(by=mina, sitting=SITTING, now=make.NOON)


def test_one_sitting_does_not_undo_anothers_changes(mina: Person, pavel: Person) -> None:
    _do(mina, lambda: make.contact(mina, "Anna"))

    for who, sitting in ((mina, "another"), (pavel, SITTING)):
        with pytest.raises(NothingToUndoError):
            undo(by=who, sitting=sitting, now=make.NOON)
    assert Contact.objects.of(mina).count() == 1


def test_what_another_device_changed_meanwhile_stays_and_older_changes_stay_in_reach(mina: Person) -> None:
    _do(mina, lambda: make.contact(mina, "Ben"))
    anna = make.contact(mina, "Anna")
    _do(mina, lambda: change_contact(anna, Told("Anni", Ring.CLOSE, Sphere.WORK), by=mina, version=1))
    change_contact(anna, Told("Annika", Ring.CLOSE, Sphere.WORK), by=mina, version=2)

    with pytest.raises(ChangedSinceError, match="stays as it is now"):
        undo(by=mina, sitting=SITTING, now=make.NOON)

    undo(by=mina, sitting=SITTING, now=make.NOON)
    assert [dot.nickname for dot in draw_map(mina).dots] == ["Annika"]


def test_nothing_is_kept_where_nothing_changed(mina: Person) -> None:
    _do(mina, lambda: None)

    assert not Change.objects.exists()


def test_a_change_that_fails_leaves_no_history(mina: Person) -> None:
    def fails() -> None:
        make.contact(mina, "Anna")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _do(mina, fails)

    assert not Change.objects.exists()
    assert not Contact.objects.exists()


def test_a_tie_comes_back_only_between_two_who_are_still_there(mina: Person) -> None:
    anna, ben = make.contact(mina, "Anna"), make.contact(mina, "Ben")
    tie_contacts(anna, ben, by=mina)
    _do(mina, lambda: untie_contacts(anna, ben, by=mina))
    ben.delete()

    undo(by=mina, sitting=SITTING, now=make.NOON)

    assert not Tie.objects.exists()


def test_history_ends_with_its_sitting_and_with_forgetting(mina: Person) -> None:
    _do(mina, lambda: make.contact(mina, "Anna"), sitting=str(uuid4()))
    assert history.end_sittings(now=make.NOON) == 0
    assert history.end_sittings(now=make.NOON + 2 * history.SITTING_ENDS) == 1

    _do(mina, lambda: make.contact(mina, "Ben"))
    history.forget_history(mina)
    assert not Change.objects.exists()
