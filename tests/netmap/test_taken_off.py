"""Taken off the map, put back, forgotten: what stays, and what the pages say."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from askel.netmap import rules
from askel.netmap.actions import forget_contact, keep_snapshot, take_off, tie_contacts
from askel.netmap.models import Contact, Snapshot, Tie
from askel.people.models import Person
from askel.plan.models import Move
from tests import make
from tests.netmap.pages import page


def of(contact: Contact, name: str = "contact") -> str:
    return reverse(f"netmap:{name}", args=[contact.pk])


def test_removing_asks_which_of_two_ways(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")

    for how in ({}, {"how": "nonsense"}):
        shown = browser.post(of(anna, "remove"), how).content.decode()
        assert 'value="off"' in shown
        assert 'value="forget"' in shown

    assert Contact.objects.of(mina).count() == 1


def test_whoever_is_taken_off_can_be_put_back_with_their_ties(browser: Client, mina: Person) -> None:
    anna, bo = make.contact(mina, "Anna"), make.contact(mina, "Bo")
    tie_contacts(anna, bo, by=mina)

    browser.post(of(anna, "remove"), {"how": "off"})
    assert "Anna</bdi>" not in page(browser, "/map/")
    assert "Anna" in page(browser, "/map/off/")

    response = browser.post(of(anna, "put_back"), follow=True)
    assert response.redirect_chain == [(of(anna), 302)]
    assert "Bo" in response.content.decode()
    assert "Anna" in page(browser, "/map/")
    assert "Nobody is taken off" in page(browser, "/map/off/")


def test_taking_off_and_putting_back_twice_is_once(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")

    for _ in range(2):
        assert browser.post(of(anna, "remove"), {"how": "off"}).status_code == 302
    for _ in range(2):
        assert browser.post(of(anna, "put_back")).status_code == 302

    assert Contact.objects.of(mina).count() == 1


def test_a_full_map_takes_nobody_back_and_says_so(
    browser: Client, mina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = make.contact(mina, "Anna")
    take_off(anna, by=mina, now=make.NOON)
    monkeypatch.setattr(rules, "MOST_CONTACTS", 0)

    response = browser.post(of(anna, "put_back"), follow=True)

    assert "A map holds at most 0" in response.content.decode()
    assert not Contact.objects.of(mina).exists()


def test_the_page_of_somebody_taken_off_says_so(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")
    take_off(anna, by=mina, now=make.NOON)

    shown = page(browser, of(anna))

    assert "You took them off the map" in shown
    assert of(anna, "put_back") in shown
    assert of(anna, "change") not in shown


@pytest.mark.parametrize(("name", "method"), [("change", "get"), ("change", "post"), ("ties", "get"), ("ties", "post")])
def test_a_page_that_was_open_leads_to_what_is_true_now(browser: Client, mina: Person, name: str, method: str) -> None:
    anna = make.contact(mina, "Anna")
    take_off(anna, by=mina, now=make.NOON)

    assert getattr(browser, method)(of(anna, name))["Location"] == of(anna)


@pytest.mark.parametrize("name", ["met", "known"])
def test_a_tap_on_another_device_changes_nobody_who_was_taken_off(browser: Client, mina: Person, name: str) -> None:
    anna = make.contact(mina, "Anna")
    take_off(anna, by=mina, now=make.NOON)

    assert browser.post(of(anna, name))["Location"] == of(anna)
    assert Contact.objects.ever_of(mina).get().last_encounter_on is None


def test_whoever_is_taken_off_is_offered_nowhere(browser: Client, mina: Person) -> None:
    anna, bo = make.contact(mina, "Anna"), make.contact(mina, "Bo")
    make.contact(mina, "Cai")
    take_off(anna, by=mina, now=make.NOON)

    planning, five = reverse("plan:add_move"), reverse("plan:five")
    for address in ("/map/", "/map/picture/", of(bo, "ties"), planning, f"{planning}?towards={anna.pk}", five):
        assert "Anna" not in page(browser, address)
    assert browser.post("/map/tie/", {"one": str(anna.pk), "other": str(bo.pk)}).status_code == 404
    assert not Tie.objects.exists()


def test_a_move_towards_somebody_taken_off_still_reads_well_and_is_done(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")
    move = make.move(mina, contact=anna.pk, on=make.TODAY)
    take_off(anna, by=mina, now=make.NOON)
    address = reverse("plan:move", args=[move.pk])

    assert "Anna" in page(browser, address)
    assert "They are not on your map now." in page(browser, address)
    assert "Anna" in page(browser, reverse("plan:plan"))
    assert f'value="{anna.pk}" selected' in page(browser, reverse("plan:change_move", args=[move.pk]))

    assert browser.post(reverse("plan:check_in", args=[move.pk]), {"result": "done"}).status_code == 302
    assert Move.objects.get().contact_id == anna.pk
    assert f"towards={anna.pk}" not in page(browser, address)


def test_forgetting_leaves_no_name_and_nothing_brings_them_back(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")
    make.contact(mina, "Bo")
    move = make.move(mina, "I ask Anna.", contact=anna.pk, on=make.TODAY)
    keep_snapshot(by=mina, now=make.NOON, today=make.TODAY)
    browser.post(of(anna, "remove"), {"how": "off"})
    assert "bring" in page(browser, of(anna, "remove"))

    browser.post(of(anna, "remove"), {"how": "forget"})

    assert browser.get(of(anna)).status_code == 404
    assert "Anna" not in Snapshot.objects.get().kept
    for address in ("/map/", "/map/off/", "/map/kept/", reverse("plan:plan"), reverse("plan:move", args=[move.pk])):
        assert "Anna" not in page(browser, address)
    response = browser.post("/map/undo/", follow=True)
    assert "nothing to undo" in response.content.decode()
    assert Contact.objects.ever_of(mina).count() == 1


def test_nobody_takes_off_puts_back_or_forgets_for_another(browser: Client, mina: Person, pavel: Person) -> None:
    theirs = make.contact(pavel, "Sonja")

    for how in ("off", "forget"):
        assert browser.post(of(theirs, "remove"), {"how": how}).status_code == 404
    assert browser.post(of(theirs, "put_back")).status_code == 404
    assert Contact.objects.of(pavel).count() == 1


def test_those_taken_off_are_listed_the_latest_first(browser: Client, mina: Person) -> None:
    for days, name in enumerate(("Anna", "Bo", "Cai")):
        take_off(make.contact(mina, name), by=mina, now=make.NOON + timedelta(days=days))

    shown = page(browser, "/map/off/")

    assert sorted(("Anna", "Bo", "Cai"), key=shown.index) == ["Cai", "Bo", "Anna"]


def test_what_one_owes_the_people_on_the_map_is_a_page_away(browser: Client) -> None:
    for address in ("/map/", "/map/add/"):
        assert 'href="/map/people/"' in page(browser, address)

    assert "Nobody asked them" in page(browser, "/map/people/")


def test_the_last_one_can_be_forgotten(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")
    keep_snapshot(by=mina, now=make.NOON, today=make.TODAY)

    forget_contact(anna, by=mina)

    assert page(browser, "/map/")
