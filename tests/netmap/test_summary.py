"""The map in spoken sentences, when the owner was last in touch, and the numbers of the map."""

from datetime import date

from django.test import Client

from askel.lib.ids import uuid7
from askel.netmap.details import Details, Resource
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.numbers import numbers
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.netmap.summary import last_words, summary
from askel.people.models import Person
from tests import make


def dot(ring: Ring = Ring.MIDDLE, sphere: Sphere = Sphere.WORK, **more: object) -> Dot:
    return Dot(pk=uuid7(), nickname="Anna", ring=ring, sphere=sphere, **more)  # type: ignore[arg-type]


def test_a_summary_counts_rings_parts_of_life_networks_wishes_and_ties() -> None:
    anna, choir, wish = dot(Ring.CLOSE), dot(sphere=Sphere.FREE_TIME, kind=Kind.NETWORK), dot(is_wish=True)

    said = summary(DrawnMap((anna, dot(), choir, wish), ((anna.pk, choir.pk), (choir.pk, wish.pk))))

    assert said == (
        "On the map: 2 contacts, 1 network, 1 wish and 2 ties. "
        "By closeness: Close to me 1, Quite close 2. "
        "By part of life, wishes too: Work 3, Free time 1."
    )


def test_a_wish_stands_in_no_ring() -> None:
    said = summary(DrawnMap((dot(is_wish=True),)))

    assert "By closeness" not in said
    assert said.startswith("On the map: 0 contacts, 0 networks, 1 wish and 0 ties.")


def test_an_empty_map_is_summed_up_in_one_sentence() -> None:
    assert summary(DrawnMap()) == "On the map: 0 contacts, 0 networks, 0 wishes and 0 ties."


def test_when_last_in_touch_is_told_by_month_where_it_is_known() -> None:
    met = dot(last_encounter_on=date(2026, 5, 30))
    told = dot(details=Details(last_on=date(2025, 11, 30)))

    assert last_words(DrawnMap((met, told, dot())), make.TODAY) == {
        met.pk: "In touch about May",
        told.pk: "In touch about November 2025",
    }


def values(drawn: DrawnMap) -> dict[str, str]:
    return {number.name: number.value for number in numbers(drawn)}


def test_numbers_leave_wishes_out_and_each_says_what_it_means() -> None:
    hub, *others = [dot() for _ in range(4)]
    wish = dot(is_wish=True)

    found = numbers(DrawnMap((wish, hub, *others), tuple((hub.pk, other.pk) for other in (*others, wish))))

    assert {number.name: number.value for number in found} == {
        "Contacts and networks": "4",
        "Ties": "3",
        "How many know each other": "0.50",
        "Circles": "1",
        "Without a tie": "0",
        "Different directions": "2.5",
        "How tightly they are knit": "0.68",
    }
    assert all(number.says and number.counted for number in found)
    assert next(number for number in found if number.name == "How many know each other").counted.endswith("3 / 6.")


def test_an_empty_map_has_no_numbers_and_one_contact_no_share_of_pairs() -> None:
    assert numbers(DrawnMap((dot(is_wish=True),))) == []
    assert "How many know each other" not in values(DrawnMap((dot(),)))


def test_help_is_a_number_once_it_was_told_of_three() -> None:
    two = [dot(details=Details(gives=frozenset({Resource.CV}))) for _ in range(2)]
    third = dot(details=Details(gives=frozenset({Resource.CHEER})))

    assert "Kinds of help" not in values(DrawnMap((*two, dot())))
    assert values(DrawnMap((*two, third)))["Kinds of help"] == "2"
    assert values(DrawnMap((*two, third)))["Kinds of help from one alone"] == "1"


def test_list_and_picture_say_it_and_an_empty_map_has_no_numbers(browser: Client, mina: Person) -> None:
    assert "Numbers of this map" not in browser.get("/map/says/").content.decode()

    contact = make.contact(mina, "Anna")
    browser.post(f"/map/{contact.pk}/met/")
    shown = browser.get("/map/").content.decode()

    assert '<p class="only-spoken" id="picture-summary">On the map: 1 contact,' in shown
    assert 'aria-describedby="picture-summary picture-words"' in shown
    assert "In touch this month" in shown
    assert "/map/says/" in shown
    said = browser.get("/map/says/").content.decode()
    assert "Numbers of this map" in said
    assert said.count("How is this counted?") == said.count("map-counted") > 0
