"""People who stay away for two years are asked, twice, and erased 90 days later when they do not come."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertNumQueries

from askel.config.night import tidy
from askel.errand.actions import note_tick
from askel.letter.kinds import STAY
from askel.letter.models import Letter
from askel.letter.writing import is_wanted, message_of
from askel.people import actions, idle
from askel.people.idle import look_at_idle
from askel.people.models import Letters, Person
from askel.people.rules import Stay, idle_before, stay_of, stays_until
from tests import make
from tests.conftest import SignedIn
from tests.passkey import add_passkey

TODAY = make.TODAY  # 24 November 2026
LONG_AGO = date(2024, 11, 23)


def away(person: Person, *, visited: date = LONG_AGO, planned: date | None = None, asked: date | None = None) -> Person:
    Person.objects.filter(pk=person.pk).update(last_visit_on=visited, keep_until=planned, asked_on=asked)
    person.refresh_from_db()
    return person


def night(today: date = TODAY, *, loop_was_here: datetime | None = make.NOON) -> dict[str, int]:
    """The nightly look of that day, by a loop that ran the whole time."""
    now = make.NOON + (today - TODAY)
    return look_at_idle(today=today, now=now, loop_was_here=now if loop_was_here == make.NOON else loop_was_here)


def here(person: Person) -> bool:
    return Person.objects.filter(pk=person.pk).exists()


def asked_on(person: Person) -> date | None:
    return Person.objects.get(pk=person.pk).asked_on


@pytest.mark.parametrize(
    ("visited", "planned", "asked", "stay"),
    [
        (TODAY, None, None, Stay.KEPT),
        (None, None, None, Stay.KEPT),  # never here: nothing to reckon from
        (date(2024, 11, 24), None, None, Stay.KEPT),
        (date(2024, 11, 23), None, None, Stay.IDLE),
        (date(2000, 1, 1), None, None, Stay.IDLE),  # away for ever, and not asked yet
        (date(2000, 1, 1), date(2024, 11, 24), None, Stay.KEPT),
        (date(2000, 1, 1), date(2024, 11, 23), None, Stay.IDLE),
        (date(2000, 1, 1), None, TODAY, Stay.ASKED),
        (date(2000, 1, 1), None, TODAY - timedelta(days=89), Stay.ASKED),
        (date(2000, 1, 1), None, TODAY - timedelta(days=90), Stay.ERASED),
        (TODAY, None, TODAY - timedelta(days=400), Stay.KEPT),
    ],
)
def test_how_a_place_stands(visited: date | None, planned: date | None, asked: date | None, stay: Stay) -> None:
    assert stay_of(Person(last_visit_on=visited, keep_until=planned, asked_on=asked), TODAY) == stay


@pytest.mark.parametrize(
    ("today", "before"),
    [
        (date(2026, 11, 24), date(2024, 11, 24)),
        (date(2026, 1, 31), date(2024, 1, 31)),
        (date(2024, 2, 29), date(2022, 2, 28)),
        (date(2026, 2, 28), date(2024, 2, 28)),
        (date(2026, 12, 31), date(2024, 12, 31)),
    ],
)
def test_two_years_are_counted_in_months(today: date, before: date) -> None:
    assert idle_before(today) == before


@given(st.dates(date(2024, 1, 1), date(2060, 1, 1)))
def test_nobody_is_erased_before_the_day_the_page_says(visited: date) -> None:
    person = Person(last_visit_on=visited)
    told = stays_until(person)
    assert told

    person.asked_on = next(
        day for day in (visited + timedelta(days=n) for n in range(720, 740)) if stay_of(person, day) == Stay.IDLE
    )

    assert stay_of(person, told - timedelta(days=1)) != Stay.ERASED
    assert stay_of(person, person.asked_on + timedelta(days=89)) == Stay.ASKED
    assert stay_of(person, person.asked_on + timedelta(days=90)) == Stay.ERASED


def test_whoever_was_never_here_has_no_day() -> None:
    assert stays_until(Person()) is None


def test_they_are_asked_by_two_letters_and_erased_after_90_days(mina: Person, pavel: Person) -> None:
    away(mina)

    assert night() == {"asked": 1, "erased": 0}
    assert night(TODAY + timedelta(days=1)) == {"asked": 0, "erased": 0}
    assert night(TODAY + timedelta(days=89)) == {"asked": 0, "erased": 0}

    first, second = Letter.objects.of(mina).order_by("due_at")
    assert second.due_at - first.due_at == timedelta(days=30)
    assert night(TODAY + timedelta(days=90)) == {"asked": 0, "erased": 1}
    assert list(Person.objects.all()) == [pavel]


def test_the_letter_says_the_day_and_comes_to_those_without_reminders_too(mina: Person) -> None:
    mina.letters = Letters.NONE
    mina.save()
    away(mina)
    night()

    letter = Letter.objects.filter(kind=STAY).earliest("due_at")
    assert is_wanted(letter)
    message = message_of(letter)
    assert message
    assert message.subject == "Do you still want your place in Askel?"
    assert "Sign in before Monday 22 February" in message.body
    assert "/letters/stop/" not in message.body


def test_a_visit_clears_the_question(mina: Person, signed_in: SignedIn) -> None:
    away(mina)
    night()
    letters = list(Letter.objects.filter(kind=STAY))
    assert all(message_of(letter) for letter in letters)

    signed_in(mina)

    assert asked_on(mina) is None
    assert [message_of(letter) for letter in Letter.objects.filter(kind=STAY)] == [None, None]
    assert night(timezone.localdate() + timedelta(days=90)) == {"asked": 0, "erased": 0}


def test_a_letter_of_an_earlier_question_is_not_sent(mina: Person) -> None:
    away(mina)
    night()
    away(mina, asked=TODAY + timedelta(days=5))

    assert [message_of(letter) for letter in Letter.objects.filter(kind=STAY)] == [None, None]


def test_guests_and_the_cast_of_the_demo_are_not_asked(pavel: Person) -> None:
    away(make.guest())
    Person.objects.filter(pk=away(pavel).pk).update(demo_name="pavel")

    assert night() == {"asked": 0, "erased": 0}


def test_whoever_has_passkeys_alone_is_treated_the_same_without_letters(signed_in: SignedIn) -> None:
    one = make.guest()
    browser = signed_in(one)
    add_passkey(browser)
    browser.post("/sign-in/return/", {"code": one.return_code})
    add_passkey(browser)
    page = browser.get("/account/").text
    assert "so the question cannot reach you" in page
    away(one)

    assert night() == {"asked": 1, "erased": 0}
    assert not Letter.objects.filter(kind=STAY).exists()
    assert night(TODAY + timedelta(days=90)) == {"asked": 0, "erased": 1}


@pytest.mark.parametrize("was_here", [None, make.NOON - timedelta(days=8)])
def test_an_askel_that_was_off_for_long_erases_nobody_and_asks_anew(was_here: datetime | None, mina: Person) -> None:
    """They were asked, then it was switched off: no letter left, and nobody could come in."""
    away(mina, asked=TODAY - timedelta(days=800))

    assert night(loop_was_here=was_here) == {"asked": 0, "erased": 0}

    assert here(mina)
    tomorrow = TODAY + timedelta(days=1)
    assert night(tomorrow) == {"asked": 1, "erased": 0}
    assert night(tomorrow + timedelta(days=89))["erased"] == 0
    assert night(tomorrow + timedelta(days=90))["erased"] == 1


def test_a_start_after_years_erases_nobody(mina: Person) -> None:
    away(mina, visited=date(2001, 1, 1), asked=date(2003, 2, 1))
    note_tick(now=timezone.now() - timedelta(days=4000))

    assert tidy()["idle_erased"] == 0

    assert here(mina)
    assert asked_on(mina) is None


def test_the_nightly_work_asks(mina: Person) -> None:
    away(mina, visited=date(2001, 1, 1))
    note_tick(now=timezone.now())

    assert tidy()["idle_asked"] == 1
    assert asked_on(mina) == timezone.localdate()


def test_whoever_comes_back_between_the_list_and_their_turn_is_neither_asked_nor_erased(
    mina: Person, pavel: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def come_back(person: Person, *_: object) -> None:
        Person.objects.exclude(pk=person.pk).update(last_visit_on=TODAY, asked_on=None)

    for person in (mina, pavel):
        away(person)
    monkeypatch.setattr(idle.asked, "heard_by", [come_back])
    assert night() == {"asked": 1, "erased": 0}

    for person in (mina, pavel):
        away(person, asked=TODAY - timedelta(days=90))
    erase = actions.erase_person

    def erase_and_let_in(person: Person) -> None:
        come_back(person)
        erase(person)

    monkeypatch.setattr(actions, "erase_person", erase_and_let_in)
    assert night() == {"asked": 0, "erased": 1}


@pytest.mark.parametrize("many", [1, 3])
def test_a_night_without_idle_people_costs_two_queries(many: int) -> None:
    for _ in range(many):
        make.person(uuid4().hex)

    with assertNumQueries(2):
        night()


def test_the_account_says_until_when_the_place_is_kept(mina: Person, signed_in: SignedIn) -> None:
    page = signed_in(mina).get("/account/").text

    kept = stays_until(Person.objects.get(pk=mina.pk))
    assert kept
    assert "When you have not come for 24 months" in page
    assert "The question comes by e-mail, twice." in page
    assert f"{kept:%A} {kept.day} {kept:%B} {kept.year} at the earliest" in page
