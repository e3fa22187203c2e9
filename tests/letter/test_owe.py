"""A letter is owed once for one cause, taken by one loop, and withdrawn while it has not left."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from askel.letter.actions import (
    Due,
    NoAddressError,
    drop,
    forget_ended_letters,
    give_up,
    mark_sent,
    owe,
    owe_all,
    owe_enclosed,
    owe_test,
    put_back,
    show_instead,
    take,
    try_later,
    withdraw,
)
from askel.letter.models import HOUSE, Enclosure, Letter
from askel.letter.rules import GIVE_UP_AFTER, LEASE
from askel.people.actions import choose_letters, erase_person
from askel.people.models import Letters, Person
from tests import make
from tests.errand.faster import another_is_faster
from tests.letter.kinds import UNWANTED, WEEKLY

HOUR = timedelta(hours=1)
LATER = make.NOON + LEASE + timedelta(seconds=1)
MARKER = "Zwieback-under-the-birch"


def owed(person: Person, kind: str = WEEKLY, about: str = "") -> None:
    owe(person, kind=kind, about=about, due_at=make.NOON, now=make.NOON)


def in_hand(person: Person) -> Letter:
    owed(person)
    letter = take(make.NOON)
    assert letter
    return letter


def as_held(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


def test_owing_twice_is_once_and_each_cause_person_and_day_has_its_own(mina: Person, pavel: Person) -> None:
    owed(mina)
    owed(mina)
    assert Letter.objects.count() == 1

    owed(pavel)
    owed(mina, about="another")
    owed(mina, kind=UNWANTED)
    owe(mina, kind=WEEKLY, due_at=make.NOON + 24 * HOUR, now=make.NOON)

    assert Letter.objects.count() == 5


def test_the_day_is_the_one_where_the_person_is(mina: Person, pavel: Person) -> None:
    pavel.time_zone = "Asia/Tokyo"
    for person in (mina, pavel):
        owe(person, kind=WEEKLY, due_at=make.NOON + 6 * HOUR, now=make.NOON)

    days = dict(Letter.objects.values_list("person", "due_on"))
    assert days == {mina.pk: date(2026, 11, 24), pavel.pk: date(2026, 11, 25)}


@pytest.mark.parametrize(
    ("to", "hours"),
    [("Asia/Tokyo", -7), ("America/New_York", 7), ("Europe/Tallinn", 0)],
)
def test_what_is_owed_keeps_its_hour_where_the_person_lives_now(to: str, hours: int, mina: Person) -> None:
    due_at = make.NOON + 24 * HOUR
    owe(mina, kind=WEEKLY, due_at=due_at, now=make.NOON)
    owe_test(by=mina, now=make.NOON)

    for zone in (to, to):
        choose_letters(mina, wish=Letters.MAIL, time_zone=zone, now=make.NOON)

    letter, test = Letter.objects.get(kind=WEEKLY), Letter.objects.get(kind="test")
    assert (letter.due_at, letter.next_try_at, letter.due_on) == (
        due_at + hours * HOUR,
        due_at + hours * HOUR,
        date(2026, 11, 25),
    )
    assert test.due_at == make.NOON  # it leaves at once, wherever that is


def test_it_keeps_its_hour_over_a_change_of_the_clocks(mina: Person) -> None:
    noon_in_april = datetime(2027, 4, 6, 9, tzinfo=UTC)  # in Helsinki
    owe(mina, kind=WEEKLY, due_at=noon_in_april, now=make.NOON)

    choose_letters(mina, wish=Letters.MAIL, time_zone="Asia/Tokyo", now=make.NOON)

    assert Letter.objects.get().due_at == datetime(2027, 4, 6, 3, tzinfo=UTC)


def test_what_was_tried_has_left_or_is_anothers_stays_as_it_is(mina: Person, pavel: Person) -> None:
    for about in ("tried", "sent"):
        owe(mina, kind=WEEKLY, about=about, due_at=make.NOON, now=make.NOON)
    owe(pavel, kind=WEEKLY, due_at=make.NOON, now=make.NOON)
    Letter.objects.filter(about="tried").update(tries=1)
    Letter.objects.filter(about="sent").update(next_try_at=None, sent_at=make.NOON)

    choose_letters(mina, wish=Letters.MAIL, time_zone="Asia/Tokyo", now=make.NOON)

    assert set(Letter.objects.values_list("due_at", flat=True)) == {make.NOON}
    assert Letter.objects.get(about="sent").next_try_at is None


def test_a_kind_that_nobody_writes_is_not_owed(mina: Person) -> None:
    with pytest.raises(KeyError):
        owed(mina, kind="nonsense")


def test_a_cause_that_is_taken_back_owes_nothing(mina: Person) -> None:
    with transaction.atomic():
        owed(mina)
        assert Letter.objects.exists()
        transaction.set_rollback(True)  # as when the cause fails

    assert not Letter.objects.exists()


def test_what_is_withdrawn_does_not_leave_and_may_be_owed_again(mina: Person) -> None:
    owed(mina)
    owed(mina, about="another")
    withdraw(mina, kind=WEEKLY)

    assert [letter.about for letter in Letter.objects.all()] == ["another"]
    owed(mina)
    assert Letter.objects.count() == 2


def test_what_has_left_cannot_be_withdrawn_and_is_not_sent_again(mina: Person) -> None:
    letter = in_hand(mina)
    mark_sent(letter, now=make.NOON)

    withdraw(mina, kind=WEEKLY)
    owed(mina)

    assert as_held(letter).sent_at == make.NOON
    assert take(LATER) is None


def test_one_is_owed_to_each_of_many_and_twice_is_once(mina: Person, pavel: Person, sam: Person) -> None:
    owed(pavel)
    people = Person.objects.exclude(pk=sam.pk)
    due = Due(make.NOON, make.TODAY)

    made = [owe_all(people, "id", kind=WEEKLY, due=due, now=make.NOON) for _ in range(2)]

    assert made == [1, 0]
    assert set(Letter.objects.values_list("person", flat=True)) == {mina.pk, pavel.pk}
    new = Letter.objects.get(person=mina)
    assert (new.pk.version, new.kind, new.due_at, new.due_on) == (7, WEEKLY, make.NOON, make.TODAY)
    assert (new.next_try_at, new.tries, new.is_pressing, new.lease, new.sent_at) == (make.NOON, 0, False, None, None)


def test_one_loop_has_a_letter_in_hand(mina: Person) -> None:
    first = in_hand(mina)

    assert take(make.NOON) is None
    second = take(LATER)

    assert second
    assert second.lease != first.lease


def test_when_another_loop_is_faster_the_next_letter_is_taken(mina: Person) -> None:
    owed(mina)
    owed(mina, about="second")
    theirs: list[Letter | None] = []

    with another_is_faster(lambda: theirs.append(take(make.NOON))):
        ours = take(make.NOON)

    assert ours
    assert {letter.about for letter in (*theirs, ours) if letter} == {"", "second"}


def test_whoever_lost_the_lease_changes_nothing(mina: Person) -> None:
    first = in_hand(mina)
    second = take(LATER)
    assert second

    mark_sent(first, now=LATER)
    try_later(first, now=LATER)
    show_instead(first, now=LATER)
    give_up(first, now=LATER)
    put_back(first)
    drop(first)

    held = as_held(second)
    assert (held.lease, held.tries, held.sent_at, held.late_at, held.given_up_at) == (second.lease, 0, None, None, None)


def test_those_that_a_person_waits_for_go_first(mina: Person) -> None:
    owe(mina, kind=WEEKLY, due_at=make.NOON - HOUR, now=make.NOON)
    owe_test(by=mina, now=make.NOON)

    kinds = [letter.kind for letter in (take(make.NOON), take(make.NOON)) if letter]

    assert kinds == ["test", WEEKLY]


def test_a_letter_for_later_is_left_until_then(mina: Person) -> None:
    owe(mina, kind=WEEKLY, due_at=make.NOON + HOUR, now=make.NOON)

    assert take(make.NOON) is None
    assert take(make.NOON + HOUR) is not None


def test_a_test_letter_needs_an_address() -> None:
    with pytest.raises(NoAddressError):
        owe_test(by=make.guest(), now=make.NOON)


def test_a_failed_try_comes_again_and_a_night_is_waited_for(mina: Person) -> None:
    letter = in_hand(mina)
    try_later(letter, now=make.NOON)
    assert as_held(letter).tries == 1
    again = take(make.NOON + timedelta(minutes=1))
    assert again

    put_back(again, until=make.NOON + 20 * HOUR)

    assert take(make.NOON + 19 * HOUR) is None
    assert take(make.NOON + 20 * HOUR) is not None


def test_a_letter_that_is_shown_instead_is_given_up_only_when_it_was_tried(mina: Person) -> None:
    never_tried = in_hand(mina)
    show_instead(never_tried, now=make.NOON + 25 * HOUR)
    assert as_held(never_tried).next_try_at is None

    owed(mina, about="tried")
    try_later(take(make.NOON) or never_tried, now=make.NOON)
    tried = take(make.NOON + 25 * HOUR)
    assert tried
    show_instead(tried, now=make.NOON + 25 * HOUR)

    assert as_held(tried).next_try_at == make.NOON + GIVE_UP_AFTER


def test_the_words_of_a_page_lie_sealed_and_go_with_the_letter(mina: Person) -> None:
    for person in (mina, None):
        owe_enclosed(MARKER, to=person, now=make.NOON)

    assert {row.owner for row in Enclosure.objects.all()} == {mina.pk, HOUSE}
    assert {row.words for row in Enclosure.objects.all()} == {MARKER}
    assert MARKER not in str(list(Enclosure.objects.values()))
    for _ in range(2):
        mark_sent(take(make.NOON) or Letter(), now=make.NOON)
    assert not Letter.objects.exists()
    assert not Enclosure.objects.exists()


def test_a_code_that_no_server_takes_leaves_nothing_either(mina: Person) -> None:
    owe_enclosed(MARKER, to=mina, now=make.NOON)

    give_up(take(make.NOON) or Letter(), now=make.NOON)

    assert not Letter.objects.exists()


def test_a_letter_to_somebody_who_took_their_address_away_is_dropped(mina: Person) -> None:
    letter = in_hand(mina)
    assert letter.person
    letter.person.email = None

    give_up(letter, now=make.NOON)

    assert not Letter.objects.exists()


def test_an_erased_persons_letters_go_with_them(mina: Person) -> None:
    owed(mina)
    owe_enclosed(MARKER, to=mina, now=make.NOON)

    erase_person(mina)

    assert not Letter.objects.exists()
    assert not Enclosure.objects.exists()


def test_ended_letters_are_forgotten_after_a_month_and_waiting_ones_are_not(mina: Person) -> None:
    mark_sent(in_hand(mina), now=make.NOON)
    owed(mina, about="waits")

    assert forget_ended_letters(now=make.NOON + timedelta(days=29)) == 0
    assert forget_ended_letters(now=make.NOON + timedelta(days=31)) == 1
    assert Letter.objects.get().about == "waits"
