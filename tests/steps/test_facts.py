"""The ledger says that something was reached and when, and never what was written."""

from datetime import timedelta

from askel.people.models import Person
from askel.steps.actions import record_fact, record_fact_once, withdraw_fact
from askel.steps.models import Fact
from tests import make

ANSWERED, MAP_BEGUN, MOVE_DONE = Fact.Kind.ANSWERED, Fact.Kind.MAP_BEGUN, Fact.Kind.MOVE_DONE


def test_an_exercise_is_answered_once_however_often_it_is_told(mina: Person) -> None:
    record_fact(mina, ANSWERED, now=make.NOON, about="say-thank-you")
    record_fact(mina, ANSWERED, now=make.NOON + timedelta(days=1), about="say-thank-you")

    assert Fact.objects.of(mina).get().at == make.NOON


def test_a_move_is_done_as_often_as_it_is_done(mina: Person) -> None:
    record_fact(mina, MOVE_DONE, now=make.NOON)
    record_fact(mina, MOVE_DONE, now=make.NOON)

    assert Fact.objects.of(mina).count() == 2


def test_a_map_is_begun_once_and_by_each_for_themselves(mina: Person, pavel: Person) -> None:
    for person in (mina, mina, pavel):
        record_fact_once(person, MAP_BEGUN, now=make.NOON)

    assert Fact.objects.of(mina).count() == Fact.objects.of(pavel).count() == 1


def test_withdrawing_takes_away_that_fact_alone(mina: Person) -> None:
    for about in ("say-thank-you", "help-first"):
        record_fact(mina, ANSWERED, now=make.NOON, about=about)

    withdraw_fact(mina, ANSWERED, about="say-thank-you")

    assert [str(fact) for fact in Fact.objects.of(mina)] == ["answered help-first"]
