"""What fits after what came of a move: one table, and one tap that plans it."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from askel.netmap.actions import take_off
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.plan.actions import finish_move, tell_outcome
from askel.plan.follow_ups import FollowUp, follow_ups
from askel.plan.ideas import find_idea
from askel.plan.models import Move, Outcome
from tests import make
from tests.conftest import SignedIn

SOON, WEEKS, NAMES = (FollowUp.SOON, 1), (FollowUp.WEEKS, 17), (FollowUp.NAMES, 3)
TABLE = {
    "nothing was told": (None, True, []),
    "met for the first time": (Outcome.MET, True, [SOON, NAMES, WEEKS]),
    "met again": (Outcome.MET, False, [SOON, NAMES]),
    "advice at the first talk": (Outcome.ADVICE, True, [SOON, NAMES, WEEKS]),
    "advice again": (Outcome.ADVICE, False, [SOON, NAMES]),
    "introduced": (Outcome.INTRODUCED, True, [(FollowUp.INTRODUCER, 1)]),
    "an answer": (Outcome.ANSWERED, True, [(FollowUp.TALK, 2)]),
    "a lead": (Outcome.LEAD, False, [(FollowUp.THANK, 1)]),
    "an interview": (Outcome.INTERVIEW, False, [SOON, (FollowUp.THANK, 1)]),
    "work": (Outcome.WORK, False, [(FollowUp.THANK, 1)]),
    "a place to study": (Outcome.STUDY, False, [(FollowUp.THANK, 1)]),
    "nothing yet": (Outcome.NOTHING_YET, True, [(FollowUp.REMIND, 7)]),
}


@pytest.mark.parametrize(("outcome", "is_first", "expected"), TABLE.values(), ids=TABLE.keys())
def test_each_outcome_has_its_follow_ups(
    outcome: Outcome | None,
    is_first: bool,  # noqa: FBT001 - a row of a table
    expected: list[tuple[FollowUp, int]],
) -> None:
    fitting = follow_ups(outcome, done_on=make.TODAY, today=make.TODAY, is_first=is_first)

    assert [(one.kind, (one.on - make.TODAY).days) for one in fitting] == expected


def test_a_first_meeting_is_followed_within_48_hours_and_in_two_to_three_weeks() -> None:
    days = {
        one.kind: (one.on - make.TODAY).days
        for one in follow_ups(Outcome.MET, done_on=make.TODAY, today=make.TODAY, is_first=True)
    }

    assert days[FollowUp.SOON] <= 2
    assert 14 <= days[FollowUp.WEEKS] <= 21


def test_what_is_planned_already_is_not_offered_and_no_day_is_past() -> None:
    later = make.TODAY + timedelta(days=10)

    fitting = follow_ups(Outcome.MET, done_on=make.TODAY, today=later, is_first=True, planned={FollowUp.NAMES.idea})

    assert [(one.kind, one.on) for one in fitting] == [
        (FollowUp.SOON, later),
        (FollowUp.WEEKS, make.TODAY + timedelta(days=17)),
    ]


@pytest.mark.parametrize("kind", FollowUp)
@pytest.mark.parametrize("language", ["en", "fi"])
def test_each_follow_up_takes_its_words_from_an_idea(kind: FollowUp, language: str) -> None:
    idea = find_idea(kind.idea, language)

    assert idea
    assert idea.language == language


def done(person: Person, outcome: Outcome | None, goal: UUID | None = None) -> Move:
    now, today = timezone.now(), timezone.localdate()
    move = make.move(person, on=today, factor="the evening course", goal=goal)
    said = finish_move(move, by=person, now=now, today=today)
    tell_outcome(said, outcome, "", by=person, version=1)
    return move


def test_one_tap_plans_it_with_day_person_and_words(mina: Person, signed_in: SignedIn) -> None:
    goal = make.goal(mina)
    move = done(mina, Outcome.MET, goal=goal.pk)
    client = signed_in(mina)
    assert client.get(f"/plan/moves/{move.pk}/").text.count("Plan this") == 3

    page = client.post(f"/plan/moves/{move.pk}/follow-up/", {"kind": "soon"}, follow=True).text

    planned = Move.objects.of(mina).open().get()
    assert (planned.contact, planned.goal, planned.factor) == (move.contact, goal, "the evening course")
    assert planned.on == timezone.localdate() + timedelta(days=1)
    assert (planned.what, planned.idea, planned.minutes) == (
        "I write, thank for the talk, and name one thing I remember.",
        "follow-up-48-hours",
        5,
    )
    assert "You can change it as you like." in page
    assert client.get(f"/plan/moves/{move.pk}/").text.count("Plan this") == 2


def test_two_taps_plan_one_move(mina: Person, signed_in: SignedIn) -> None:
    move = done(mina, Outcome.NOTHING_YET)
    client = signed_in(mina)
    form = {"kind": "remind", "once": "019ab000-0000-7000-8000-000000000001"}

    for _ in range(2):
        client.post(f"/plan/moves/{move.pk}/follow-up/", form)

    assert Move.objects.of(mina).open().count() == 1


@pytest.mark.parametrize("kind", ["introducer", "riches", ""])
def test_what_does_not_fit_is_not_planned(kind: str, mina: Person, signed_in: SignedIn) -> None:
    move = done(mina, Outcome.MET)

    answer = signed_in(mina).post(f"/plan/moves/{move.pk}/follow-up/", {"kind": kind})

    assert answer["Location"] == f"/plan/moves/{move.pk}/"
    assert not Move.objects.of(mina).open().exists()


def test_a_full_plan_says_so(mina: Person, signed_in: SignedIn) -> None:
    move = done(mina, Outcome.MET)
    Move.objects.bulk_create([Move(owner=mina, what="x", made_at=make.NOON) for _ in range(200)])

    page = signed_in(mina).post(f"/plan/moves/{move.pk}/follow-up/", {"kind": "soon"}, follow=True).text

    assert "200 moves are open." in page


def test_nothing_is_offered_towards_somebody_off_the_map(mina: Person, signed_in: SignedIn) -> None:
    move = done(mina, Outcome.MET)
    take_off(Contact.objects.of(mina).get(), by=mina, now=make.NOON)

    assert "Plan this" not in signed_in(mina).get(f"/plan/moves/{move.pk}/").text


def test_no_answer_offers_another_person_too(mina: Person, signed_in: SignedIn) -> None:
    move = done(mina, Outcome.NOTHING_YET)

    page = signed_in(mina).get(f"/plan/moves/{move.pk}/").text

    assert page.count("Plan this") == 1
    assert "Or ask another person instead" in page


def test_a_move_that_is_open_or_told_nothing_offers_nothing(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)

    for move in (make.move(mina), done(mina, None)):
        assert "Plan this" not in client.get(f"/plan/moves/{move.pk}/").text
