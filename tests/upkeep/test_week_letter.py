"""At most one letter a week says that something waits: to whoever has something due, on their day, and without a name."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from askel.config.night import tidy_by_night
from askel.errand.models import Errand
from askel.letter.models import Letter
from askel.letter.writing import message_of
from askel.netmap.actions import keep_snapshot, record_encounter
from askel.netmap.models import Contact
from askel.people.models import Letters, Person
from askel.plan.pace import pause, set_look
from askel.steps.models import Fact
from askel.upkeep.actions import snooze
from askel.upkeep.week import WEEK, owe_week_letters
from tests import make

SUNDAY_NIGHT = datetime(2026, 11, 29, 1, tzinfo=UTC)
MONDAY_NIGHT = datetime(2026, 11, 30, 1, tzinfo=UTC)  # three o'clock in Helsinki
NINE = datetime(2026, 11, 30, 7, tzinfo=UTC)


def owed() -> list[tuple[Person | None, datetime]]:
    return [(letter.person, letter.due_at) for letter in Letter.objects.filter(kind=WEEK).order_by("due_at")]


def the_letter(person: Person) -> EmailMessage | None:
    """As it would leave now."""
    today = timezone.localdate()
    return message_of(Letter(person=person, kind=WEEK, due_at=timezone.now(), due_on=today))


def losing(owner: Person, nickname: str = "Zwetlana") -> Contact:
    anna = make.rhythm(owner, nickname)
    record_encounter(anna, by=owner, on=timezone.localdate() - timedelta(days=40), now=timezone.now())
    return anna


def test_it_is_owed_once_on_monday_at_nine_to_whoever_has_something_due(mina: Person, pavel: Person) -> None:
    make.rhythm(mina, days_ago=40)
    make.rhythm(mina, "Leila", days_ago=90)
    make.rhythm(pavel, days_ago=1)

    assert [owe_week_letters(now=at) for at in (make.NOON, SUNDAY_NIGHT, MONDAY_NIGHT, MONDAY_NIGHT)] == [0, 0, 1, 0]
    assert owed() == [(mina, NINE)]


def test_nine_is_where_the_person_is(mina: Person, pavel: Person) -> None:
    for person, zone in ((mina, "Pacific/Auckland"), (pavel, "America/Los_Angeles")):
        make.rhythm(person, days_ago=40)
        person.time_zone = zone
        person.save(update_fields=["time_zone"])

    nights = [MONDAY_NIGHT + timedelta(days=days) for days in (-1, 0, 1)]
    assert [owe_week_letters(now=at) for at in nights] == [1, 1, 0]
    assert owed() == [
        (mina, datetime(2026, 11, 29, 20, tzinfo=UTC)),
        (pavel, datetime(2026, 11, 30, 17, tzinfo=UTC)),
    ]


def test_whoever_wants_no_letter_or_has_no_address_is_owed_none(mina: Person) -> None:
    guest = make.guest()
    for person in (mina, guest):
        make.rhythm(person, days_ago=40)
    mina.letters = Letters.NONE
    mina.save(update_fields=["letters"])

    assert owe_week_letters(now=MONDAY_NIGHT) == 0


def test_whoever_chose_a_day_for_the_week_has_it_then_and_not_on_monday(mina: Person) -> None:
    make.rhythm(mina, days_ago=40)
    set_look(2, 17, by=mina, now=make.NOON)

    assert owe_week_letters(now=MONDAY_NIGHT) == 0
    assert owe_week_letters(now=MONDAY_NIGHT + timedelta(days=2)) == 1
    assert owed() == [(mina, datetime(2026, 12, 2, 15, tzinfo=UTC))]


def test_another_hour_takes_the_letter_along_and_once_it_has_left_there_is_no_other(mina: Person) -> None:
    make.rhythm(mina, days_ago=40)
    owe_week_letters(now=MONDAY_NIGHT)
    choice = MONDAY_NIGHT + timedelta(hours=5)

    set_look(0, 20, by=mina, now=choice)
    assert owed() == [(mina, datetime(2026, 11, 30, 18, tzinfo=UTC))]

    set_look(2, 20, by=mina, now=choice)
    assert owed() == []
    set_look(None, None, by=mina, now=MONDAY_NIGHT)
    assert owed() == [(mina, NINE)]

    Letter.objects.update(sent_at=NINE, next_try_at=None)
    set_look(0, 20, by=mina, now=choice)
    assert owed() == [(mina, NINE)]


def test_the_maps_day_is_a_reason(mina: Person) -> None:
    make.contact(mina)
    assert owe_week_letters(now=MONDAY_NIGHT) == 0

    Fact.objects.of(mina).update(at=MONDAY_NIGHT - timedelta(days=93))
    assert owe_week_letters(now=MONDAY_NIGHT) == 1


def test_the_letter_names_nobody_and_no_number(mina: Person) -> None:
    losing(mina)

    letter = the_letter(mina)

    assert letter
    assert letter.subject == "Something waits for you in Askel"
    assert "http://localhost:8000/keep/" in letter.body
    assert "Zwetlana" not in letter.subject + letter.body
    assert "1" not in letter.body.split("http")[0]


def test_it_does_not_leave_when_nothing_waits_any_more(mina: Person) -> None:
    anna = losing(mina)
    assert the_letter(mina)

    snooze(anna, by=mina, today=timezone.localdate())
    assert the_letter(mina) is None


def test_it_does_not_leave_in_a_pause(mina: Person) -> None:
    losing(mina)
    pause(timezone.localdate() + timedelta(days=7), by=mina, now=timezone.now())

    assert the_letter(mina) is None


@pytest.mark.parametrize(("days", "leaves"), [(2, False), (7, True)])
def test_there_is_one_a_week(days: int, leaves: bool, mina: Person) -> None:  # noqa: FBT001 - a row of the table
    losing(mina)
    then = timezone.now() - timedelta(days=days)
    Letter.objects.create(person=mina, kind=WEEK, due_at=then, due_on=then.date(), made_at=then, sent_at=then)

    assert bool(the_letter(mina)) == leaves


def test_a_week_that_was_not_looked_at_is_a_reason(mina: Person) -> None:
    assert the_letter(mina) is None

    here = timezone.localtime()
    set_look(here.weekday(), here.hour, by=mina, now=timezone.now())
    assert the_letter(mina)


def test_on_the_maps_day_it_leaves_until_the_map_is_kept(mina: Person) -> None:
    for number in range(5):
        make.contact(mina, f"Friend {number}")
    assert the_letter(mina) is None  # that the map has begun is no reason
    now = timezone.now()
    Contact.objects.of(mina).update(made_at=now - timedelta(days=93))
    assert the_letter(mina)

    keep_snapshot(by=mina, now=now, today=timezone.localdate(now))
    assert the_letter(mina) is None


def test_the_nightly_work_owes_it(mina: Person) -> None:
    soon = timezone.localtime() + timedelta(hours=1)
    set_look(soon.weekday(), soon.hour, by=mina, now=timezone.now() - timedelta(days=2))

    tidy_by_night(Errand(), lambda _: None)

    assert [person for person, _ in owed()] == [mina]
