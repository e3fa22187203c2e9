"""The guided way, through the browser's eyes."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from askel.netmap import rules
from askel.netmap.asking import Way, questions
from askel.netmap.details import LastTold, Resource, day_of
from askel.netmap.models import Change, Contact, Tie
from askel.netmap.queries import draw_map
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person
from tests import make
from tests.netmap.pages import page

ASK = "/map/ask/"
WORK = "/map/ask/sphere/work/"
CV = "/map/ask/resource/cv/"
GROUP = "/map/ask/knows/work/"
END = "/map/ask/enough/"


def test_an_empty_map_leads_here_first(browser: Client, mina: Person) -> None:
    first = re.findall(r'class="ds-button"[^>]*>([^<]+)</a>', page(browser, "/map/"))[0]
    assert first == "Help me think of people"

    make.contact(mina)
    shown = page(browser, "/map/")
    assert shown.count("Help me think of people") == 1
    assert re.findall(r'class="ds-button"[^>]*>([^<]+)</a>', shown)[0] != "Help me think of people"


def test_three_ways_begin_where_nobody_answers_yet(browser: Client, mina: Person) -> None:
    make.contact(mina, at=(Ring.CLOSE, Sphere.WORK))

    shown = page(browser, ASK)

    for address in ("/map/ask/sphere/study/", "/map/ask/resource/hiring/", "/map/ask/time/phone/"):
        assert f'href="{address}"' in shown


@pytest.mark.parametrize("way", Way)
def test_a_way_can_be_skipped_from_end_to_end(browser: Client, way: Way) -> None:
    asked = questions(way)
    address = f"/map/ask/{way.value}/{asked[0].key}/"

    for number in range(1, len(asked) + 1):
        shown = page(browser, address)
        assert f"Question {number} of {len(asked)}" in shown
        (address,) = re.findall(r'href="([^"]+)">Skip<', shown)

    assert address == END
    assert not Contact.objects.exists()


def test_names_of_a_sphere_take_one_page_and_no_other_question(browser: Client, mina: Person) -> None:
    response = browser.post(WORK, {"name_1": "Sami", "name_4": " the  one\tfrom nights "})

    assert [(dot.nickname, dot.ring, dot.sphere) for dot in draw_map(mina).dots] == [
        ("Sami", Ring.OUTER, Sphere.WORK),
        ("the one from nights", Ring.OUTER, Sphere.WORK),
    ]
    assert response["Location"] == f"{GROUP}?on=1"
    assert "2 new on your map." in page(browser, ASK)


def test_one_name_alone_is_not_asked_whom_it_knows(browser: Client) -> None:
    assert browser.post(WORK, {"name_1": "Sami"})["Location"] == "/map/ask/sphere/study/"


def test_an_empty_page_is_an_answer_and_stores_nothing(browser: Client) -> None:
    assert browser.post(WORK, {})["Location"] == "/map/ask/sphere/study/"
    assert not Contact.objects.exists()
    assert not Change.objects.exists()


def test_who_is_on_the_map_is_offered_and_stays_one(browser: Client, mina: Person) -> None:
    make.contact(mina, "Anna <b>", at=(Ring.CLOSE, Sphere.STUDY))
    assert '<option value="Anna &lt;b&gt;">' in page(browser, CV)

    response = browser.post(CV, {"name_1": "anna <b>"}, follow=True)

    (dot,) = draw_map(mina).dots
    assert (dot.ring, dot.details.gives) == (Ring.CLOSE, frozenset({Resource.CV}))
    assert "1 was on your map already" in response.content.decode()
    assert "On your map already" in page(browser, CV)


def test_a_resource_asks_once_where_the_new_names_are(browser: Client, mina: Person) -> None:
    shown = browser.post(CV, {"name_1": "Sami", "name_2": "Ola"}).content.decode()
    assert "Choose where in your life they are." in shown
    assert 'value="Sami"' in shown
    assert not Contact.objects.exists()

    browser.post(CV, {"name_1": "Sami", "name_2": "Ola", "sphere": "online"})

    assert [(dot.sphere, *dot.details.gives) for dot in draw_map(mina).dots] == [(Sphere.ONLINE, Resource.CV)] * 2


def test_time_tells_when_the_two_were_last_in_touch(browser: Client, mina: Person) -> None:
    response = browser.post("/map/ask/time/month/", {"name_1": "Sami", "sphere": "work"})

    contact = Contact.objects.of(mina).get()
    (dot,) = draw_map(mina).dots
    assert dot.last_on
    assert abs((day_of(LastTold.MONTH, contact.made_at.date()) - dot.last_on).days) <= 1
    assert response["Location"] == "/map/ask/time/coffee/"


def test_enough_saves_what_is_written_and_leads_out(browser: Client, mina: Person) -> None:
    response = browser.post(WORK, {"name_1": "Sami", "name_2": "Ola", "enough": "1"})

    assert response["Location"] == END
    assert len(draw_map(mina).dots) == 2


def test_a_nickname_that_is_too_long_comes_back_with_the_others(browser: Client) -> None:
    shown = browser.post(WORK, {"name_1": "A" * 81, "name_2": "Ola"}).content.decode()

    assert 'href="#id_name_1"' in shown
    assert 'value="Ola"' in shown
    assert not Contact.objects.exists()


def test_a_full_map_says_so_and_keeps_the_names(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_CONTACTS", 1)

    shown = browser.post(WORK, {"name_1": "Sami", "name_2": "Ola"}).content.decode()

    assert "A map holds at most 1" in shown
    assert 'value="Ola"' in shown
    assert not Contact.objects.exists()


def test_no_nickname_waits_in_the_session(browser: Client) -> None:
    browser.post(WORK, {"name_1": "MARKER"})

    assert "MARKER" not in str(dict(browser.session))


@pytest.mark.parametrize("address", ["/map/ask/moon/work/", "/map/ask/sphere/moon/", "/map/ask/knows/moon/"])
def test_what_is_no_question_is_not_found(browser: Client, address: str) -> None:
    assert browser.get(address).status_code == 404


def test_a_question_can_be_undone_whole(browser: Client, mina: Person) -> None:
    browser.post(WORK, {"name_1": "Sami", "name_2": "Ola"})

    assert Change.objects.of(mina).count() == 1


def colleagues(mina: Person, *names: str) -> list[Contact]:
    return [make.contact(mina, name, at=(Ring.MIDDLE, Sphere.WORK)) for name in names]


def test_those_ticked_are_tied_and_the_questions_go_on(browser: Client, mina: Person) -> None:
    anna, bo, _ = colleagues(mina, "Anna", "Bo", "Cai")

    response = browser.post(f"{GROUP}?on=1", {"knows": [str(anna.pk), str(bo.pk)]})

    assert response["Location"] == "/map/ask/sphere/study/"
    assert Tie.objects.of(mina).count() == 1
    assert Change.objects.of(mina).count() == 1


def test_all_are_tied_by_one_tap(browser: Client, mina: Person) -> None:
    colleagues(mina, "Anna", "Bo", "Cai")
    make.contact(mina, "Dua")

    response = browser.post(GROUP, {"all": "1"})

    assert response["Location"] == END
    assert Tie.objects.of(mina).count() == 3


def test_another_group_comes_back_to_the_same_page(browser: Client, mina: Person) -> None:
    anna, bo, cai = colleagues(mina, "Anna", "Bo", "Cai")

    response = browser.post(f"{GROUP}?on=1", {"knows": [str(anna.pk), str(bo.pk)], "another": "1"})
    assert response["Location"] == f"{GROUP}?on=1"
    shown = page(browser, f"{GROUP}?on=1")
    assert "1 new tie drawn." in shown
    assert "checked" not in shown

    browser.post(f"{GROUP}?on=1", {"knows": [str(bo.pk), str(cai.pk)]})
    assert Tie.objects.of(mina).count() == 2


def test_a_group_of_one_is_asked_for_more_and_keeps_its_tick(browser: Client, mina: Person) -> None:
    anna, _ = colleagues(mina, "Anna", "Bo")

    shown = browser.post(GROUP, {"knows": [str(anna.pk)]}).content.decode()

    assert "Tick two or more" in shown
    assert re.search(rf'value="{anna.pk}"[^>]* checked', shown)


def test_a_part_of_life_with_one_is_not_asked(browser: Client, mina: Person) -> None:
    colleagues(mina, "Anna")

    assert "This is asked when two or more are here." in page(browser, GROUP)
    assert GROUP not in page(browser, ASK)
    colleagues(mina, "Bo")
    assert f'href="{GROUP}">Work (2)' in page(browser, ASK)


def test_only_those_of_the_part_of_life_are_tied(browser: Client, mina: Person, pavel: Person) -> None:
    anna, _ = colleagues(mina, "Anna", "Bo")
    other, hers = make.contact(mina), make.contact(pavel, at=(Ring.MIDDLE, Sphere.WORK))

    for stranger in (other, hers):
        assert browser.post(GROUP, {"knows": [str(anna.pk), str(stranger.pk)]}).status_code == 200

    assert not Tie.objects.exists()


def test_a_large_group_is_ticked_in_parts(browser: Client, mina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    colleagues(mina, "Anna", "Bo", "Cai")
    monkeypatch.setattr("askel.netmap.views_ask.MOST_TIED", 2)

    shown = page(browser, GROUP)

    assert "At most 2 at a time." in shown
    assert 'name="all"' not in shown


def test_a_network_is_named_as_such(browser: Client, mina: Person) -> None:
    colleagues(mina, "Anna")
    make.contact(mina, "Union", at=(Ring.MIDDLE, Sphere.WORK), kind=Kind.NETWORK)

    assert re.search(r"Union</bdi> <span class=\"tag\">Network<", page(browser, GROUP))


def test_the_new_get_their_places_at_the_end_on_one_page(browser: Client, mina: Person) -> None:
    make.contact(mina, "Anna")
    browser.post(WORK, {"name_1": "Sami", "name_2": "Ola", "enough": "1"})
    _, sami, ola = draw_map(mina).dots
    shown = page(browser, END)
    assert "How close are they?" in shown
    assert shown.count('value="3"') == 2
    assert "Anna" not in shown
    assert "2 new on your map have no place yet." in page(browser, ASK)

    response = browser.post(
        END,
        {
            f"{sami.pk}-ring": "1",
            f"{sami.pk}-sphere": "online",
            f"{sami.pk}-version": "1",
            f"{ola.pk}-ring": "3",
            f"{ola.pk}-sphere": "work",
            f"{ola.pk}-version": "1",
        },
        follow=True,
    )

    _, sami, ola = draw_map(mina).dots
    assert [(dot.ring, dot.sphere) for dot in (sami, ola)] == [(1, "online"), (3, "work")]
    shown = response.content.decode()
    assert "3 are on your map now." in shown
    assert "no place yet" not in page(browser, ASK)


def test_a_place_that_is_none_comes_back(browser: Client, mina: Person) -> None:
    browser.post(WORK, {"name_1": "Sami"})
    (sami,) = draw_map(mina).dots

    shown = browser.post(END, {f"{sami.pk}-ring": "9", f"{sami.pk}-sphere": "work", f"{sami.pk}-version": "1"})

    assert "How close are they?" in shown.content.decode()
    assert draw_map(mina).dots[0].ring == Ring.OUTER


def test_the_end_of_an_empty_map_is_calm(browser: Client) -> None:
    assert "Your map waits for you." in page(browser, END)
    assert browser.post(END, {}).status_code == 200


@pytest.mark.parametrize("people", [1, 3])
def test_queries_do_not_grow_with_the_map(
    browser: Client, mina: Person, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    colleagues(mina, *[f"P{number}" for number in range(people)])
    page(browser, ASK)

    for address in (ASK, WORK, CV, GROUP, END):
        with django_assert_num_queries(4):
            page(browser, address)
