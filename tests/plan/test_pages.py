"""The pages of a plan: what they ask, what they say, what they cost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from askel.netmap.actions import take_off
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.plan.actions import Intended, change_move, drop_move, finish_move
from askel.plan.goals import close_goal
from askel.plan.models import Channel, Ending, Move
from tests import make
from tests.conftest import SignedIn

ADD = "/plan/moves/add/"


def test_an_empty_plan_leads_on(sam: Person, signed_in: SignedIn) -> None:
    page = signed_in(sam).get("/plan/").text

    assert 'href="/plan/moves/add/"' in page
    assert 'href="/plan/goals/add/"' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_page_costs_the_same_for_one_and_three(
    rows: int, mina: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    today = timezone.localdate()
    for n in range(rows):
        make.goal(mina, f"wish {n}")
        for day in (today, today - timedelta(days=2), today + timedelta(days=2), None):
            make.move(mina, on=day)
        finish_move(make.move(mina), by=mina, now=make.NOON, today=today)
    client = signed_in(mina)

    with django_assert_num_queries(5):  # session, person, goals, moves twice; the key is asked of the vault
        page = client.get("/plan/")

    assert page.text.count('value="done"') == 2 * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_move_costs_the_same_for_one_and_three_check_ins(
    rows: int, mina: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    move = make.move(mina, on=timezone.localdate(), goal=make.goal(mina).pk)
    client = signed_in(mina)
    for ahead in range(1, rows + 1):
        day = timezone.localdate() + timedelta(days=ahead)
        client.post(f"/plan/moves/{move.pk}/another-day/", {"on": day.isoformat()})

    with django_assert_num_queries(4):  # session, person, move with contact and goal, last check-in
        client.get(f"/plan/moves/{move.pk}/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_costs_the_same_for_one_and_three_people(
    rows: int, mina: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(rows):
        make.contact(mina, f"Anna {n}")
        make.goal(mina, f"wish {n}")
    client = signed_in(mina)

    with django_assert_num_queries(4):  # session, person, goals, people
        page = client.get(ADD)

    assert page.text.count("Anna") == rows


def test_a_move_is_planned_and_read_back(mina: Person, signed_in: SignedIn) -> None:
    anna, day = make.contact(mina), timezone.localdate() + timedelta(days=1)
    form = {
        "towards": str(anna.pk),
        "what": "I ask for 20 minutes.",
        "channel": "message",
        "when": day.isoformat(),
        "cue": "I get off the tram",
        "factor": "the evening course",
    }

    page = signed_in(mina).post(ADD, form, follow=True).text

    assert "When I get off the tram <strong>tomorrow</strong>, I write to " in page
    assert "I ask for 20 minutes." in page
    assert "We share: the evening course" in page
    assert "Add what is missing" not in page


def test_somebody_new_on_the_map_is_told_with_a_way_to_change_it(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)

    page = client.post(ADD, {"nickname": "Daria", "what": "I write to her.", "when": "none"}, follow=True).text

    daria = Contact.objects.of(mina).get()
    assert "They are on your map now, as quite close and from work." in page
    assert f'href="/map/{daria.pk}/change/"' in page
    assert "They are on your map" not in client.post(ADD, {"nickname": "Daria", "when": "none"}, follow=True).text


def test_what_is_missing_is_said_and_nothing_is_refused(mina: Person, signed_in: SignedIn) -> None:
    page = signed_in(mina).post(ADD, {"what": "I thank somebody.", "when": "none"}, follow=True).text

    for words in ("no person yet", "no day yet", "no moment yet"):
        assert words in page


def test_a_move_without_anything_is_asked_for_one_thing(mina: Person, signed_in: SignedIn) -> None:
    page = signed_in(mina).post(ADD, {"cue": "I get home"})

    assert "One of them is enough to begin." in page.text
    assert "I get home" in page.text
    assert not Move.objects.exists()


def test_two_answers_to_whom_are_one_too_many(mina: Person, signed_in: SignedIn) -> None:
    anna = make.contact(mina)

    page = signed_in(mina).post(ADD, {"towards": str(anna.pk), "nickname": "Leila"})

    assert "Not both." in page.text


@pytest.mark.parametrize("typed", ["on", "when"])
def test_a_day_that_has_passed_offers_today(typed: str, mina: Person, signed_in: SignedIn) -> None:
    today = timezone.localdate()

    page = signed_in(mina).post(ADD, {"what": "I call.", typed: (today - timedelta(days=1)).isoformat()}).text

    assert "has passed. Today is chosen now instead." in page
    assert f'value="{today.isoformat()}" id="id_when_0" checked' in page
    assert "I call." in page


@pytest.mark.parametrize(
    ("day", "words"),
    [("9999-12-31", "within two years"), ("2026-02-30", "This is not a day."), ("soon", "This is not a day.")],
)
def test_a_day_that_is_none_is_said(day: str, words: str, mina: Person, signed_in: SignedIn) -> None:
    assert words in signed_in(mina).post(ADD, {"what": "x", "on": day}).text


def test_a_day_that_has_passed_may_stay_while_words_change(mina: Person, signed_in: SignedIn) -> None:
    late = timezone.localdate() - timedelta(days=3)
    move = make.move(mina, on=late)

    signed_in(mina).post(
        f"/plan/moves/{move.pk}/change/", {"what": "smaller", "when": late.isoformat(), "version": "1"}
    )

    move.refresh_from_db()
    assert (move.what, move.on) == ("smaller", late)


def test_two_devices_see_both_texts(mina: Person, signed_in: SignedIn) -> None:
    goal, leila = make.goal(mina), make.contact(mina, "Leila")
    move = make.move(mina, "first words")
    told = Intended("from the phone", contact=leila.pk, goal=goal.pk, channel=Channel.CALL, on=make.TODAY)
    change_move(move, told, by=mina, version=1, now=make.NOON)
    client, address = signed_in(mina), f"/plan/moves/{move.pk}/change/"
    anna = Contact.objects.of(mina).exclude(pk=leila.pk).get()

    typed = {"what": "from the laptop", "towards": str(anna.pk), "channel": "mail", "when": "none", "version": "1"}
    both = client.post(address, typed).text
    again = client.post(address, {**typed, "what": "joined", "version": "2"})

    for words in ("from the phone", "from the laptop", "A call", "Leila", escape(goal.wish)):
        assert words in both
    assert both.count("On the other device it says:") == 5
    assert again.status_code == 302
    move.refresh_from_db()
    assert move.what == "joined"


def test_changing_a_move_that_has_ended_gives_the_words_back(mina: Person, signed_in: SignedIn) -> None:
    move = make.done_move(mina)
    client, address = signed_in(mina), f"/plan/moves/{move.pk}/change/"

    page = client.post(address, {"what": "late words", "version": "2"}).text

    assert "This move has ended already." in page
    assert "late words" in page
    assert client.get(address).status_code == 302


def test_one_tap_says_done_and_asks_what_came_of_it(mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina, on=timezone.localdate())
    client = signed_in(mina)

    asked = client.post(f"/plan/moves/{move.pk}/check-in/", {"result": "done"}, follow=True)
    told = {"outcome": "advice", "came_of": "Ask the union.", "version": "1"}
    page = client.post(f"/plan/moves/{move.pk}/came-of/", told, follow=True).text

    assert "What came of it?" in asked.text
    assert "I got advice" in page
    assert "Ask the union." in page


def test_what_came_of_it_is_shown_twice_when_two_devices_told(mina: Person, signed_in: SignedIn) -> None:
    move = make.done_move(mina)
    client, address = signed_in(mina), f"/plan/moves/{move.pk}/came-of/"
    client.post(address, {"outcome": "met", "came_of": "from the phone", "version": "1"})

    page = client.post(address, {"outcome": "lead", "came_of": "from the laptop", "version": "1"}).text

    for words in ("from the phone", "from the laptop", "We met or talked"):
        assert words in page


def test_one_tap_lets_go_and_one_more_takes_it_back(mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina)
    client = signed_in(mina)

    page = client.post(f"/plan/moves/{move.pk}/check-in/", {"result": "dropped"}, follow=True).text
    said = move.check_ins.get()
    client.post(f"/plan/moves/{move.pk}/undo/", {"check_in": str(said.pk)})

    assert "That is a decision too." in page
    assert str(said.pk) in page
    assert Move.objects.of(mina).open().exists()


def test_another_day_offers_near_ones_and_takes_one(mina: Person, signed_in: SignedIn) -> None:
    today = timezone.localdate()
    move = make.move(mina, on=today - timedelta(days=2))
    client, address = signed_in(mina), f"/plan/moves/{move.pk}/another-day/"

    led = client.post(f"/plan/moves/{move.pk}/check-in/", {"result": "moved"})
    without = client.post(address, {"on": ""})
    passed = client.post(address, {"on": (today - timedelta(days=1)).isoformat()})
    client.post(address, {"when": today.isoformat()})

    assert led["Location"] == address
    assert "Choose a day." in without.text
    assert "Today is chosen now instead." in passed.text
    move.refresh_from_db()
    assert move.on == today


def test_a_move_for_today_is_offered_tomorrow_first(mina: Person, signed_in: SignedIn) -> None:
    today = timezone.localdate()
    move = make.move(mina, on=today)

    page = signed_in(mina).post(f"/plan/moves/{move.pk}/another-day/", {"on": "2020-01-01"}).text

    assert "Tomorrow is chosen now instead." in page


def test_a_move_that_ended_elsewhere_says_so(mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina)
    drop_move(move, by=mina, now=make.NOON)
    client = signed_in(mina)

    page = client.post(f"/plan/moves/{move.pk}/check-in/", {"result": "done"}, follow=True).text

    assert "This move has ended already." in page
    assert client.get(f"/plan/moves/{move.pk}/another-day/").status_code == 302


def test_a_calendar_takes_a_move_along_without_a_word_of_it(mina: Person, signed_in: SignedIn) -> None:
    day = timezone.localdate() + timedelta(days=3)
    move = make.move(mina, "a private thing", on=day, cue="in a private place")
    client = signed_in(mina)

    answer = client.get(f"/plan/moves/{move.pk}/calendar.ics")
    client.post(f"/plan/moves/{move.pk}/another-day/", {"on": (day + timedelta(days=1)).isoformat()})
    later = Calendar.from_ical(client.get(f"/plan/moves/{move.pk}/calendar.ics").content).walk("VEVENT")[0]

    first = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/calendar; charset=utf-8", "no-store")
    assert (first["UID"], first["SEQUENCE"], first.decoded("DTSTART")) == (f"{move.pk}@askel", 0, day)
    assert (later["UID"], later["SEQUENCE"]) == (first["UID"], 1)
    assert later.decoded("DTSTART") == day + timedelta(days=1)
    assert first["SUMMARY"] == "Askel: one small step"
    assert str(first["URL"]).endswith(f"/plan/moves/{move.pk}/")
    assert b"private" not in answer.content
    assert b"Anna" not in answer.content


def test_a_calendar_hears_that_a_move_was_let_go(mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina, on=make.TODAY)
    drop_move(move, by=mina, now=make.NOON)

    answer = signed_in(mina).get(f"/plan/moves/{move.pk}/calendar.ics")

    assert Calendar.from_ical(answer.content).walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_a_move_without_a_day_goes_into_no_calendar(mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina)

    assert signed_in(mina).get(f"/plan/moves/{move.pk}/calendar.ics").status_code == 404


def test_who_left_the_map_and_a_goal_that_ended_meanwhile_are_said_in_words(mina: Person, signed_in: SignedIn) -> None:
    anna, goal = make.contact(mina), make.goal(mina)
    take_off(anna, by=mina, now=make.NOON)
    close_goal(goal, Ending.REACHED, by=mina, now=make.NOON)
    make.contact(mina, "Leila")
    make.goal(mina, "another wish")

    typed = {"towards": str(anna.pk), "goal": str(goal.pk), "what": "I ask for a coffee.", "when": "none"}
    page = signed_in(mina).post(ADD, typed).text

    assert "They are not on your map any more. Choose somebody else." in page
    assert "This goal has ended. Choose another one, or none." in page
    assert "I ask for a coffee.</textarea>" in page
    assert str(anna.pk) not in page


def test_taking_back_says_that_what_was_written_goes_too(mina: Person, signed_in: SignedIn) -> None:
    move = make.done_move(mina)
    client, address = signed_in(mina), f"/plan/moves/{move.pk}/"
    assert "What you wrote about it goes too." not in client.get(address).text

    client.post(f"{address}came-of/", {"came_of": "She answered.", "version": "1"})

    assert "What you wrote about it goes too." in client.get(address).text
