"""What a sentence offers to do leads to a page that exists."""

import re

from django.test import Client

from askel.netmap.details import Details, Resource
from askel.netmap.models import Contact
from askel.netmap.queries import draw_map
from askel.netmap.sentences import sentences
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person
from tests import make

GIVES = Details(gives=frozenset({Resource.CV}), introduces=True)


def say_of(contact: Contact, details: Details) -> None:
    contact.details = details.to_text()
    contact.save(update_fields=["details"])


def follow_all(browser: Client) -> set[str]:
    """Open every page that the sentences lead to. The names of those pages."""
    shown = browser.get("/map/says/").content.decode()
    part = shown.split('class="tiles map-sentences"', 1)[1].split("</main>", 1)[0]
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', part)}
    pages = [browser.get(link) for link in sorted(links)]
    assert {page.status_code for page in pages} == {200}
    return {page.resolver_match.view_name for page in pages}


def test_an_empty_map_leads_to_adding(browser: Client) -> None:
    assert follow_all(browser) == {"netmap:add"}


def test_each_thing_to_do_leads_to_a_page(browser: Client, mina: Person) -> None:
    for name, sphere in (("Anna", Sphere.WORK), ("Ben", Sphere.STUDY), ("Cem", Sphere.STUDY)):
        make.contact(mina, name, at=(Ring.CLOSE, sphere))
    make.contact(mina, "Dr Hakala", wished=True)
    for contact in Contact.objects.of(mina).here():
        say_of(contact, GIVES)
    codes = {one.code for one in sentences(draw_map(mina), today=make.TODAY)}
    assert {"star", "given-by-nobody", "introducers", "no-network"} <= codes

    assert follow_all(browser) == {"netmap:contact", "netmap:add", "netmap:ties", "plan:add_move"}


def test_help_from_one_alone_leads_to_its_question(browser: Client, mina: Person) -> None:
    some = [make.contact(mina, name) for name in ("Anna", "Ben", "Cem")]
    for contact, resource in zip(some, (Resource.CV, Resource.CV, Resource.CHEER), strict=True):
        say_of(contact, Details(gives=frozenset({resource})))

    assert "netmap:ask_one" in follow_all(browser)


def test_a_network_without_people_leads_to_its_ties(browser: Client, mina: Person) -> None:
    choir, wish = make.contact(mina, "Choir", kind=Kind.NETWORK), make.contact(mina, "Dr Hakala", wished=True)
    browser.post("/map/tie/", {"one": choir.pk, "other": wish.pk})

    assert "netmap:ties" in follow_all(browser)
