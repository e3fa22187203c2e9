"""The list of erased: whoever is on it has no key, and gets none by any way."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from askel.lib.ids import uuid7
from askel.vault import keys
from askel.vault.bringing import bring_back
from askel.vault.models import Erased, Key
from askel.vault.seal import seal

PLACE = b"t|c|1"


def test_a_destroyed_key_is_listed_once_with_its_first_time() -> None:
    owner = uuid7()
    keys.make_key(owner)

    keys.destroy_key(owner)
    first = Erased.objects.get().erased_at
    keys.destroy_key(owner)

    assert Erased.objects.get().erased_at == first
    assert str(Erased.objects.get()) == str(owner)


def test_no_key_is_made_for_whoever_was_erased() -> None:
    """A write that was on its way when its owner erased themselves."""
    owner = uuid7()
    keys.destroy_key(owner)

    with pytest.raises(keys.KeyGone):
        seal(owner, PLACE, "zwieback")

    assert not Key.objects.exists()


def test_the_list_is_asked_only_when_there_is_no_key(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    owner = uuid7()
    keys.make_key(owner)
    keys.drop_held_keys()

    with django_assert_num_queries(1, using="vault"):
        keys.make_key(owner)


@pytest.mark.parametrize("listed", [0, 1, 2, 3, 5])
def test_all_of_the_list_comes_in_lots(listed: int) -> None:
    owners = {uuid7() for _ in range(listed)}
    for owner in owners:
        keys.destroy_key(owner)

    lots = list(keys.erased_owners(at_once=2))

    assert set().union(*lots) == owners
    assert sum(map(len, lots)) == listed


def test_entries_are_forgotten_by_their_age() -> None:
    old, new = uuid7(), uuid7()
    for owner in (old, new):
        keys.destroy_key(owner)
    Erased.objects.filter(owner=old).update(erased_at=timezone.now() - timedelta(days=9))

    assert keys.forget_erased(before=timezone.now() - timedelta(days=8)) == 1
    assert Erased.objects.get().owner == new


def test_keys_come_back_but_for_those_of_the_erased() -> None:
    """One is in the list that comes with the keys, one in the list that is here, one in neither."""
    told, known, other = owners = [uuid7() for _ in range(3)]
    for owner in owners:
        keys.make_key(owner)
    copied = list(Key.objects.all())
    Key.objects.all().delete()
    keys.destroy_key(known)

    brought = bring_back(copied, [Erased(owner=told)])

    assert brought == 1
    assert Key.objects.get().owner == other
    assert set(Erased.objects.values_list("owner", flat=True)) == {told, known}


def test_the_key_of_a_backup_takes_the_place_of_a_newer_one() -> None:
    """Its rows are restored beside it."""
    owner = uuid7()
    keys.make_key(owner)
    copied = Key.objects.get()
    Key.objects.all().delete()
    keys.drop_held_keys()
    keys.make_key(owner)

    bring_back([copied], [])

    assert bytes(Key.objects.get().wrapped) == bytes(copied.wrapped)


def test_a_wrapped_key_is_known_as_one_of_this_key_file() -> None:
    owner = uuid7()
    keys.make_key(owner)
    wrapped = bytes(Key.objects.get().wrapped)

    keys.check_wrapped(owner, wrapped)
    with pytest.raises(keys.WrongKeyFile):
        keys.check_wrapped(uuid7(), wrapped)
