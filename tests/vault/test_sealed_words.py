"""Words in a sealed field: plain on the row, shut everywhere else."""

from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, models, transaction
from pytest_django import DjangoAssertNumQueries

from askel.lib.ids import uuid7
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.vault.fields import Sealed
from askel.vault.keys import KeyGone
from askel.vault.seal import NotYours, open_sealed, seal
from tests import make

WORDS = "Zephyrine of the harbour"


def as_it_lies(contact: Contact) -> bytes:
    """The nickname as the database holds it."""
    held: Any = Contact.objects.values_list("nickname", flat=True).get(pk=contact.pk)
    return bytes(held)


def put(contact: Contact, column: str, value: bytes) -> None:
    """Write past Django, as somebody with the database in hand could."""
    quoted = connection.ops.quote_name
    pk = Contact._meta.pk.get_db_prep_value(contact.pk, connection)
    with connection.cursor() as cursor:
        sql = f"UPDATE {quoted(Contact._meta.db_table)} SET {quoted(column)} = %s WHERE id = %s"  # noqa: S608 - our own names
        cursor.execute(sql, [value, pk])


def test_words_come_back_as_they_went_in(mina: Person) -> None:
    contact = make.contact(mina, WORDS)

    assert Contact.objects.get(pk=contact.pk).nickname == WORDS


def test_the_row_holds_no_plain_word(mina: Person) -> None:
    contact = make.contact(mina, WORDS)

    assert WORDS.encode() not in as_it_lies(contact)


def test_a_whole_table_read_as_text_holds_a_marker_only_when_it_is_plain(mina: Person) -> None:
    contact = make.contact(mina, WORDS)
    contact.source_key = "plain-marker"
    contact.save(update_fields=["source_key"])

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Contact._meta.db_table}")  # noqa: S608 - our own name
        held = b"|".join(
            bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
            for row in cursor.fetchall()
            for cell in row
        )

    assert b"plain-marker" in held
    assert b"Zephyrine" not in held


def test_a_value_moved_to_another_row_does_not_open(mina: Person) -> None:
    one, other = make.contact(mina, WORDS), make.contact(mina, "Anna")
    put(other, "nickname", as_it_lies(one))

    with pytest.raises(NotYours):
        _ = Contact.objects.get(pk=other.pk).nickname


def test_a_value_moved_to_another_field_does_not_open(mina: Person) -> None:
    contact = make.contact(mina, WORDS)
    put(contact, "note", as_it_lies(contact))

    with pytest.raises(NotYours):
        _ = Contact.objects.get(pk=contact.pk).note


def test_a_row_given_to_another_owner_does_not_open(mina: Person, pavel: Person) -> None:
    contact = make.contact(mina, WORDS)
    make.contact(pavel, "Anna")  # so that Pavel has a key
    Contact.objects.filter(pk=contact.pk).update(owner=pavel)

    with pytest.raises(NotYours):
        _ = Contact.objects.get(pk=contact.pk).nickname


def test_a_row_given_to_somebody_without_a_key_does_not_open(mina: Person) -> None:
    contact = make.contact(mina, WORDS)
    row = Contact.objects.get(pk=contact.pk)
    row.owner_id = uuid7()

    with pytest.raises(KeyGone):
        _ = row.nickname


def test_a_value_moved_to_another_table_does_not_open() -> None:
    owner, row = uuid7(), uuid7()
    sealed = seal(owner, b"netmap_contact|note|" + row.bytes, WORDS)

    assert open_sealed(owner, b"netmap_contact|note|" + row.bytes, sealed) == WORDS
    with pytest.raises(NotYours):
        open_sealed(owner, b"plan_move|note|" + row.bytes, sealed)


def test_a_value_with_one_bit_changed_does_not_open(mina: Person) -> None:
    contact = make.contact(mina, WORDS)
    lying = bytearray(as_it_lies(contact))
    lying[-1] ^= 1
    put(contact, "nickname", bytes(lying))

    with pytest.raises(NotYours):
        _ = Contact.objects.get(pk=contact.pk).nickname


