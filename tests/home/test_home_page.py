"""The front page as it is shown: the card of the one step, or the moves that wait."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from askel.errand.actions import note_tick
from askel.home.cards import next_card
from askel.home.rules import Situation, Step
from askel.letter.actions import owe_test, show_instead, take
from askel.letter.models import Letter
from askel.netmap.models import Contact
from askel.people.actions import erase_person
from askel.people.models import Person
from askel.plan.goals import close_goal
from askel.plan.models import Ending
from askel.sharing.actions import put_away, stop_showing
from askel.sharing.queries import NewWords, new_words
from askel.steps.models import Fact
from askel.steps.queries import edition
from tests import make
from tests.conftest import SignedIn


def text(client: Client, address: str = "/home/") -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("step", [step for step in Step if step not in {Step.CHECK_IN, Step.CATCH_UP}])
def test_each_step_has_a_card_that_leads_somewhere(step: Step, client: Client) -> None:
    card = next_card(step, Situation(contacts=1, undated=1, paused_until=make.TODAY), next(edition().exercises()))

    assert card is not None
    assert card.title
    assert card.button
    assert client.get(card.href).status_code == 302  # a page of Askel: it asks a visitor to sign in


@pytest.mark.parametrize("step", [Step.CHECK_IN, Step.CATCH_UP])
def test_moves_that_wait_are_their_own_cards(step: Step) -> None:
    assert next_card(step, Situation(due_today=1), None) is None


def test_somebody_new_begins_with_the_first_exercise(mina: Person, signed_in: SignedIn) -> None:
    assert 'href="/steps/tuning-in/what-stands-in-the-way/"' in text(signed_in(mina))


def test_done_on_the_front_page_changes_map_facts_and_the_front_page(mina: Person, signed_in: SignedIn) -> None:
    client, today = signed_in(mina), timezone.localdate()
    move = make.move(mina, on=today)
    assert f"/plan/moves/{move.pk}/check-in/" in text(client)

    client.post(f"/plan/moves/{move.pk}/check-in/", {"result": "done"})

    assert f"/plan/moves/{move.pk}/check-in/" not in text(client)
    assert Contact.objects.of(mina).get().last_encounter_on == today
    assert Fact.objects.of(mina).filter(kind=Fact.Kind.MOVE_DONE).count() == 1


def test_a_move_whose_day_has_passed_waits_without_blame(mina: Person, signed_in: SignedIn) -> None:
    make.move(mina, on=timezone.localdate() - timedelta(days=3))

    assert "One thing has waited for you" in text(signed_in(mina))


@pytest.mark.parametrize("moves", [1, 3])
def test_the_front_page_costs_the_same_whatever_waits(
    moves: int,
    mina: Person,
    signed_in: SignedIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(mina)
    for _ in range(moves):
        make.move(mina, on=timezone.localdate())

    with django_assert_num_queries(
        11
    ):  # session, person, six of the page, two of letters, one of new words; the key comes from the vault
        client.get("/home/")


def test_a_move_keeps_its_goal_when_it_is_changed_after_the_goal_ended(mina: Person, signed_in: SignedIn) -> None:
    goal = make.goal(mina)
    move = make.move(mina, goal=goal.pk)
    close_goal(goal, Ending.REACHED, by=mina, now=make.NOON)

    page = text(signed_in(mina), f"/plan/moves/{move.pk}/change/")

    assert f'value="{goal.pk}"' in page


def test_the_front_page_says_when_letters_have_not_left_for_minutes(mina: Person, signed_in: SignedIn) -> None:
    client, words = signed_in(mina), "Letters do not leave at the moment."
    assert words not in text(client)  # a loop that has never run is not missed

    note_tick(now=timezone.now() - timedelta(minutes=6))
    assert words in text(client)

    note_tick(now=timezone.now())
    assert words not in text(client)


def test_a_letter_that_came_too_late_is_told_of(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    now = timezone.now()
    owe_test(by=mina, now=now)
    show_instead(take(now) or Letter(), now=now)

    assert "could not leave in time" in text(signed_in(mina))
    assert "could not leave in time" not in text(signed_in(pavel))


WROTE, ANSWERED = "Somebody wrote to you about something that you show.", "Somebody answered what you wrote."


def test_new_words_are_told_once_until_they_are_read(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    now = timezone.now()
    hers, his = signed_in(mina), signed_in(pavel)
    share = make.share(mina, pavel, now=now)
    assert WROTE not in text(hers)

    remarks = [make.remark(share, "zwieback", now=now) for _ in range(3)]

    assert text(hers).count(WROTE) == 1
    assert "zwieback" not in text(hers)
    assert WROTE not in text(his)
    assert text(hers, "/shares/").count(">New<") == 3
    assert WROTE not in text(hers)
    assert ">New<" not in text(hers, "/shares/")

    make.answered(remarks[0], "knäckebröd", now=now)

    assert ANSWERED in text(his)
    assert "knäckebröd" not in text(his)
    assert ANSWERED not in text(hers)
    assert "New answer" in text(his, "/shared/")
    assert "knäckebröd" in text(his, f"/shared/{share.pk}/")
    assert ANSWERED not in text(his)
    assert "New answer" not in text(his, "/shared/")


def test_another_answer_is_new_again_and_one_that_is_not_shown_any_more_is_not_told(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    now, his = timezone.now(), signed_in(pavel)
    share = make.share(mina, pavel, now=now)
    remark = make.remark(share, now=now)
    make.answered(remark, "On Friday.", now=now)
    text(his, f"/shared/{share.pk}/")

    make.answered(remark, "On Monday.", now=timezone.now())
    assert ANSWERED in text(his)

    stop_showing(share, by=mina, now=timezone.now())
    assert ANSWERED not in text(his)


def test_what_was_written_before_a_share_ended_is_still_to_be_read(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    now, hers = timezone.now(), signed_in(mina)
    share = make.share(mina, pavel, now=now)
    make.remark(share, now=now)

    put_away(share.pk, by=pavel, now=timezone.now())

    assert WROTE in text(hers)
    text(hers, "/shares/")
    assert WROTE not in text(hers)


def test_whoever_is_being_erased_has_no_new_words() -> None:
    somebody = make.guest()
    gone = Person.objects.get(pk=somebody.pk)
    erase_person(somebody)

    assert new_words(gone, make.NOON) == NewWords()
