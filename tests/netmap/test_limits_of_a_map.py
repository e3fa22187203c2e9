"""What a map, its history and its shelf may hold, and what happens to those who go meanwhile."""

import pytest
from django.urls import reverse

from askel.netmap import actions, history, rules
from askel.netmap.actions import GoneError, Told, change_contact, keep_snapshot, take_off, tie_contacts, tie_group
from askel.netmap.history import tracked, undo
from askel.netmap.models import Change, Contact, Snapshot, Tie
from askel.netmap.rules import FullShelfError, FullTiesError
from askel.netmap.spheres import Ring, Sphere
from askel.people.models import Person
from tests import make
from tests.conftest import SignedIn


@pytest.fixture
def one_tie(mina: Person, monkeypatch: pytest.MonkeyPatch) -> list[Contact]:
    """A map that holds one tie, and has it."""
    monkeypatch.setattr(rules, "MOST_TIES", 1)
    three = [make.contact(mina, name) for name in ("Anna", "Ben", "Cleo")]
    tie_contacts(three[0], three[1], by=mina)
    return three


def test_a_map_full_of_ties_takes_no_more_by_any_way(mina: Person, one_tie: list[Contact]) -> None:
    anna, ben, cleo = one_tie

    with pytest.raises(FullTiesError, match="at most 1 ties"):
        tie_contacts(anna, cleo, by=mina)
    with pytest.raises(FullTiesError):
        actions.change_ties(cleo, by=mina, tie={anna.pk, ben.pk}, untie=())
    with pytest.raises(FullTiesError):
        tie_group([anna.pk, ben.pk, cleo.pk], by=mina)
    assert Tie.objects.count() == 1


def test_the_page_says_that_the_map_is_full_of_ties(mina: Person, one_tie: list[Contact], signed_in: SignedIn) -> None:
    anna, _ben, cleo = one_tie
    answer = signed_in(mina).post(
        reverse("netmap:ties", args=[cleo.pk]), {"knows": str(anna.pk), "shown": ""}, follow=True
    )

    assert "A map holds at most 1 ties." in answer.content.decode()


def test_nobody_is_tied_to_somebody_who_went_meanwhile(mina: Person, signed_in: SignedIn) -> None:
    anna, ben = make.contact(mina, "Anna"), make.contact(mina, "Ben")
    take_off(ben, by=mina, now=make.NOON)

    with pytest.raises(GoneError, match="not on the map any more"):
        tie_contacts(anna, ben, by=mina)


@pytest.mark.parametrize("page", ["netmap:place", "netmap:more", "netmap:ties"])
def test_a_page_about_somebody_who_was_taken_off_leads_to_where_that_is_said(
    page: str, mina: Person, signed_in: SignedIn
) -> None:
    anna = make.contact(mina, "Anna")
    take_off(anna, by=mina, now=make.NOON)

    answer = signed_in(mina).post(reverse(page, args=[anna.pk]), {"ring": "1", "version": "1"})

    assert answer.status_code == 302
    assert answer["Location"] == reverse("netmap:contact", args=[anna.pk])


def test_the_oldest_changes_go_when_history_has_no_room(mina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_LETTERS", 1500)
    anna = make.contact(mina, "Anna")
    for version in range(1, 6):
        told = Told("Anna", Ring.CLOSE, Sphere.WORK, note="a" * 100 * version)
        with tracked(mina, sitting="one", now=make.NOON):
            anna = change_contact(anna, told, by=mina, version=version)

    kept = list(Change.objects.of(mina).order_by("id"))
    assert 0 < len(kept) < 5
    assert sum(change.letters for change in kept) <= 1500
    undo(by=mina, sitting="one", now=make.NOON)
    assert Contact.objects.of(mina).get().note == "a" * 400


def test_a_full_shelf_takes_no_more_maps(mina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    make.contact(mina, "Anna")
    monkeypatch.setattr(rules, "MOST_KEPT_LETTERS", 300)
    keep_snapshot(by=mina, now=make.NOON, today=make.TODAY)
    make.contact(mina, "Ben")

    with pytest.raises(FullShelfError, match="no room for one more"):
        keep_snapshot(by=mina, now=make.NOON, today=make.TODAY)
    assert [one.letters == len(one.kept) for one in Snapshot.objects.all()] == [True]
