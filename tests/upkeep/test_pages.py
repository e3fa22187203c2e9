"""The pages of keeping in touch: quiet, in words, and without numbers of people."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from askel.netmap.actions import record_encounter, take_off
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.upkeep.actions import snooze
from askel.upkeep.models import Every, Rhythm, SetBy
from tests import make
from tests.conftest import SignedIn

KEEP, CHOOSE = "/keep/", "/keep/choose/"


def days_ago(owner: Person, contact: Contact, days: int) -> None:
    on = timezone.localdate() - timedelta(days=days)
    record_encounter(contact, by=owner, on=on, now=timezone.now())


def ticked(*contacts: Contact, every: Every = Every.MONTH) -> dict[str, str]:
    return {
        f"{one.pk.hex}-{name}": value for one in contacts for name, value in (("keep", "on"), ("every", str(every)))
    }


@pytest.fixture
def browser(mina: Person, signed_in: SignedIn) -> Client:
    return signed_in(mina)


def test_who_is_being_lost_is_said_in_words(mina: Person, browser: Client) -> None:
    days_ago(mina, make.rhythm(mina), 61)

    page = browser.get(KEEP).text

    assert "It is about 2 months since you were in touch." in page
    assert "You wanted to hear from each other about every month." in page
    assert "We were in touch" in page
    assert "towards=" in page


def test_one_tap_says_that_we_were_in_touch(mina: Person, browser: Client) -> None:
    anna = make.rhythm(mina)
    days_ago(mina, anna, 61)

    page = browser.post(f"/keep/{anna.pk}/met/", follow=True).text
    browser.post(f"/keep/{anna.pk}/met/")

    assert "Noted for today." in page
    assert "Nobody waits for a word from you now." in page
    assert anna.encounters.count() == 2


def test_a_slip_is_taken_back_and_what_was_noted_elsewhere_stays(mina: Person, browser: Client) -> None:
    anna, leila = make.rhythm(mina), make.rhythm(mina, "Leila")
    for one in (anna, leila):
        days_ago(mina, one, 61)
    days_ago(mina, leila, 0)
    today = {"on": timezone.localdate().isoformat()}

    for one in (anna, leila):
        browser.post(f"/keep/{one.pk}/met/")
    noted = browser.get(KEEP).text
    pages = [browser.post(f"/keep/{one.pk}/met/undo/", today, follow=True).text for one in (anna, leila, anna)]

    assert noted.count("I changed my mind: take it back") == 2
    assert "Nobody waits for a word from you now." in noted
    for page in pages:
        assert "It is about 2 months since you were in touch." in page.split("Losing touch")[1]
    assert "I changed my mind: take it back" not in pages[-1]
    assert (anna.encounters.count(), leila.encounters.count()) == (1, 2)


@pytest.mark.parametrize("on", ["", "x", "2026-11-23", "0001-01-01", "9999-12-31"])
def test_another_day_takes_nothing_back(on: str, mina: Person, browser: Client) -> None:
    anna = make.rhythm(mina)
    browser.post(f"/keep/{anna.pk}/met/")

    browser.post(f"/keep/{anna.pk}/met/undo/", {"on": on})

    assert anna.encounters.count() == 1


def test_nobody_takes_back_what_another_noted(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    anna = make.rhythm(mina)
    signed_in(mina).post(f"/keep/{anna.pk}/met/")

    answer = signed_in(pavel).post(f"/keep/{anna.pk}/met/undo/", {"on": timezone.localdate().isoformat()})

    assert answer.status_code == 404
    assert anna.encounters.count() == 1


def test_not_now_is_a_month(mina: Person, browser: Client) -> None:
    anna = make.rhythm(mina)
    days_ago(mina, anna, 61)

    page = browser.post(f"/keep/{anna.pk}/snooze/", follow=True).text

    assert "This rests for a month." in page
    assert "Nobody waits for a word from you now." in page


def test_nobody_is_ticked_in_advance_and_fifteen_fit_on_a_page(mina: Person, browser: Client) -> None:
    for number in range(17):
        make.contact(mina, f"Friend {number:02}")
    make.contact(mina, "Wish", wished=True)

    first, second = browser.get(CHOOSE).text, browser.get(f"{CHOOSE}?from=15").text

    assert (first.count('type="checkbox"'), second.count('type="checkbox"')) == (15, 2)
    assert "checked" not in first
    assert f'value="{Every.TWO_MONTHS}" selected' in first
    assert "Wish" not in first + second
    assert 'name="more" value="15"' in first
    assert 'name="more"' not in second


@pytest.mark.parametrize("start", ["17", "-1", "x", "²", "99999", "1e3"])
def test_an_address_that_names_no_row_shows_the_first(start: str, mina: Person, browser: Client) -> None:
    make.contact(mina, "Anna")

    assert "Anna" in browser.get(CHOOSE, {"from": start}).text


def test_the_ticked_get_their_rhythm(mina: Person, browser: Client) -> None:
    anna, leila, omid = (make.contact(mina, name) for name in ("Anna", "Leila", "Omid"))
    form = {
        **ticked(anna, every=Every.TWO_MONTHS),
        **ticked(leila, every=Every.WEEK),
        f"{omid.pk.hex}-every": str(Every.WEEK),
    }

    page = browser.post(CHOOSE, form, follow=True).text

    assert "Kept: a rhythm for 2 ties." in page
    kept = {row.contact: (row.every_days, row.set_by) for row in Rhythm.objects.select_related("contact")}
    assert kept == {anna: (Every.TWO_MONTHS, SetBy.SUGGESTED), leila: (Every.WEEK, SetBy.OWN)}


def test_those_who_were_chosen_are_not_skipped_over(mina: Person, browser: Client) -> None:
    friends = [make.contact(mina, f"Friend {number:02}") for number in range(17)]

    answer = browser.post(CHOOSE, {**ticked(*friends[:3]), "more": "15"})

    assert answer["Location"] == f"{CHOOSE}?from=12"
    assert "Friend 15" in browser.get(answer["Location"]).text


@pytest.mark.parametrize(("tick", "every"), [("on", ""), ("on", "8"), ("on", "x"), ("on", "0"), ("false", "30")])
def test_what_was_not_offered_is_not_kept(tick: str, every: str, mina: Person, browser: Client) -> None:
    anna = make.contact(mina)

    page = browser.post(CHOOSE, {f"{anna.pk.hex}-keep": tick, f"{anna.pk.hex}-every": every}, follow=True).text

    assert "Nobody was ticked, so nothing has changed." in page
    assert not Rhythm.objects.exists()


def test_a_rhythm_is_changed_in_words(mina: Person, browser: Client) -> None:
    anna = make.rhythm(mina)
    page = browser.get(f"/keep/{anna.pk}/").text
    assert "Suggested from your map: About every two months." in page
    assert "No rhythm for this one" in page

    browser.post(f"/keep/{anna.pk}/", {"every": str(Every.YEAR), "version": "1"})

    assert Rhythm.objects.get().every_days == Every.YEAR


def test_the_other_devices_choice_is_shown_beside(mina: Person, browser: Client) -> None:
    anna = make.rhythm(mina)
    browser.post(f"/keep/{anna.pk}/", {"every": str(Every.YEAR), "version": "1"})

    page = browser.post(f"/keep/{anna.pk}/", {"every": str(Every.WEEK), "version": "1"}).text

    assert "This was changed on another device." in page
    assert "About once a year" in page.split("<blockquote>")[1].split("</blockquote>")[0]
    assert Rhythm.objects.get().every_days == Every.YEAR


def test_an_empty_place_says_what_to_do(mina: Person, browser: Client) -> None:
    for page in (KEEP, CHOOSE):
        assert "Add a contact. Then say how often you want to be in touch." in browser.get(page).text

    make.contact(mina)
    page = browser.get(KEEP).text
    assert "You have not chosen anybody yet." in page
    assert CHOOSE in page


def test_whoever_is_off_the_map_leads_to_the_page_that_says_so(mina: Person, browser: Client) -> None:
    anna = make.rhythm(mina)
    take_off(anna, by=mina, now=make.NOON)

    assert browser.get(f"/keep/{anna.pk}/")["Location"] == f"/map/{anna.pk}/"
    assert browser.post(f"/keep/{anna.pk}/snooze/")["Location"] == f"/map/{anna.pk}/"


def test_the_next_look_at_the_map_has_its_day(mina: Person, browser: Client) -> None:
    for number in range(5):
        make.contact(mina, f"Friend {number}")
    Contact.objects.of(mina).update(made_at=timezone.now())
    assert "The day is here." in browser.get(KEEP).text

    browser.post("/map/kept/", {"cause": "due"})

    assert "Then you can keep your map as it is, and see what has changed." in browser.get(KEEP).text


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_for_many(
    rows: int, mina: Person, browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(max(rows, 5)):
        days_ago(mina, make.rhythm(mina, f"Friend {number}"), 61 + number)
    snooze(Contact.objects.of(mina)[0], by=mina, today=timezone.localdate())

    with django_assert_num_queries(9):  # session, person, map twice, rhythms, first encounters, days of the map thrice
        browser.get(KEEP)
    for one in Contact.objects.of(mina)[:rows]:
        browser.post(f"/keep/{one.pk}/met/", follow=True)
    with django_assert_num_queries(10):  # and who was noted today
        browser.get(KEEP)
    with django_assert_num_queries(5):  # session, person, contacts, ties, rhythms
        browser.get(CHOOSE)


def test_more_than_a_few_stand_behind_a_fold(mina: Person, browser: Client) -> None:
    for number in range(9):
        days_ago(mina, make.rhythm(mina, f"Friend {number}"), 61 + number)

    page = browser.get(KEEP).text

    assert "Show the others too" in page
    assert page.index("Friend 8") < page.index("Show the others too") < page.index("Friend 0")
