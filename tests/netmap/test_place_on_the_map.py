"""Moving somebody in the picture, and seeing what another device did."""

import pytest
from django.test import Client
from django.urls import reverse

from askel.netmap.actions import place_contact, tie_contacts
from askel.netmap.models import Contact
from askel.netmap.queries import draw_map, stamp_of
from askel.netmap.spheres import Ring, Sphere
from askel.people.models import Person
from tests import make
from tests.conftest import SignedIn


def _place(client: Client, contact: Contact, **said: object) -> str:
    answer = client.post(reverse("netmap:place", args=[contact.pk]), said, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_somebody_moves_to_another_ring_and_sphere_and_the_page_says_where(mina: Person, signed_in: SignedIn) -> None:
    anna = make.contact(mina, "Anna")

    html = _place(signed_in(mina), anna, ring="1", sphere="study", version="1")

    (dot,) = draw_map(mina).dots
    assert (dot.ring, dot.sphere) == (Ring.CLOSE, Sphere.STUDY)
    assert "Moved: Study, close to me." in html


def test_what_is_left_out_stays(mina: Person, signed_in: SignedIn) -> None:
    anna = make.contact(mina, "Anna")
    before = anna.sphere

    _place(signed_in(mina), anna, ring="3", version="1")

    (dot,) = draw_map(mina).dots
    assert (dot.ring, dot.sphere) == (Ring.OUTER, before)


def test_when_another_device_was_faster_both_places_are_said_and_nothing_moves(
    mina: Person, signed_in: SignedIn
) -> None:
    anna = make.contact(mina, "Anna")
    place_contact(anna, Ring.CLOSE, Sphere.ONLINE, by=mina, version=1)

    html = _place(signed_in(mina), anna, ring="3", sphere="study", version="1")

    (dot,) = draw_map(mina).dots
    assert (dot.ring, dot.sphere) == (Ring.CLOSE, Sphere.ONLINE)
    assert "There it stands in: Online, close to me." in html
    assert "You wanted: Study, further out." in html


@pytest.mark.parametrize("said", [{"ring": "9"}, {"sphere": "moon"}, {"version": "-1"}, {"version": "x"}])
def test_a_place_that_is_none_is_refused_in_words(said: dict[str, str], mina: Person, signed_in: SignedIn) -> None:
    anna = make.contact(mina, "Anna")

    html = _place(signed_in(mina), anna, **{"ring": "1", "sphere": "work", "version": "1", **said})

    assert "Choose a ring and a part of your life." in html
    assert Contact.objects.get().version == 1


def test_the_stamp_changes_with_each_change_of_the_map(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)
    stamps = [stamp_of(draw_map(mina))]
    anna, ben = make.contact(mina, "Anna"), make.contact(mina, "Ben")
    for change in (
        lambda: None,
        lambda: place_contact(anna, Ring.CLOSE, Sphere.ONLINE, by=mina, version=1),
        lambda: tie_contacts(anna, ben, by=mina),
    ):
        change()
        stamps.append(client.get(reverse("netmap:stamp")).json()["stamp"])

    assert len(set(stamps)) == 4
