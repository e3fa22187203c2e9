"""A calendar reads the plan at a private address: what it shows, to whom, and when it shows nothing any more."""

import logging
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from askel.lib.ids import uuid7
from askel.netmap.actions import forget_contact
from askel.people.actions import erase_person
from askel.people.models import Person
from askel.plan.actions import drop_move, finish_move, postpone_move
from askel.plan.feed import FeedChangedError, end_feed, feed_standing, make_feed
from askel.plan.models import Feed, Move, Shows
from askel.web.log import WithoutWords
from tests import make
from tests.conftest import SignedIn

PAGE = "/plan/calendar/"
MAKE = "/plan/calendar/address/"
DAY = timedelta(days=1)


def address_in(page: str) -> str:
    found = re.search(r"http://testserver(/calendar/[0-9a-f]{32}\.ics)", page)
    assert found
    return found[1]


def made(client: Client, **form: str) -> str:
    """The path of a new address, made by the buttons of the page."""
    fields = re.findall(r'name="(once|version)" value="([^"]*)"', client.get(PAGE).text)
    return address_in(client.post(MAKE, {**dict(fields), **form}).text)


def read(path: str) -> Calendar:
    """As a calendar service reads it: without any cookie."""
    response = Client().get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    assert b"\r" not in response.content.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(response.content)
    assert isinstance(calendar, Calendar)
    assert not calendar.errors
    return calendar


def events(path: str) -> list[Any]:
    """Each as icalendar reads it, which gives a value many types."""
    return list(read(path).events)


# What it shows


def test_each_move_with_a_day_is_one_event_of_a_whole_day(mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina, on=date(2026, 12, 1))
    make.move(mina, "without a day")

    (event,) = events(made(signed_in(mina)))

    assert event["UID"] == f"{move.pk}@askel"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 12, 1), date(2026, 12, 2))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert (event["SEQUENCE"], event["STATUS"], event["CLASS"]) == (0, "CONFIRMED", "PRIVATE")
    assert event.decoded("DTSTAMP").utcoffset() == timedelta()
    assert event["URL"] == f"http://testserver/plan/moves/{move.pk}/"


def test_at_first_it_names_nothing_and_nobody(mina: Person, signed_in: SignedIn) -> None:
    make.move(mina, "marker-what", newcomer="Marker-Anna", cue="marker-cue", factor="marker-factor", on=make.TODAY)

    path = made(signed_in(mina))

    assert "marker" not in Client().get(path).text.casefold()
    assert events(path)[0]["SUMMARY"] == "Askel: one small step"


