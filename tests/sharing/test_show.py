"""The owner's side: seeing it first, making a link, what is shown and who looked, stopping."""

import re
from datetime import datetime, timedelta
from html import unescape
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from askel.config.night import tidy
from askel.lib.ids import uuid7
from askel.people.models import Person
from askel.plan.actions import drop_move, finish_move
from askel.plan.goals import close_goal
from askel.plan.models import Ending
from askel.sharing import actions
from askel.sharing.actions import (
    LinkUsedError,
    NoSuchDayError,
    TooManySharesError,
    Wished,
    forget_ended_shares,
    open_link,
    share_line,
    stop_showing,
)
from askel.sharing.models import Line, Look, Share
from askel.sharing.queries import shares_page
from askel.sharing.rules import KEPT_DAYS, MOST_DAYS
from tests import make
from tests.conftest import SignedIn

DAY = timedelta(days=1)


def fields(page: str) -> dict[str, str]:
    """What the form of a page sends when nothing is changed."""
    return dict(re.findall(r'<input[^>]* name="(once|until)"[^>]* value="([^"]*)"', page))


def link_in(page: str) -> str:
    found = re.search(r"http://testserver(/shared/open/[0-9a-f]{32}/)", page)
    assert found
    return found[1]


def made(client: Client, address: str, **said: str) -> str:
    """The path of a new link, by the form of a page."""
    return link_in(client.post(address, {**fields(client.get(address).text), "for_whom": "Pavel", **said}).text)


