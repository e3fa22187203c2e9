"""Keys: one for each person, made before their first words, gone before their rows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from askel.lib.ids import uuid7
from askel.netmap.models import Contact
from askel.people.actions import erase_person
from askel.people.models import Person
from askel.vault import keys
from askel.vault.key_file import make_key_file, read_key_file
from askel.vault.models import Key
from askel.vault.seal import NotYours, open_sealed, seal
from tests import make

PLACE = b"t|c|1"


def test_each_person_has_a_key_of_their_own(mina: Person, pavel: Person) -> None:
    for person in (mina, pavel):
        make.contact(person)

    wrapped = [bytes(key.wrapped) for key in Key.objects.filter(owner__in=[mina.id, pavel.id])]

    assert len(set(wrapped)) == 2


def test_many_keys_cost_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    owners = [uuid7() for _ in range(3)]
    for owner in owners:
        keys.make_key(owner)
    keys.drop_held_keys()

    with django_assert_num_queries(1, using="vault"):
        keys.take_keys(owners)
        keys.take_keys(owners)


def test_another_key_file_opens_no_key(settings: Settings, tmp_path: Path) -> None:
    owner = uuid7()
    keys.make_key(owner)
    keys.drop_held_keys()
    make_key_file(tmp_path / "other")
    settings.ASKEL_KEY_FILE = tmp_path / "other"

    with pytest.raises(keys.WrongKeyFile):
        keys.open_key(owner)


def test_a_wrapped_key_moved_to_another_owner_does_not_open() -> None:
    one, other = uuid7(), uuid7()
    keys.make_key(one)
    Key.objects.create(owner=other, wrapped=Key.objects.get(pk=one).wrapped)

    with pytest.raises(keys.WrongKeyFile):
        keys.open_key(other)


def test_nothing_opens_when_the_key_is_gone() -> None:
    owner = uuid7()
    sealed = seal(owner, PLACE, "Zephyrine")
    keys.destroy_key(owner)

    with pytest.raises(keys.KeyGone):
        open_sealed(owner, PLACE, sealed)


def test_a_copy_of_the_rows_stays_shut_after_an_erase_even_with_a_new_key(mina: Person) -> None:
    contact = make.contact(mina, "Zephyrine")
    owner, pk = mina.id, contact.pk
    held: Any = Contact.objects.values_list("nickname", flat=True).get(pk=pk)
    copied = bytes(held)
    place = b"netmap_contact|nickname|" + pk.bytes
    assert open_sealed(owner, place, copied) == "Zephyrine"

    erase_person(mina)

    with pytest.raises(keys.KeyGone):
        open_sealed(owner, place, copied)
    keys.forget_erased(before=timezone.now())
    keys.make_key(owner)
    with pytest.raises(NotYours):
        open_sealed(owner, place, copied)


def test_keys_are_neither_made_nor_destroyed_in_a_transaction(settings: Settings) -> None:
    owner = uuid7()
    keys.make_key(owner)
    settings.VAULT_IN_TESTS = False

    with transaction.atomic(using="vault"):
        with pytest.raises(RuntimeError):
            keys.make_key(uuid7())
        with pytest.raises(RuntimeError):
            keys.destroy_key(owner)
        assert keys.open_key(owner) is not None


def test_keys_are_forgotten_when_a_request_ends(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    owner = uuid7()
    keys.make_key(owner)
    with django_assert_num_queries(0, using="vault"):
        keys.open_key(owner)

    Client().get("/sign-in/")

    with django_assert_num_queries(1, using="vault"):
        keys.open_key(owner)


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_of_two_workers_at_once_the_quicker_one_makes_the_key(settings: Settings) -> None:
    """Between our look for a key and our writing one, another worker seals its first words."""
    settings.VAULT_IN_TESTS = False
    owner, theirs = uuid7(), list[bytes]()

    def meanwhile(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:  # noqa: ANN401 - Django's signature
        if sql.startswith("INSERT") and not theirs:
            theirs.append(b"")
            theirs[0] = seal(owner, PLACE, "theirs")
            keys.drop_held_keys()
        return execute(sql, *rest)

    with connections["vault"].execute_wrapper(meanwhile):
        ours = seal(owner, PLACE, "ours")

    assert [open_sealed(owner, PLACE, one) for one in (*theirs, ours)] == ["theirs", "ours"]
    assert Key.objects.filter(owner=owner).count() == 1


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_a_key_is_destroyed_at_once(settings: Settings) -> None:
    settings.VAULT_IN_TESTS = False
    owner = uuid7()
    keys.make_key(owner)

    keys.destroy_key(owner)

    with pytest.raises(keys.KeyGone):
        keys.open_key(owner)


def test_a_hash_depends_on_purpose_and_on_key_file(settings: Settings, tmp_path: Path) -> None:
    before = keys.keyed_hash("one", "a", "b")

    assert before == keys.keyed_hash("one", "a", "b")
    assert before != keys.keyed_hash("two", "a", "b")
    assert before != keys.keyed_hash("one", "ab")
    make_key_file(tmp_path / "other")
    settings.ASKEL_KEY_FILE = tmp_path / "other"
    assert before != keys.keyed_hash("one", "a", "b")


def test_a_key_says_whose_it_is_and_nothing_else() -> None:
    owner = uuid7()
    keys.make_key(owner)

    assert str(Key.objects.get(pk=owner)) == str(owner)


def test_a_key_file_is_for_its_user_alone_and_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "key"
    make_key_file(path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert len(read_key_file(path)) == 32
    with pytest.raises(FileExistsError):
        make_key_file(path)


@pytest.mark.parametrize("held", [b"", b"short", b"!!!!", b"QUJD\n"])
def test_a_file_that_holds_something_else_is_no_key_file(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "key").write_bytes(held)

    with pytest.raises(ValueError, match=r".+"):
        read_key_file(tmp_path / "key")


def test_a_key_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_key_file(tmp_path / "none")