def test_no_key_is_asked_for_where_no_words_are_shown(
    mina: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make.move(mina, on=make.TODAY)
    path = made(signed_in(mina))
    Client().get(path)

    with django_assert_num_queries(0, using="vault"):
        Client().get(path)


def test_own_words_are_shown_when_they_were_chosen(mina: Person, signed_in: SignedIn) -> None:
    make.move(mina, "I ask for 20 minutes.", cue="I get off the tram", factor="the evening course", on=make.TODAY)

    (event,) = events(made(signed_in(mina), shows="words"))

    assert event["SUMMARY"] == "When I get off the tram, I get in touch with Anna."
    assert event["DESCRIPTION"].startswith(
        "I ask for 20 minutes.\nWe share: the evening course\nhttp://testserver/plan"
    )


def test_the_choice_holds_for_the_next_reading_and_outlives_a_new_address(mina: Person, signed_in: SignedIn) -> None:
    make.move(mina, on=make.TODAY)
    client = signed_in(mina)
    path = made(client)

    client.post("/plan/calendar/shows/", {"shows": "words"})

    assert "Anna" in events(path)[0]["SUMMARY"]
    assert "Anna" in events(made(client))[0]["SUMMARY"]
    client.post("/plan/calendar/shows/", {"shows": "nonsense"})
    assert feed_standing(mina).shows == Shows.WORDS


def test_it_speaks_its_owners_language_whoever_reads(mina: Person, signed_in: SignedIn) -> None:
    make.move(mina, on=make.TODAY)
    mina.language = "fi"
    mina.save()
    path = made(signed_in(mina), shows="words")

    text = Client().get(path, headers={"accept-language": "en"}).text

    assert "Anna kuulee minusta." in text.replace("\r\n ", "")


HOSTILE = (
    "a\r\nEND:VEVENT\r\nBEGIN:VALARM",
    "b\rEND:VCALENDAR",
    "c\nX-EVIL:1",
    'back\\slash; semi, comma: "quoted" <b>&amp;</b>',
    "پروین 😀 " + "ääööåå" * 30,
    "\x00\x1b\u2028\x85\u202eend",
    "%(name)s {0} =cmd()",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_break_out_of_their_line(words: str, mina: Person, signed_in: SignedIn) -> None:
    make.move(mina, words, newcomer=f"N {words}"[:60], cue=words, factor=words, on=make.TODAY)
    make.move(mina, "the next one", on=make.TODAY)

    first, second = events(made(signed_in(mina), shows="words"))

    assert not first.subcomponents
    assert set(first) == set(second)
    if "\r" not in words and "\n" not in words and "\x00" not in words:
        assert words in first["DESCRIPTION"]
        assert words.rstrip(" .") in first["SUMMARY"]


def test_a_new_day_keeps_the_event_and_raises_its_number(mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina, on=date(2026, 12, 1))
    path = made(signed_in(mina))
    (before,) = events(path)

    postpone_move(move, date(2026, 12, 8), by=mina, now=make.NOON)

    (after,) = events(path)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTART") == date(2026, 12, 8)


def test_one_that_was_let_go_is_cancelled_and_one_that_is_done_stays(mina: Person, signed_in: SignedIn) -> None:
    today = timezone.localdate()
    let_go, done = make.move(mina, on=today), make.move(mina, on=today + 7 * DAY)
    drop_move(let_go, by=mina, now=timezone.now())
    finish_move(done, by=mina, now=timezone.now(), today=today)

    found = {event["UID"]: event for event in events(made(signed_in(mina)))}

    assert found[f"{let_go.pk}@askel"]["STATUS"] == "CANCELLED"
    assert found[f"{done.pk}@askel"]["STATUS"] == "CONFIRMED"
    assert found[f"{done.pk}@askel"].decoded("DTSTART") == today, "it happened before its day"


def test_after_thirty_days_what_has_ended_is_not_told_any_more(mina: Person, signed_in: SignedIn) -> None:
    now = timezone.now()
    for days in (29, 31):
        drop_move(make.move(mina, on=make.TODAY), by=mina, now=now - days * DAY)

    assert len(events(made(signed_in(mina)))) == 1


def test_somebody_forgotten_is_not_named_though_words_are_shown(mina: Person, signed_in: SignedIn) -> None:
    move = make.move(mina, "marker-what", on=make.TODAY)
    path = made(signed_in(mina), shows="words")
    assert "Anna" in Client().get(path).text
    assert move.contact

    forget_contact(move.contact, by=mina)

    (event,) = events(path)
    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "Askel: one small step")
    assert "marker" not in Client().get(path).text


def test_a_plan_without_a_day_is_a_calendar_that_can_be_read(mina: Person, signed_in: SignedIn) -> None:
    calendar = read(made(signed_in(mina)))

    assert not calendar.events
    assert calendar.subcomponents, "a calendar of nothing is none (RFC 5545, 3.6)"


def test_five_hundred_moves_are_read(
    mina: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    anna = make.contact(mina)
    now = timezone.now()
    Move.objects.bulk_create(
        Move(pk=uuid7(), owner=mina, contact=anna, what=f"move {n}", on=make.TODAY, made_at=now, done_at=now)
        for n in range(500)
    )
    path = made(signed_in(mina), shows="words")
    Client().get(path)

    with django_assert_num_queries(2):  # the feed with its owner, the moves with their contacts
        response = Client().get(path)

    assert response.content.count(b"BEGIN:VEVENT") == 500
    assert len({event["UID"] for event in events(path)}) == 500


# Who reads it, and until when


def test_another_or_a_broken_address_is_not_found(mina: Person, signed_in: SignedIn) -> None:
    path = made(signed_in(mina))
    secret = path.removeprefix("/calendar/").removesuffix(".ics")

    for guess in (secret[:-1], secret + "0", "0" * 32, secret.upper() if secret.upper() != secret else "x", "ä" * 500):
        assert Client().get(f"/calendar/{guess}.ics").status_code == 404
    assert Client().get(path).status_code == 200


def test_an_unknown_address_costs_as_much_as_a_known_one_is_found_by(
    mina: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for guess in ("0" * 32, "x"):
        with django_assert_num_queries(1):
            Client().get(f"/calendar/{guess}.ics")


def test_each_reads_their_own_alone(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    make.move(mina, newcomer="Minas", on=make.TODAY)
    make.move(pavel, newcomer="Pavels", on=make.TODAY)
    hers, his = (made(signed_in(person), shows="words") for person in (mina, pavel))

    assert "Minas" in Client().get(hers).text
    assert "Pavels" not in signed_in(pavel).get(hers).text
    assert "Minas" not in Client().get(his).text


def test_a_replaced_address_is_dead_on_the_very_next_request(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)
    old = made(client)
    assert Client().get(old).status_code == 200

    new = made(client)

    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_an_ended_address_is_dead_and_another_can_be_made(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)
    old = made(client)

    client.post("/plan/calendar/end/")

    assert Client().get(old).status_code == 404
    assert feed_standing(mina).is_open is False
    new = made(client)
    assert new != old
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_a_double_tap_makes_one_address(mina: Person) -> None:
    once = uuid7()

    first, second = (make_feed(by=mina, now=make.NOON, version=0, once=once) for _ in range(2))

    assert first == second
    assert feed_standing(mina).version == 1


def test_a_page_from_before_brings_no_old_address_back(mina: Person) -> None:
    once = uuid7()
    make_feed(by=mina, now=make.NOON, version=0, once=once)
    current = make_feed(by=mina, now=make.NOON, version=1)

    with pytest.raises(FeedChangedError):
        make_feed(by=mina, now=make.NOON, version=0, once=once)
    assert Client().get(f"/calendar/{current}.ics").status_code == 200

    end_feed(by=mina)
    with pytest.raises(FeedChangedError):
        make_feed(by=mina, now=make.NOON, version=1, once=once)


def test_the_page_says_so_when_it_was_changed_elsewhere(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)
    made(client)

    page = client.post(MAKE, {"version": "0"}, follow=True).text

    assert "changed on another page" in page
    assert "/calendar/" not in page.replace(PAGE, "")


def test_ending_twice_is_ending_once(mina: Person) -> None:
    make_feed(by=mina, now=make.NOON, version=0)

    end_feed(by=mina)
    end_feed(by=mina)

    assert feed_standing(mina).version == 2


def test_whoever_is_erased_has_no_address(mina: Person, signed_in: SignedIn) -> None:
    path = made(signed_in(mina), shows="words")

    erase_person(mina)

    assert Client().get(path).status_code == 404


# What is kept of the address


def test_the_address_is_shown_once_and_kept_as_a_hash(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)

    secret = made(client).removeprefix("/calendar/").removesuffix(".ics")

    assert secret not in client.get(PAGE).text
    row = Feed.objects.values().get(owner=mina)
    assert secret not in str(row)
    assert len(str(row["secret_hash"])) == 64


def test_two_addresses_share_nothing(mina: Person, pavel: Person) -> None:
    once = uuid7()

    secrets = {make_feed(by=person, now=make.NOON, version=0, once=once) for person in (mina, pavel)}

    assert len(secrets) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", secret) for secret in secrets)


def test_no_log_line_holds_an_address(mina: Person, signed_in: SignedIn, caplog: pytest.LogCaptureFixture) -> None:
    client = signed_in(mina)
    dead = made(client)
    secret = dead.removeprefix("/calendar/").removesuffix(".ics")
    with caplog.at_level(logging.DEBUG):
        Client().get(dead)
        Client().post(dead)
        made(client)
        Client().get(dead)

    ours = [record for record in caplog.records if not record.name.startswith("django.db")]
    assert any(secret in record.getMessage() for record in ours), "the record itself could have leaked"
    assert not [line for line in map(WithoutWords().format, ours) if secret in line]


def test_only_the_day_of_the_latest_reading_is_kept(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)
    path = made(client)
    assert "No calendar has read it yet." in client.get(PAGE).text

    Client().get(path)

    assert feed_standing(mina).last_read_on == timezone.localdate()
    assert "A calendar read it last on" in client.get(PAGE).text


def test_asked_for_the_head_alone_nothing_is_sent(mina: Person, signed_in: SignedIn) -> None:
    make.move(mina, on=make.TODAY)

    response = Client().head(made(signed_in(mina)))

    assert (response.status_code, response.content) == (200, b"")