def test_the_same_words_never_lie_alike_twice() -> None:
    owner, place = uuid7(), b"t|c|1"

    assert seal(owner, place, WORDS) != seal(owner, place, WORDS)


@pytest.mark.parametrize("method", ["filter", "exclude", "get"])
@pytest.mark.parametrize("lookup", ["nickname", "nickname__contains", "nickname__in", "nickname__year"])
def test_nobody_can_search_by_sealed_words(mina: Person, method: str, lookup: str) -> None:
    make.contact(mina, WORDS)

    with pytest.raises(FieldError):
        getattr(Contact.objects, method)(**{lookup: WORDS})


def test_update_would_write_plain_words_and_is_refused(mina: Person) -> None:
    contact = make.contact(mina, WORDS)

    with pytest.raises(FieldError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(nickname="Anna")
    contact.nickname = "Anna"
    with pytest.raises(FieldError), transaction.atomic():
        Contact.objects.bulk_update([contact], ["nickname"])
    assert Contact.objects.get(pk=contact.pk).nickname == WORDS


def test_bulk_create_seals(mina: Person) -> None:
    like = make.contact(mina, "Anna")
    rows = [
        Contact(owner=mina, nickname=f"{WORDS} {n}", ring=like.ring, sphere=like.sphere, made_at=make.NOON)
        for n in range(3)
    ]

    Contact.objects.bulk_create(rows)

    for row in rows:
        assert WORDS.encode() not in as_it_lies(row)
        assert Contact.objects.get(pk=row.pk).nickname == row.nickname


def test_a_deferred_field_is_opened_when_it_is_read(
    mina: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    contact = make.contact(mina, WORDS)
    row = Contact.objects.defer("nickname").get(pk=contact.pk)

    with django_assert_num_queries(1):
        assert row.nickname == WORDS


def test_refresh_brings_the_words_that_lie_there_now(mina: Person) -> None:
    contact = make.contact(mina, WORDS)
    row = Contact.objects.get(pk=contact.pk)
    contact.nickname = "Anna"
    contact.save()

    assert row.nickname == WORDS
    row.refresh_from_db()
    assert row.nickname == "Anna"


def test_what_nobody_read_goes_back_as_it_lies(mina: Person) -> None:
    contact = make.contact(mina, WORDS)
    before = as_it_lies(contact)

    Contact.objects.get(pk=contact.pk).save()

    assert as_it_lies(contact) == before


def test_values_show_that_something_is_sealed_and_no_more(mina: Person) -> None:
    contact = make.contact(mina, WORDS)
    value = Contact.objects.values("nickname").get(pk=contact.pk)["nickname"]

    assert isinstance(value, Sealed)
    assert f"{value} {value!r}" == "<sealed> <sealed>"
    assert WORDS not in repr(contact)


def test_no_serializer_takes_the_words_out(mina: Person) -> None:
    make.contact(mina, WORDS)

    with pytest.raises(FieldError):
        serializers.serialize("json", Contact.objects.all())


def test_whether_there_is_a_value_may_be_asked(mina: Person) -> None:
    make.contact(mina, WORDS)

    assert Contact.objects.filter(nickname__isnull=False).count() == 1


def test_the_class_answers_with_its_descriptor_and_migrations_know_the_owner() -> None:
    field = Contact._meta.get_field("nickname")

    assert isinstance(field, models.Field)
    assert Contact.nickname.field is field
    assert field.deconstruct()[3]["owner"] == "owner_id"
    assert field.from_db_value(None) is None
    assert field.get_db_prep_value(None, connection) is None


def test_a_form_over_a_sealed_field_asks_for_words() -> None:
    assert type(Contact._meta.get_field("nickname").formfield()) is forms.CharField


def test_a_length_says_only_how_many_blocks_of_32_bytes() -> None:
    owner = UUID(int=7)
    lengths = [len(seal(owner, b"t|c|1", "a" * n)) for n in (0, 1, 31, 32, 63, 64)]

    assert lengths[0] == lengths[1] == lengths[2]
    assert lengths[3] == lengths[4] == lengths[0] + 32
    assert lengths[5] == lengths[0] + 64