def line_in(page: str) -> str:
    """The part of a page that shows the line."""
    found = re.search(r'<section class="sheet" aria-labelledby="line">.*?</section>', page, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("page", ["done", "let_go", "closed", *Line])
def test_the_owner_first_sees_exactly_what_the_other_will(
    page: str, mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    make.contact(mina, "Leila", wished=True)
    goal, move = make.goal(mina), make.move(mina, cue="I get off the tram", factor="the evening course")
    answer, snapshot = make.answer(mina), make.snapshot(mina)
    make.contact(mina, "Omar")
    if page == "closed":
        close_goal(goal, Ending.REACHED, by=mina, now=make.NOON)
    if page == "done":
        finish_move(move, by=mina, now=make.NOON, today=make.TODAY)
    if page == "let_go":
        drop_move(move, by=mina, now=make.NOON)
    kind = {"done": "move", "let_go": "move", "closed": "goal"}.get(page, page)
    about = {"goal": goal.pk, "move": move.pk, "answer": answer.exercise, "comparison": snapshot.pk}.get(kind)
    address = f"/share/{kind}/{about}/" if about else f"/share/{kind}/"
    hers, his = signed_in(mina), signed_in(pavel)

    before = line_in(hers.get(address).text)
    after = his.post(made(hers, address), follow=True).text

    assert line_in(after) == before
    assert "<a " not in before  # nothing leads on from it


def test_each_page_of_something_leads_to_showing_it(mina: Person, browser: Client) -> None:
    goal, move, answer, snapshot = make.goal(mina), make.move(mina), make.answer(mina), make.snapshot(mina)

    assert f'href="/share/goal/{goal.pk}/"' in browser.get(f"/plan/goals/{goal.pk}/").text
    assert f'href="/share/move/{move.pk}/"' in browser.get(f"/plan/moves/{move.pk}/").text
    assert 'href="/share/movement/"' in browser.get("/plan/").text
    step = "/steps/tuning-in/"
    assert f'href="/share/answer/{answer.exercise}/"' in browser.get(f"{step}{answer.exercise}/").text
    assert "/share/" not in browser.get(f"{step}possible-all-the-same/").text
    assert 'href="/share/outline/"' in browser.get("/map/").text
    assert 'href="/share/map/"' in browser.get("/share/outline/").text
    assert 'href="/share/outline/"' in browser.get("/share/map/").text
    for page in ("", "now/"):
        assert f'href="/share/comparison/{snapshot.pk}/"' in browser.get(f"/map/kept/{snapshot.pk}/{page}").text
    assert "/share/" not in browser.get(f"/map/kept/{snapshot.pk}/{make.snapshot(mina).pk}/").text
    assert 'href="/shares/"' in browser.get("/account/").text


def test_looking_first_writes_nothing(mina: Person, browser: Client) -> None:
    browser.get(f"/share/goal/{make.goal(mina).pk}/")
    browser.get("/share/map/")

    assert not Share.objects.exists()
    assert not Look.objects.exists()


def test_a_form_without_a_name_or_with_no_day_asks_again(browser: Client) -> None:
    page = unescape(browser.post("/share/outline/", {"for_whom": " ", "until": "soon"}).text)

    assert "Write who it is for" in page
    assert "Write the day like this" in page
    assert not Share.objects.exists()


@pytest.mark.parametrize("days", [-1, MOST_DAYS + 1])
def test_a_day_that_has_passed_or_is_over_a_year_away_is_refused(days: int, mina: Person, browser: Client) -> None:
    until = (timezone.localdate() + days * DAY).isoformat()

    page = browser.post("/share/outline/", {"for_whom": "Pavel", "until": until}).text

    assert "Choose a day from today on" in page
    with pytest.raises(NoSuchDayError):
        make.link(mina, last_day=make.TODAY + days * DAY)


def test_thirty_days_are_offered_and_the_last_day_is_whole_where_the_owner_lives(mina: Person) -> None:
    mina.time_zone = "America/Bogota"
    mina.save()

    share, _secret = make.link(mina, last_day=make.TODAY)

    assert share.ends_at == datetime.fromisoformat("2026-11-25T05:00:00+00:00")
    assert shares_page(mina, make.NOON).open[0].last_day == make.TODAY


def test_a_form_sent_twice_makes_one_share_and_shows_the_same_link(mina: Person, browser: Client) -> None:
    form = {**fields(browser.get("/share/outline/").text), "for_whom": "Pavel"}

    first, second = (link_in(browser.post("/share/outline/", form).text) for _ in range(2))

    assert first == second
    assert Share.objects.of(mina).count() == 1


def test_a_form_that_comes_back_with_another_name_makes_another_share(mina: Person, browser: Client) -> None:
    form = {**fields(browser.get("/share/outline/").text), "for_whom": "Pavel"}

    first = link_in(browser.post("/share/outline/", form).text)
    second = link_in(browser.post("/share/outline/", {**form, "for_whom": "Sam"}).text)

    assert first != second
    assert {share.for_whom for share in Share.objects.of(mina)} == {"Pavel", "Sam"}


def test_a_form_sent_again_after_its_link_was_opened_says_so(mina: Person, pavel: Person) -> None:
    wished, once = Wished(Line.OUTLINE, "Pavel", make.TODAY), uuid7()
    _share, secret = share_line(wished, by=mina, now=make.NOON, once=once)
    open_link(secret, by=pavel, now=make.NOON)

    with pytest.raises(LinkUsedError):
        share_line(wished, by=mina, now=make.NOON, once=once)


def test_so_many_are_open_at_a_time_and_no_more(mina: Person, browser: Client) -> None:
    with mock.patch.object(actions, "MOST_SHARES", 2):
        first, _secret = make.link(mina, now=timezone.now())
        make.link(mina, now=timezone.now())
        with pytest.raises(TooManySharesError):
            make.link(mina, now=timezone.now())
        page = browser.post("/share/outline/", {**fields(browser.get("/share/outline/").text), "for_whom": "Sam"}).text
        assert "You show 2 things now." in page

        stop_showing(first, by=mina, now=timezone.now())

        make.link(mina, now=timezone.now())


def test_links_without_end_are_refused_for_a_while(browser: Client, mina: Person) -> None:
    form = {**fields(browser.get("/share/outline/").text), "for_whom": "Pavel"}
    for _ in range(60):
        browser.post("/share/outline/", form)

    page = browser.post("/share/outline/", {**form, "for_whom": "Sam"}).text

    assert "You made many links" in page
    assert Share.objects.of(mina).count() == 1


def test_nobody_shows_what_is_somebody_elses(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    goal, move, answer, snapshot = make.goal(mina), make.move(mina), make.answer(mina), make.snapshot(mina)
    rows = {"goal": goal.pk, "move": move.pk, "answer": answer.exercise, "comparison": snapshot.pk}

    for line, about in rows.items():
        said = {"for_whom": "Sam", "until": "2026-12-01"}
        assert signed_in(pavel).post(f"/share/{line}/{about}/", said).status_code == 404
    for line, row in ((Line.GOAL, goal), (Line.MOVE, move), (Line.ANSWER, answer), (Line.COMPARISON, snapshot)):
        with pytest.raises(AssertionError):
            make.link(pavel, line, row=row)
    assert not Share.objects.exists()


def test_the_link_is_kept_as_a_hash_alone_and_the_name_is_sealed(mina: Person) -> None:
    share, secret = make.link(mina, for_whom="zwieback")

    row = str(Share.objects.filter(pk=share.pk).values().get())

    assert re.fullmatch("[0-9a-f]{32}", secret)
    assert secret not in row
    assert "zwieback" not in row
    assert str(share) == f"share {share.pk}"


# What I show


def test_the_page_says_what_is_shown_to_whom_until_when_and_each_look(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    now = timezone.now()
    share = make.share(mina, pavel, Line.GOAL, now=now, goal=make.goal(mina, "zwieback"), for_whom="My peer")
    Look.objects.create(share=share, hour=datetime.fromisoformat("2026-11-24T22:00:00+00:00"))
    mina.time_zone = "Asia/Kolkata"
    mina.save()

    page = unescape(signed_in(mina).get("/shares/").text)

    assert "A goal: <bdi>My peer</bdi>" in page
    assert "zwieback" in page
    assert ">1 look<" in page
    assert "Wednesday 25 November, 03:30–04:30" in page


def test_a_link_nobody_opened_and_one_nobody_looked_at_are_told_apart(
    mina: Person, pavel: Person, browser: Client
) -> None:
    make.link(mina, now=timezone.now())
    assert "Nobody has opened the link." in browser.get("/shares/").text

    make.share(mina, pavel, now=timezone.now())
    assert "Nobody has looked yet." in browser.get("/shares/").text


def test_of_many_looks_the_latest_are_listed_and_all_are_counted(mina: Person, pavel: Person, browser: Client) -> None:
    share = make.share(mina, pavel, now=timezone.now())
    Look.objects.bulk_create(Look(share=share, hour=make.NOON + timedelta(hours=n)) for n in range(25))

    page = browser.get("/shares/").text

    assert ">25 looks<" in page
    assert page.count("–") == 20
    assert "The latest are listed." in page


def test_stopping_is_one_button_and_twice_is_once(mina: Person, pavel: Person, browser: Client) -> None:
    share = make.share(mina, pavel, Line.MOVE, move=make.move(mina, "", newcomer="Leila"), now=timezone.now())

    for _ in range(2):
        browser.post(f"/shares/{share.pk}/stop/")

    page = shares_page(mina, timezone.now())
    assert page.open == ()
    assert [one.words for one in page.ended] == ["Leila"]
    assert "It ended on" in browser.get("/shares/").text


def test_a_stop_counts_though_a_clock_goes_behind(mina: Person) -> None:
    share, _secret = make.link(mina)

    stop_showing(share, by=mina, now=make.NOON - DAY)

    share.refresh_from_db()
    assert share.withdrawn_at == make.NOON


def test_one_that_is_over_says_when_it_ended(mina: Person, browser: Client) -> None:
    share, _secret = make.link(mina, now=timezone.now())
    Share.objects.filter(pk=share.pk).update(made_at=make.NOON - 9 * DAY, ends_at=make.NOON - 5 * DAY)

    assert "It ended after" in browser.get("/shares/").text


def test_a_move_without_words_and_towards_nobody_has_none_to_be_known_by(mina: Person) -> None:
    make.link(mina, Line.MOVE, move=make.move(mina, "", contact=None))

    assert shares_page(mina, make.NOON).open[0].words == ""


def test_what_has_ended_is_forgotten_after_thirty_days(mina: Person, pavel: Person) -> None:
    now = timezone.now()
    stopped, over = make.share(mina, pavel), make.share(mina, pavel)
    make.link(mina, now=now)
    stop_showing(stopped, by=mina, now=make.NOON)
    Share.objects.filter(pk=over.pk).update(ends_at=make.NOON + DAY)

    assert forget_ended_shares(now=make.NOON + KEPT_DAYS * DAY) == 0
    assert forget_ended_shares(now=make.NOON + KEPT_DAYS * DAY + timedelta(hours=1)) == 1
    assert forget_ended_shares(now=make.NOON + (KEPT_DAYS + 2) * DAY) == 1
    assert tidy()["shares_cleared"] == 0
    assert Share.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"line": Line.GOAL},
        {"line": Line.ANSWER},
        {"line": Line.COMPARISON},
        {"line": "all"},
        {"ends_at": make.NOON - DAY},
        {"opened_at": make.NOON},
        {"withdrawn_at": make.NOON - DAY},
    ],
)
def test_the_database_refuses_a_share_that_cannot_be(wrong: dict[str, object], mina: Person) -> None:
    share, _secret = make.link(mina)

    with pytest.raises(IntegrityError), transaction.atomic():
        Share.objects.filter(pk=share.pk).update(**wrong)


def test_the_database_refuses_a_share_of_another_row_than_its_lines(mina: Person) -> None:
    share, _secret = make.link(mina, Line.ANSWER, answer=make.answer(mina))
    wrong = ({"line": Line.OUTLINE}, {"line": Line.COMPARISON}, {"goal": make.goal(mina)}, {"move": make.move(mina)})

    for one in (*wrong, {"snapshot": make.snapshot(mina)}, {"answer": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Share.objects.filter(pk=share.pk).update(**one)


def test_the_database_refuses_a_share_with_oneself(mina: Person) -> None:
    share, _secret = make.link(mina)

    with pytest.raises(IntegrityError), transaction.atomic():
        Share.objects.filter(pk=share.pk).update(viewer=mina, opened_at=make.NOON)
