"""Undo and redo on the map page: with buttons, in words."""

from django.test import Client
from django.urls import reverse

from askel.netmap.actions import Told, add_contact, change_contact, tie_contacts
from askel.netmap.history import difference, state_of
from askel.netmap.models import Change, Contact, Tie
from askel.netmap.queries import draw_map
from askel.netmap.spheres import Ring, Sphere
from askel.netmap.undo_words import step_words
from askel.people.models import Person
from tests import make
from tests.conftest import SignedIn

NEW = {"nickname": "Änni", "ring": "1", "sphere": "work", "kind": "contact"}
UNDO = 'action="/map/undo/"'
REDO = 'action="/map/redo/"'


def sent(browser: Client, address: str, **words: str) -> str:
    response = browser.post(address, words, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def of(contact: Contact, name: str) -> str:
    return reverse(f"netmap:{name}", args=[contact.pk])


def test_nothing_is_offered_before_something_changed(browser: Client) -> None:
    shown = browser.get("/map/").content.decode()

    assert UNDO not in shown
    assert REDO not in shown
    assert "nothing to undo" in sent(browser, "/map/undo/")
    assert "nothing to do again" in sent(browser, "/map/redo/")


def test_adding_is_undone_and_done_again_in_words(browser: Client, mina: Person) -> None:
    assert UNDO in sent(browser, "/map/add/", **NEW)

    shown = sent(browser, "/map/undo/")
    assert "Änni is not on the map now." in shown
    assert UNDO not in shown
    assert REDO in shown
    assert not Contact.objects.of(mina).exists()

    assert "Änni is on the map now." in sent(browser, "/map/redo/", view="picture")
    assert Contact.objects.of(mina).count() == 1


def test_beside_undo_stands_what_the_last_change_was(browser: Client) -> None:
    assert "The last change: Änni is on the map now." in sent(browser, "/map/add/", **NEW)


def test_undo_leads_back_to_the_side_that_was_looked_at(browser: Client, mina: Person) -> None:
    make.contact(mina, "Anna")
    browser.post("/map/add/", NEW)

    assert browser.post("/map/undo/", {"view": "picture"})["Location"] == "/map/picture/?told=undo"
    assert browser.post("/map/redo/", {"view": "//evil"})["Location"] == "/map/?told=redo"


def test_what_each_page_changes_can_be_undone(browser: Client, mina: Person) -> None:
    anna, bo = make.contact(mina, "Anna"), make.contact(mina, "Bo", wished=True)
    steps = [
        (of(anna, "change"), {**NEW, "nickname": "Anni", "version": "1"}, "Anni is called Anna now."),
        (of(anna, "ties"), {"shown": "", "knows": str(bo.pk)}, "Anna and Bo are not tied now."),
        ("/map/tie/", {"one": str(anna.pk), "other": str(bo.pk)}, "Anna and Bo are not tied now."),
        (of(bo, "known"), {}, "Bo is a wish now."),
        (of(anna, "remove"), {"how": "off"}, "Anna is on the map now."),
    ]
    for address, words, undone in steps:
        before = draw_map(mina)
        browser.post(address, words)
        assert draw_map(mina) != before

        assert undone in sent(browser, "/map/undo/")
        assert _told(mina) == [(d.nickname, d.ring, d.sphere, d.is_wish) for d in before.dots]
        assert draw_map(mina).ties == before.ties


def _told(person: Person) -> object:
    return [(d.nickname, d.ring, d.sphere, d.is_wish) for d in draw_map(person).dots]


def test_putting_back_is_undone(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")
    browser.post(of(anna, "remove"), {"how": "off"})
    browser.post(of(anna, "put_back"))

    assert "Anna is not on the map now." in sent(browser, "/map/undo/")
    assert "Anna is on the map now." in sent(browser, "/map/undo/")


def test_being_in_touch_is_not_undone(browser: Client, mina: Person) -> None:
    browser.post(of(make.contact(mina, "Anna"), "met"))

    assert not Change.objects.exists()


def test_what_another_device_changed_meanwhile_is_refused_in_words(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")
    browser.post(of(anna, "change"), {**NEW, "nickname": "Anni", "version": "1"})
    change_contact(anna, Told("Annika", Ring.CLOSE, Sphere.WORK), by=mina, version=2)

    assert "It stays as it is now." in sent(browser, "/map/undo/")
    assert Contact.objects.of(mina).get().nickname == "Annika"


def test_one_device_does_not_undo_what_another_did(browser: Client, mina: Person, signed_in: SignedIn) -> None:
    browser.post("/map/add/", NEW)

    other = signed_in(mina)

    assert UNDO not in other.get("/map/").content.decode()
    assert "nothing to undo" in sent(other, "/map/undo/")
    assert Contact.objects.of(mina).count() == 1


def test_a_forged_address_tells_nothing(browser: Client, mina: Person) -> None:
    make.contact(mina, "Anna")

    for told in ("undo", "redo", "nonsense"):
        assert "ds-alert" not in browser.get(f"/map/?told={told}").content.decode()


def test_no_name_waits_in_the_session(browser: Client) -> None:
    browser.post("/map/add/", {**NEW, "nickname": "MARKER"})
    browser.post("/map/undo/")

    assert "MARKER" not in str(dict(browser.session))


def test_many_at_once_are_counted_not_named(mina: Person) -> None:
    before = state_of(mina)
    contacts = [make.contact(mina, f"Nick {number}") for number in range(5)]
    for one in contacts[1:]:
        tie_contacts(contacts[0], one, by=mina)

    came = difference(before, state_of(mina))

    assert step_words(came, draw_map(mina)) == ["5 are on the map now."]
    assert step_words(came.turned(), draw_map(mina)) == ["5 are not on the map now."]


def test_a_move_on_the_map_and_other_words_are_told(mina: Person) -> None:
    anna = add_contact(Told("Anna", Ring.OUTER, Sphere.STUDY, note="x"), by=mina, now=make.NOON)
    before = state_of(mina)
    change_contact(anna, Told("Anna", Ring.CLOSE, Sphere.WORK, note="y"), by=mina, version=1)

    words = step_words(difference(before, state_of(mina)), draw_map(mina))

    assert words[0] == "Anna stands here now: Work, Close to me."
    assert "What you say about Anna" in words[1]


def test_several_ties_are_counted(mina: Person) -> None:
    contacts = [make.contact(mina, name) for name in ("Anna", "Bo", "Cai")]
    before = state_of(mina)
    for one in contacts[1:]:
        tie_contacts(contacts[0], one, by=mina)
    after = state_of(mina)

    assert step_words(difference(before, after), draw_map(mina)) == ["2 ties are new now."]
    assert step_words(difference(after, before), draw_map(mina)) == ["2 ties are gone now."]
    assert Tie.objects.count() == 2
