"""Work behind the page: done once, by whoever holds the lease, tried again when it fails, forgotten when it is old."""

from datetime import date, timedelta

import pytest

from askel.errand.actions import (
    LeaseLostError,
    ask,
    ask_nightly,
    fail,
    finish,
    forget_ended_errands,
    note_tick,
    put_back,
    renew,
    take,
    tell,
)
from askel.errand.models import Errand, Tick
from askel.errand.queries import errand_of, last_tick, night_of, result_bytes, standing
from askel.errand.rules import LEASE, is_missed, is_night_due, is_running, next_try
from askel.errand.running import do
from askel.people.actions import erase_person
from askel.people.models import Person
from tests import make
from tests.errand import works
from tests.errand.faster import another_is_faster

LATER = make.NOON + LEASE + timedelta(seconds=1)


def asked(owner: Person | None, kind: str = works.BYTES) -> Errand:
    return ask(kind, "about-it", by=owner, now=make.NOON)


def in_hand(owner: Person | None, kind: str = works.BYTES) -> Errand:
    asked(owner, kind)
    errand = take(make.NOON)
    assert errand
    return errand


def as_held(errand: Errand) -> Errand:
    return Errand.objects.get(pk=errand.pk)


def test_what_was_asked_is_done_and_its_result_is_the_owners(mina: Person, pavel: Person) -> None:
    errand = in_hand(mina)

    do(errand)

    done = errand_of(mina, errand.pk)
    assert done
    assert (standing(done).progress, standing(done).is_done, standing(done).has_failed) == (100, True, False)
    assert result_bytes(done) == b"%PDF-\x00"
    assert errand_of(pavel, errand.pk) is None
    assert take(LATER) is None


def test_a_result_lies_sealed(mina: Person) -> None:
    errand = in_hand(mina, works.WORDS)

    do(errand)

    assert as_held(errand).result == "Zwieback for about-it"
    assert "Zwieback" not in str(list(Errand.objects.values()))


def test_work_for_the_house_has_no_owner_and_no_result() -> None:
    errand = in_hand(None)

    finish(errand, None, now=make.NOON)

    assert as_held(errand).result == ""


def test_a_kind_that_nobody_does_is_not_taken_on(mina: Person) -> None:
    with pytest.raises(AssertionError):
        asked(mina, "nonsense")


def test_what_is_in_hand_is_nobody_elses_until_the_lease_ends(mina: Person) -> None:
    in_hand(mina)

    assert take(make.NOON) is None
    assert take(LATER) is not None


def test_when_another_loop_is_faster_the_next_errand_is_taken(mina: Person) -> None:
    first, second = sorted((asked(mina), asked(mina)), key=lambda errand: errand.pk)
    theirs: list[Errand | None] = []

    with another_is_faster(lambda: theirs.append(take(make.NOON))):
        ours = take(make.NOON)

    assert theirs == [first]
    assert ours == second


def test_a_lease_that_is_renewed_goes_on(mina: Person) -> None:
    errand = in_hand(mina)

    assert renew(errand, now=LATER)

    assert take(LATER) is None


def test_whoever_lost_the_lease_changes_nothing(mina: Person) -> None:
    first = in_hand(mina)
    second = take(LATER)
    assert second

    assert not renew(first, now=LATER)
    with pytest.raises(LeaseLostError):
        tell(first, 10)
    with pytest.raises(LeaseLostError):
        finish(first, b"", now=LATER)
    fail(first, now=LATER)
    put_back(first)

    held = as_held(second)
    assert (held.lease, held.progress, held.tries, held.done_at) == (second.lease, 0, 1, None)  # the first try was lost


def test_work_whose_lease_went_elsewhere_is_left_to_the_other(mina: Person) -> None:
    errand = in_hand(mina, works.LOST)

    do(errand)

    assert as_held(errand).done_at is None
    assert as_held(errand).tries == 0


def test_what_is_put_back_is_taken_at_once(mina: Person) -> None:
    put_back(in_hand(mina))

    assert take(make.NOON) is not None


