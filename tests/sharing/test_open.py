"""The link: looking at its page uses nothing up, its button does, and after that it opens nothing for anybody else."""

import logging
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from askel.people.actions import erase_person
from askel.people.models import Person
from askel.sharing.actions import open_link, stop_showing
from askel.sharing.models import Look, Share
from askel.web.log import WithoutWords
from tests import make
from tests.conftest import SignedIn


def a_link(owner: Person) -> str:
    return f"/shared/open/{make.link(owner, now=timezone.now())[1]}/"


def test_a_scanner_that_opens_the_link_uses_nothing_up(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    link = a_link(mina)
    for _ in range(3):
        page = Client().get(link)
        assert "Somebody wants to show you something" in page.text
        assert page["Cache-Control"] == "no-store"

    assert signed_in(pavel).post(link).status_code == 302


def test_who_presses_first_sees_it_and_nobody_after(
    mina: Person, pavel: Person, sam: Person, signed_in: SignedIn
) -> None:
    link = a_link(mina)

    answer = signed_in(pavel).post(link)

    share = Share.objects.get()
    assert (share.viewer, answer["Location"]) == (pavel, f"/shared/{share.pk}/")
    for browser in (Client(), signed_in(sam), signed_in(mina), signed_in(pavel)):
        assert browser.get(link).status_code == 404
    assert signed_in(sam).post(link).status_code == 404
    assert signed_in(sam).get(f"/shared/{share.pk}/").status_code == 404


def test_the_second_of_two_taps_leads_to_the_same_page(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    link, browser = a_link(mina), signed_in(pavel)

    assert browser.post(link)["Location"] == browser.post(link)["Location"]


def test_two_may_show_the_same_person_the_same_kind_of_line(mina: Person, sam: Person, pavel: Person) -> None:
    assert make.share(mina, pavel) != make.share(sam, pavel)


def test_it_cannot_be_opened_by_the_one_who_made_it(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    link, browser = a_link(mina), signed_in(mina)

    assert "This is your own." in browser.get(link).text
    assert '<form method="post">' not in browser.get(link).text
    assert "This is your own." in browser.post(link, follow=True).text
    assert signed_in(pavel).post(link).status_code == 302


@pytest.mark.parametrize("end", ["stopped", "over", "erased", "unknown"])
def test_a_link_that_has_ended_is_a_page_like_any_that_is_not_there(
    end: str, mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    now = timezone.now()
    share, secret = make.link(mina, now=now)
    if end == "stopped":
        stop_showing(share, by=mina, now=now)
    if end == "over":
        Share.objects.update(made_at=now - timedelta(days=2), ends_at=now)
    if end == "erased":
        erase_person(mina)
    if end == "unknown":
        secret = "0" * 32
    nothing = re.sub(r"/shared/open/\w+|/nothing-here", "", Client().get("/nothing-here/").text)

    for answer in (Client().get(f"/shared/open/{secret}/"), signed_in(pavel).post(f"/shared/open/{secret}/")):
        assert answer.status_code == 404
    page = re.sub(r"/shared/open/\w+", "", Client().get(f"/shared/open/{secret}/").text)
    assert without_token(page) == without_token(nothing)


def without_token(page: str) -> str:
    return re.sub(r'value="\w{64}"', "", page)


def test_a_visitor_starts_writes_down_the_code_and_comes_back_to_the_link(mina: Person) -> None:
    link, browser = a_link(mina), Client()
    assert f'name="next" value="{link}"' in browser.get(link).text

    welcome = browser.post("/start/", {"next": link}, follow=True).text

    assert f'href="{link}"' in welcome
    assert browser.post(link, follow=True).status_code == 200
    assert Look.objects.count() == 1


def test_a_visitor_with_a_place_signs_in_and_comes_back_to_the_link(mina: Person, pavel: Person) -> None:
    link, browser = a_link(mina), Client()

    assert browser.post(link)["Location"] == f"/sign-in/?next={link}"
    assert f"/sign-in/?next={link}" in browser.get(link).text
    answer = browser.post("/sign-in/return/", {"code": pavel.return_code, "next": link})

    assert answer["Location"] == link


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_starting_leads_to_no_other_site(elsewhere: str) -> None:
    browser = Client()

    assert browser.post("/start/", {"next": elsewhere})["Location"] == "/welcome/"
    page = browser.get("/welcome/", {"next": elsewhere}).text
    assert 'href="/home/">I have it.' in page
    assert f'href="{elsewhere}' not in page


def test_the_second_of_two_starts_leads_on_too(mina: Person, signed_in: SignedIn) -> None:
    assert signed_in(mina).post("/start/", {"next": "/map/"})["Location"] == "/welcome/?next=%2Fmap%2F"


def test_whoever_is_erased_while_they_open_it_opens_nothing(mina: Person, pavel: Person) -> None:
    _share, secret = make.link(mina)
    stale = Person.objects.get(pk=pavel.pk)
    erase_person(pavel)

    assert open_link(secret, by=stale, now=make.NOON) is None


def test_no_log_line_and_no_session_holds_the_secret(
    mina: Person, pavel: Person, signed_in: SignedIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    link, browser = a_link(mina), signed_in(pavel)
    signed_in(mina).post(link)
    for _ in range(2):
        browser.post(link)
    Client().get(link)
    secret = link.split("/")[3]

    assert secret in caplog.text  # it was there to be written down
    assert secret not in "\n".join(WithoutWords().format(record) for record in caplog.records)
    assert secret not in str([session.get_decoded() for session in Session.objects.all()])
