"""The viewer's side: what is open now, each page of it a look, and gone at the next request."""

from collections.abc import Callable
from datetime import timedelta
from unittest import mock

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from askel.netmap.actions import forget_contact
from askel.people.actions import erase_person
from askel.people.models import Person
from askel.plan.models import Goal
from askel.sharing.actions import look_at, stop_showing
from askel.sharing.models import Line, Look, Share
from askel.vault.keys import destroy_key
from tests import make
from tests.conftest import SignedIn

HOUR = timedelta(hours=1)


def shown_goal(owner: Person, viewer: Person) -> Share:
    return make.share(owner, viewer, Line.GOAL, goal=make.goal(owner, "zwieback"), now=timezone.now())


def test_the_page_shows_the_line_as_it_is_now_and_is_kept_by_nobody(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    share, browser = shown_goal(mina, pavel), signed_in(pavel)
    page = browser.get(f"/shared/{share.pk}/")
    assert "zwieback" in page.text
    assert page["Cache-Control"] == "no-store"

    goal = Goal.objects.get()
    goal.wish = "knäckebröd"
    goal.save()

    assert "knäckebröd" in browser.get(f"/shared/{share.pk}/").text


def test_the_list_says_what_is_open_and_no_word_of_it(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    share, browser = shown_goal(mina, pavel), signed_in(pavel)

    page = browser.get("/shared/").text

    assert f'href="/shared/{share.pk}/"' in page
    assert "zwieback" not in page
    assert not Look.objects.exists()
    assert "Nobody shows you anything now." in signed_in(mina).get("/shared/").text


def test_a_look_is_written_once_an_hour_without_the_minute(mina: Person, pavel: Person) -> None:
    share = make.share(mina, pavel)
    minutes = timedelta(minutes=17)

    for at in (make.NOON + minutes, make.NOON + 2 * minutes, make.NOON + HOUR + minutes):
        look_at(share.pk, by=pavel, now=at)

    assert sorted(share.looks.values_list("hour", flat=True)) == [make.NOON, make.NOON + HOUR]
    assert {str(look) for look in share.looks.all()} == {f"look {look.pk}" for look in share.looks.all()}


ENDS: dict[str, Callable[[Share], object]] = {
    "stopped": lambda share: stop_showing(share, by=share.owner, now=timezone.now()),
    "over": lambda _: Share.objects.update(made_at=F("made_at") - HOUR, ends_at=timezone.now()),
    "line deleted": lambda _: Goal.objects.all().delete(),
    "owner erased": lambda share: erase_person(share.owner),
    "key destroyed": lambda share: destroy_key(share.owner_id),  # the first half of an erase
}


@pytest.mark.parametrize("end", ENDS)
def test_what_has_ended_is_gone_at_the_next_request(end: str, mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    share, browser = shown_goal(mina, pavel), signed_in(pavel)
    assert browser.get(f"/shared/{share.pk}/").status_code == 200

    ENDS[end](share)

    assert browser.get(f"/shared/{share.pk}/").status_code == 404
    said = {"said": "question", "words": "When?"}
    assert browser.post(f"/shared/{share.pk}/say/", said).status_code == 404
    if end != "key destroyed":
        assert str(share.pk) not in browser.get("/shared/").text


def test_when_the_viewer_is_erased_the_share_goes_with_its_looks(mina: Person, pavel: Person) -> None:
    share = make.share(mina, pavel)
    look_at(share.pk, by=pavel, now=make.NOON)
    stale = Person.objects.get(pk=pavel.pk)

    erase_person(pavel)

    assert look_at(share.pk, by=stale, now=make.NOON) is None
    assert not Share.objects.exists()
    assert not Look.objects.exists()


def test_when_a_contact_is_forgotten_the_words_of_a_shown_move_go_too(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    move = make.move(mina, "zwieback", newcomer="Leila")
    share = make.share(mina, pavel, Line.MOVE, move=move, now=timezone.now())
    assert move.contact

    forget_contact(move.contact, by=mina)

    page = signed_in(pavel).get(f"/shared/{share.pk}/").text
    assert "Its words have been taken away." in page
    assert "Leila" not in page
    assert "zwieback" not in page


@pytest.mark.parametrize("line", [Line.OUTLINE, Line.MAP])
def test_an_empty_map_says_so(line: Line, mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    share = make.share(mina, pavel, line, now=timezone.now())

    assert "Nobody is on the map yet." in signed_in(pavel).get(f"/shared/{share.pk}/").text


def test_only_its_viewer_gets_a_share_and_cannot_show_it_on(
    mina: Person, pavel: Person, sam: Person, signed_in: SignedIn
) -> None:
    share = shown_goal(mina, pavel)

    for browser in (signed_in(sam), signed_in(mina)):
        assert browser.get(f"/shared/{share.pk}/").status_code == 404
    assert Client().get(f"/shared/{share.pk}/").status_code == 302
    assert signed_in(pavel).get(f"/share/goal/{share.goal_id}/").status_code == 404
    assert "/share/" not in signed_in(pavel).get(f"/shared/{share.pk}/").text
    assert signed_in(pavel).post(f"/shares/{share.pk}/stop/").status_code == 404


def test_the_list_is_told_a_page_at_a_time(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    browser = signed_in(pavel)
    with mock.patch("askel.sharing.queries.A_PAGE", 2):
        shares = [str(make.share(mina, pavel, now=timezone.now()).pk) for _ in range(3)]
        first, second = browser.get("/shared/").text, browser.get("/shared/?page=2").text

        assert [pk in first for pk in shares] == [False, True, True]
        assert [pk in second for pk in shares] == [True, False, False]
        assert '?page=2">Earlier ones' in first
        assert "Earlier ones" not in second
        for said in ("0", "-1", "x", "99999", "²"):
            assert shares[2] in browser.get("/shared/", {"page": said}).text