def test_work_that_fails_is_tried_again_later_each_time_and_then_given_up(mina: Person) -> None:
    asked(mina, works.BROKEN)
    tries = []
    for hour in range(9):
        Errand.objects.update(due_at=make.NOON)
        if errand := take(make.NOON + timedelta(hours=hour)):
            do(errand)
            fail(errand, now=make.NOON)  # a second word about the same try says nothing
            tries.append((as_held(errand).tries, standing(as_held(errand)).has_failed))

    assert tries == [(1, False), (2, False), (3, False), (4, False), (5, True)]


def test_work_that_ends_its_loop_each_time_is_given_up(mina: Person, pavel: Person) -> None:
    poison, other = asked(mina), asked(pavel)
    Errand.objects.filter(pk=other.pk).update(due_at=make.NOON + timedelta(minutes=30))

    at = [make.NOON + LEASE * 2 * number for number in range(7)]
    taken = [take(now) for now in at]

    assert taken == [poison] * 5 + [None] * 2
    assert standing(as_held(poison)).has_failed
    assert take(make.NOON + timedelta(minutes=30)) == other


def test_each_wait_is_longer_than_the_one_before() -> None:
    times = [next_try(tries, make.NOON) for tries in (1, 2, 3, 4)]

    assert times == sorted(time for time in times if time)
    assert len(set(times)) == 4
    assert next_try(5, make.NOON) is None


@pytest.mark.parametrize(("said", "kept"), [(-3, 0), (40, 40), (900, 100)])
def test_progress_is_of_a_hundred(said: int, kept: int, mina: Person) -> None:
    errand = in_hand(mina)

    tell(errand, said)

    assert as_held(errand).progress == kept


def test_results_end_after_a_day_and_rows_after_a_month(mina: Person) -> None:
    errand = in_hand(mina)
    do(errand)
    expires_at = as_held(errand).expires_at
    assert expires_at

    assert forget_ended_errands(now=expires_at + timedelta(seconds=1)) == 0
    assert as_held(errand).result == ""
    assert as_held(errand).expires_at is None
    assert forget_ended_errands(now=expires_at + timedelta(days=40)) == 1


def test_an_erased_persons_errands_go_with_them(mina: Person) -> None:
    errand = in_hand(mina)

    erase_person(mina)

    with pytest.raises(LeaseLostError):
        finish(errand, b"", now=make.NOON)
    assert not Errand.objects.exists()


def test_the_loop_says_when_it_went_round() -> None:
    assert last_tick() is None
    note_tick(now=make.NOON)
    note_tick(now=LATER)

    assert last_tick() == LATER
    assert Tick.objects.count() == 1


def test_a_loop_is_running_for_seconds_and_missed_after_minutes() -> None:
    seconds, minutes = make.NOON + timedelta(seconds=15), make.NOON + timedelta(minutes=6)

    assert is_running(make.NOON, seconds)
    assert not is_running(make.NOON, minutes)
    assert not is_running(None, make.NOON)
    assert is_missed(make.NOON, minutes)
    assert not is_missed(make.NOON, seconds)
    assert not is_missed(None, minutes)


def test_the_nightly_work_is_asked_once_a_night() -> None:
    note_tick(now=make.NOON)
    asked_for = [ask_nightly(works.WORDS, night=make.TODAY, now=make.NOON) for _ in range(2)]

    assert asked_for[0] is not None
    assert asked_for[1] is None
    assert night_of() == make.TODAY
    assert ask_nightly(works.WORDS, night=make.TODAY + timedelta(days=1), now=make.NOON) is not None
    assert Errand.objects.count() == 2


@pytest.mark.parametrize(
    ("night_of", "hour", "is_due"),
    [(None, 4, True), (None, 1, False), (make.TODAY, 4, False), (make.TODAY - timedelta(days=1), 4, True)],
)
def test_the_night_begins_at_three(night_of: date | None, hour: int, is_due: bool) -> None:  # noqa: FBT001 - a table
    assert is_night_due(night_of, make.NOON.replace(hour=hour)) is is_due
