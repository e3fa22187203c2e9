"""An erase that was interrupted is finished, and what a copy of the database brings back is erased again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from askel.netmap.models import Contact
from askel.people.actions import ERASED_LISTED, erase_person, finish_erasures, forget_old_erasures, start_guest
from askel.people.models import Person
from askel.vault.keys import destroy_key
from askel.vault.models import Erased, Key
from tests import make


def test_rows_whose_key_was_destroyed_go(mina: Person, pavel: Person) -> None:
    make.contact(mina)
    make.contact(pavel)
    destroy_key(mina.pk)  # and then the power went

    assert finish_erasures() == 1

    assert list(Person.objects.all()) == [pavel]
    assert Contact.objects.get().owner == pavel
    assert finish_erasures() == 0


def test_a_key_that_is_there_again_goes_too(mina: Person, pavel: Person) -> None:
    """Mina's comes back with her rows, Pavel's alone."""
    kept = list(Key.objects.all())
    for person in (mina, pavel):
        destroy_key(person.pk)
    pavel.delete()
    Key.objects.bulk_create(kept)

    assert finish_erasures() == 2

    assert not Key.objects.exists()
    assert not Person.objects.exists()


def test_nobody_else_is_touched(mina: Person, pavel: Person) -> None:
    erase_person(mina)

    assert finish_erasures() == 0
    assert list(Person.objects.all()) == [pavel]


@pytest.mark.parametrize(("days", "forgotten"), [(400, 0), (401, 1)])
def test_the_list_is_kept_for_longer_than_any_backup_may_be_restored(mina: Person, days: int, forgotten: int) -> None:
    now = timezone.now()
    erase_person(mina)
    Erased.objects.update(erased_at=now - timedelta(days=days))

    assert forget_old_erasures(now=now) == forgotten
    assert timedelta(days=365 + 30) < ERASED_LISTED


def test_who_starts_erases_and_starts_in_one_minute_is_somebody_new() -> None:
    first = start_guest(language="en", now=make.NOON, today=make.TODAY, browser="a-browser")
    erase_person(Person.objects.get(pk=first.pk))

    second = start_guest(language="en", now=make.NOON, today=make.TODAY, browser="a-browser")

    assert second.pk != first.pk
    assert Person.objects.get().return_code == second.return_code
