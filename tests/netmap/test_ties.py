"""Who knows whom."""

import pytest
from django.db import IntegrityError, transaction

from askel.netmap import rules
from askel.netmap.actions import SelfTieError, change_ties, tie_contacts, untie_contacts
from askel.netmap.models import Tie
from askel.people.models import Person
from tests import make
from tests.conftest import SignedIn


def test_a_tie_has_no_direction(mina: Person) -> None:
    anna, bo = make.contact(mina, "Anna"), make.contact(mina, "Bo")

    tie = tie_contacts(bo, anna, by=mina)

    assert tie == tie_contacts(anna, bo, by=mina)
    assert tie.a_id < tie.b_id
    assert str(tie) == str(tie.pk)


def test_nobody_is_tied_to_themselves(mina: Person) -> None:
    anna = make.contact(mina)

    with pytest.raises(SelfTieError):
        tie_contacts(anna, anna, by=mina)


def test_untying_twice_is_once(mina: Person) -> None:
    anna, bo = make.contact(mina, "Anna"), make.contact(mina, "Bo")
    tie_contacts(anna, bo, by=mina)

    untie_contacts(bo, anna, by=mina)
    untie_contacts(bo, anna, by=mina)

    assert not Tie.objects.exists()


def test_another_persons_contact_is_tied_to_nothing(mina: Person, pavel: Person) -> None:
    anna, other = make.contact(mina), make.contact(pavel)

    change_ties(anna, by=mina, tie=[other.pk, anna.pk], untie=[])

    assert not Tie.objects.exists()


def test_a_change_leaves_what_another_device_tied(mina: Person) -> None:
    anna, bo, cai, dua = (make.contact(mina, name) for name in ("Anna", "Bo", "Cai", "Dua"))
    tie_contacts(anna, bo, by=mina)
    tie_contacts(anna, dua, by=mina)  # after the page with Bo alone was made

    change_ties(anna, by=mina, tie=[cai.pk], untie=[bo.pk])

    assert Tie.objects.of(mina).at(anna).count() == 2
    assert not Tie.objects.of(mina).at(bo).exists()


def test_the_database_lets_no_tie_point_backwards(mina: Person) -> None:
    anna, bo = sorted((make.contact(mina, "Anna"), make.contact(mina, "Bo")), key=lambda contact: contact.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        Tie.objects.create(owner=mina, a=bo, b=anna)


def test_a_form_ties_no_more_than_a_map_holds(
    mina: Person, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, *others = (make.contact(mina, name) for name in ("Anna", "Bo", "Cai", "Dua"))
    monkeypatch.setattr(rules, "MOST_CONTACTS", 2)

    signed_in(mina).post(f"/map/{anna.pk}/ties/", {"knows": [str(other.pk) for other in others]})

    assert Tie.objects.of(mina).at(anna).count() == 2
