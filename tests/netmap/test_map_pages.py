"""Pages of the map, through the browser's eyes."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from askel.lib.ids import uuid7
from askel.netmap import rules
from askel.netmap.actions import tie_contacts
from askel.netmap.models import Contact, Encounter, Tie
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person
from tests import make
from tests.conftest import SignedIn
from tests.netmap.pages import page

MAP = "/map/"
PICTURE = "/map/picture/"
ADD = "/map/add/"
NEW = {"nickname": "Änni", "ring": "1", "sphere": "work", "kind": "contact"}


def of(contact: Contact, name: str = "contact") -> str:
    return reverse(f"netmap:{name}", args=[contact.pk])


def test_an_empty_map_says_how_to_begin(browser: Client) -> None:
    shown = page(browser, MAP)

    assert "Nobody is on your map yet" in shown
    assert "<svg" not in shown.split("<main", 1)[1]


def test_list_and_picture_hold_the_same_and_each_dot_is_a_link(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")
    make.contact(mina, "A club", kind=Kind.NETWORK)
    make.contact(mina, "Dr <b>H", wished=True)

    for address in (MAP, PICTURE):
        shown = page(browser, address)
        assert shown.count(f'href="{of(anna)}"') >= 2
        assert 'aria-label="Anna, Study, Quite close"' in shown
        assert "Dr &lt;b&gt;H, Study, Wish" in shown
        assert "map-dot map-network" in shown


def test_adding_takes_a_nickname_and_two_taps(browser: Client, mina: Person) -> None:
    response = browser.post(ADD, NEW, follow=True)

    contact = Contact.objects.of(mina).get()
    assert response.redirect_chain == [(MAP, 302)]
    assert (contact.nickname, contact.ring, contact.sphere, contact.wished_at) == ("Änni", 1, "work", None)
    assert "Saved." in response.content.decode()


def test_adding_another_keeps_the_kind(browser: Client) -> None:
    response = browser.post(ADD, {**NEW, "kind": "network", "another": "1"})

    assert response["Location"] == f"{ADD}?kind=network"


def test_a_wish_is_asked_for_no_ring(browser: Client, mina: Person) -> None:
    assert 'name="ring"' not in page(browser, f"{ADD}?wished=1&sphere=work")

    browser.post(ADD, {"nickname": "Dr Hakala", "sphere": "work", "wished": "1"})

    wish = Contact.objects.of(mina).get()
    assert wish.wished_at
    assert wish.ring == Ring.OUTER


def test_a_form_with_errors_comes_back_filled_and_leads_to_the_fields(browser: Client) -> None:
    shown = browser.post(ADD, {"nickname": "Änni", "sphere": "work"}).content.decode()

    assert 'value="Änni"' in shown
    assert 'href="#id_ring_0"' in shown
    assert re.search(r'value="work"[^>]* checked', shown)
    assert Contact.objects.count() == 0


def test_a_nickname_has_a_limit_and_loses_what_turns_it(browser: Client, mina: Person) -> None:
    assert "too long" in browser.post(ADD, {**NEW, "nickname": "A" * 10_000}).content.decode()

    browser.post(ADD, {**NEW, "nickname": "An\u202ena\x00"})
    assert Contact.objects.of(mina).get().nickname == "Anna"


def test_a_full_map_says_so_and_keeps_what_was_typed(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_CONTACTS", 0)

    shown = browser.post(ADD, NEW).content.decode()

    assert "A map holds at most 0" in shown
    assert 'value="Änni"' in shown


def test_a_contact_is_changed(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")
    assert 'value="Anna"' in page(browser, of(anna, "change"))

    response = browser.post(of(anna, "change"), {**NEW, "note": "two\r\nlines", "version": "1"})

    assert response["Location"] == of(anna)
    assert Contact.objects.get(pk=anna.pk).note == "two\nlines"
    assert "two\nlines" in page(browser, of(anna))


def test_two_devices_see_both_texts_and_nothing_is_overwritten(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")
    browser.post(of(anna, "change"), {**NEW, "nickname": "First", "version": "1"})

    shown = browser.post(
        of(anna, "change"), {**NEW, "nickname": "Second", "ring": "3", "version": "1"}
    ).content.decode()

    assert "changed on another device" in shown
    assert 'value="Second"' in shown
    assert "<blockquote>First</blockquote>" in shown
    assert re.search(r"On the other device it says:\s+Close to me", shown)
    assert Contact.objects.get(pk=anna.pk).nickname == "First"

    browser.post(of(anna, "change"), {**NEW, "nickname": "Both", "version": "2"})
    assert Contact.objects.get(pk=anna.pk).nickname == "Both"


def test_removing_asks_first(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")
    assert "Take <bdi>Anna</bdi> off the map?" in page(browser, of(anna, "remove"))
    assert Contact.objects.count() == 1

    browser.post(of(anna, "remove"), {"how": "forget"})

    assert Contact.objects.count() == 0


def test_ties_are_ticked_over_the_whole_map(browser: Client, mina: Person) -> None:
    anna, bo, cai = (make.contact(mina, name) for name in ("Anna", "Bo", "Cai"))
    tie_contacts(anna, bo, by=mina)
    shown = page(browser, of(anna, "ties"))
    assert shown.count('type="checkbox"') == 2
    assert f'name="shown" value="{bo.pk}"' in shown

    browser.post(of(anna, "ties"), {"shown": f"{bo.pk} nonsense", "knows": [str(cai.pk), "nonsense"]})

    assert list(Tie.objects.of(mina).at(anna).values_list("a", "b")) == [(anna.pk, cai.pk)]
    assert "Cai" in page(browser, of(anna))


def test_a_tie_is_drawn_below_the_picture(browser: Client, mina: Person) -> None:
    anna, bo = make.contact(mina, "Anna"), make.contact(mina, "Bo")

    response = browser.post("/map/tie/", {"one": str(bo.pk), "other": str(anna.pk)})

    assert response["Location"] == PICTURE
    assert Tie.objects.of(mina).count() == 1
    assert re.search(r'class="map-ties"[^>]*>\s*<path d="M', page(browser, PICTURE))


@pytest.mark.parametrize("other", ["", "nonsense", "same"])
def test_a_tie_that_cannot_be_is_refused_in_words(browser: Client, mina: Person, other: str) -> None:
    anna = make.contact(mina, "Anna")

    response = browser.post(
        "/map/tie/", {"one": str(anna.pk), "other": str(anna.pk) if other == "same" else other}, follow=True
    )

    assert re.search(r"Choose two", response.content.decode())


def test_a_tie_to_anothers_contact_is_not_found(browser: Client, mina: Person, pavel: Person) -> None:
    theirs = make.contact(pavel)

    assert browser.post("/map/tie/", {"one": str(make.contact(mina).pk), "other": str(theirs.pk)}).status_code == 404


def test_being_in_touch_takes_one_tap(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")

    response = browser.post(of(anna, "met"), follow=True)

    assert Encounter.objects.of(mina).count() == 1
    assert "Last in touch" in response.content.decode()


def test_a_wish_comes_true(browser: Client, mina: Person) -> None:
    wish = make.contact(mina, "Dr Hakala", wished=True)
    assert of(wish, "known") in page(browser, of(wish))

    browser.post(of(wish, "known"))

    assert of(wish, "met") in page(browser, of(wish))


def test_the_database_holds_no_word_of_a_message(browser: Client) -> None:
    """Messages wait in the session, which is not sealed: they name nobody."""
    response = browser.post(ADD, {**NEW, "nickname": "MARKER"})
    assert response.status_code == 302

    assert "MARKER" not in str(dict(browser.session))


@pytest.mark.parametrize("count", [1, 3])
def test_each_page_asks_the_same_for_one_and_for_three(
    browser: Client, mina: Person, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    contacts = [make.contact(mina, name) for name in ("Anna", "Bo", "Cai")[:count]]
    for one in contacts[1:]:
        tie_contacts(contacts[0], one, by=mina)

    for queries, address in (
        (5, MAP),
        (5, PICTURE),
        (5, of(contacts[0])),
        (3, of(contacts[0], "change")),
        (5, of(contacts[0], "ties")),
    ):
        with django_assert_num_queries(queries):
            browser.get(address)


def test_a_map_of_sixty_in_every_place_is_shown(browser: Client, mina: Person) -> None:
    for number in range(60):
        place = ([*Ring][number % 3], [*Sphere][number % 7])
        make.contact(mina, f"Nick {number}", at=place)

    shown = page(browser, PICTURE)

    assert shown.count('class="name"') == 60
    assert len(shown) < 100_000


def test_a_double_tap_adds_one_contact_though_it_is_the_last_that_fits(
    mina: Person, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_CONTACTS", 1)
    form = {**NEW, "once": once_of(page(browser, ADD))}

    answers = [browser.post(ADD, form).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Contact.objects.of(mina).count() == 1
    assert browser.post(ADD, {**form, "once": str(uuid7())}).status_code == 200  # full by now


def test_another_name_in_the_same_form_is_another_contact(mina: Person, browser: Client) -> None:
    form = {**NEW, "once": str(uuid7())}

    browser.post(ADD, form)
    browser.post(ADD, {**form, "nickname": "Leila"})
    browser.post(ADD, {**form, "wished": "1"})

    rows = [(one.nickname, bool(one.wished_at)) for one in Contact.objects.of(mina).order_by("pk")]
    assert sorted(rows) == [("Leila", False), ("Änni", False), ("Änni", True)]


def test_nobody_reaches_anothers_contact_by_its_id(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    hers = make.contact(mina, "Änni", at=(Ring.CLOSE, Sphere.WORK))

    answer = signed_in(pavel).post(ADD, {**NEW, "once": str(hers.pk)})

    assert answer.status_code == 302
    assert Contact.objects.of(pavel).get().pk != hers.pk
    assert Contact.objects.of(mina).get().version == 1


def test_a_link_does_not_name_the_form(browser: Client) -> None:
    named = str(uuid7())

    shown = page(browser, f"{ADD}?once={named}&nickname=Leila")

    assert 'value="Leila"' in shown
    assert once_of(shown) != named


def once_of(html: str) -> str:
    return str(re.findall(r'name="once" value="([^"]*)"', html)[0])
