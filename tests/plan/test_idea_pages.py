"""The pages of ideas: what they offer, where they lead, and what leaves them."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from askel.lib.ids import uuid7
from askel.netmap.actions import record_encounter, tie_contacts
from askel.netmap.models import Contact
from askel.netmap.spheres import Kind
from askel.people.models import Person
from askel.plan.actions import Intended, change_move, finish_move, plan_move
from askel.plan.ideas import ideas
from askel.plan.models import Channel, Move
from askel.plan.queries import offered_ideas
from tests import make
from tests.conftest import SignedIn

IDEAS = "/plan/ideas/"
WAKE = "/plan/ideas/wake-dormant-tie/"
ADD = "/plan/moves/add/"


def dormant(owner: Person, nickname: str = "Anna") -> Contact:
    contact = make.contact(owner, nickname)
    day = timezone.localdate() - timedelta(days=200)
    record_encounter(contact, by=owner, on=day, now=make.NOON)
    return contact


def test_home_and_the_plan_lead_there(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)

    for address in ("/home/", "/plan/"):
        assert f'href="{IDEAS}">Ideas for a next move</a>' in client.get(address).text


def test_three_are_shown_and_more_on_request(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)

    few, more, all_of_them = (client.get(f"{IDEAS}{said}").text for said in ("", "?shown=6", "?shown=12"))

    assert [page.count(">Take this<") for page in (few, more)] == [3, 6]
    assert 'href="/plan/ideas/?shown=6#idea-4"' in few
    assert 'id="idea-4"' in more
    assert "More ideas" not in all_of_them


@pytest.mark.parametrize("said", ["", "4", "-3", "x", "999999999999", "\x00"])
def test_what_is_no_number_of_ours_shows_three(said: str, mina: Person, signed_in: SignedIn) -> None:
    assert signed_in(mina).get(IDEAS, {"shown": said}).text.count(">Take this<") == 3


def test_an_offer_has_its_size_its_reason_and_leads_to_the_form(mina: Person, signed_in: SignedIn) -> None:
    anna = dormant(mina)

    page = signed_in(mina).get(IDEAS).text

    assert "You have not been in touch with <bdi>Anna</bdi> for half a year." in page
    assert "5 minutes" in page
    assert f'href="{WAKE}?towards={anna.pk}"' in page
    assert f'href="{ADD}?idea=wake-dormant-tie&amp;towards={anna.pk}"' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_offer_costs_the_same_for_one_and_three(
    rows: int, mina: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(rows):
        tie_contacts(dormant(mina, f"Anna {n}"), make.contact(mina, f"Choir {n}", kind=Kind.NETWORK), by=mina)
        make.move(mina, newcomer=f"Leila {n}", idea="thank")
    client = signed_in(mina)

    with django_assert_num_queries(6):  # session, person, contacts, ties, moves, first encounters
        client.get(IDEAS)


def test_one_idea_costs_little(
    mina: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    anna = dormant(mina)
    client = signed_in(mina)

    with django_assert_num_queries(4):  # session, person, contact, latest moves
        client.get(f"{WAKE}?towards={anna.pk}")


def test_the_form_begins_with_the_idea_and_the_move_keeps_its_key(mina: Person, signed_in: SignedIn) -> None:
    anna = dormant(mina)
    make.move(mina, contact=anna.pk, factor="the evening course")
    client, address = signed_in(mina), f"{ADD}?idea=wake-dormant-tie&towards={anna.pk}"

    page = client.get(address).text
    form = {"towards": str(anna.pk), "what": "I write.", "when": "none", "idea": "wake-dormant-tie"}
    client.post(address, form)

    assert "I write a few lines: one memory, one piece of news, one question." in page
    assert f'value="{anna.pk}" selected' in page
    assert 'value="message" id="id_channel_0" checked' in page
    assert 'placeholder="I get off the tram after work"' in page
    assert 'value="the evening course"' in page
    assert Move.objects.of(mina).order_by("pk").last().idea == "wake-dormant-tie"  # type: ignore[union-attr]


def test_a_key_that_nobody_knows_is_none(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)

    page = client.get(f"{ADD}?idea=nothing").text
    client.post(ADD, {"what": "I write.", "when": "none", "idea": "<b>" * 50})

    assert "placeholder=" not in page
    assert Move.objects.of(mina).get().idea == ""


def test_changing_the_words_keeps_the_key(mina: Person) -> None:
    move = make.move(mina, idea="thank")

    changed = change_move(move, Intended("smaller"), by=mina, version=1, now=make.NOON)

    assert (changed.what, changed.idea) == ("smaller", "thank")


def test_one_form_sent_twice_is_one_move_with_its_idea(mina: Person) -> None:
    once = uuid7()

    made = {plan_move(Intended("I write.", idea="thank"), by=mina, now=make.NOON, once=once).pk for _ in range(2)}

    assert len(made) == 1


def test_who_has_an_open_move_is_not_offered_and_a_done_idea_waits(mina: Person) -> None:
    anna = dormant(mina)
    today = timezone.localdate()
    open_move = make.move(mina, contact=anna.pk, idea="wake-dormant-tie")

    while_open = offered_ideas(mina, today)
    finish_move(open_move, by=mina, now=make.NOON, today=today - timedelta(days=190))
    afterwards = offered_ideas(mina, today)

    assert anna.pk not in {one.towards.pk for one in while_open if one.towards}
    assert afterwards[0].towards
    assert afterwards[0].towards.pk == anna.pk
    assert afterwards[0].idea.key != "wake-dormant-tie"


def test_a_new_tie_is_one_that_came_after_the_map_was_drawn(mina: Person) -> None:
    today = timezone.localdate()
    old, new = make.contact(mina, "Old"), make.contact(mina, "Kaisa")
    for contact in (old, new):
        record_encounter(contact, by=mina, on=today - timedelta(days=1), now=make.NOON)
    begun = timezone.now() - timedelta(days=60)
    Contact.objects.filter(pk=old.pk).update(made_at=begun)

    Contact.objects.filter(pk=new.pk).update(made_at=begun)
    both_old = offered_ideas(mina, today)
    Contact.objects.filter(pk=new.pk).update(made_at=timezone.now())
    one_new = offered_ideas(mina, today)

    assert "follow-up-48-hours" not in {one.idea.key for one in both_old}
    assert one_new[0].idea.key == "follow-up-48-hours"
    assert one_new[0].towards
    assert one_new[0].towards.pk == new.pk


@pytest.mark.parametrize(("language", "others"), [("en", "en"), ("fi", "en")])
def test_an_idea_has_its_message_in_two_languages(
    language: str, others: str, mina: Person, signed_in: SignedIn
) -> None:
    anna = dormant(mina)
    make.move(mina, contact=anna.pk, factor="The evening course.")
    mina.language = language
    mina.save(update_fields=["language"])

    page = signed_in(mina).get(f"{WAKE}?towards={anna.pk}", headers={"accept-language": language}).text

    assert f'<html lang="{language}"' in page
    assert '<p class="words" lang="fi" data-words>Hei Anna,' in page
    assert f'<p class="words" lang="{others}" data-words>Hello Anna,' in page
    assert "Meitä yhdistää The evening course." in page
    assert "What we share: The evening course." in page


@pytest.mark.parametrize("what", [{"kind": Kind.NETWORK}, {"wished": True}])
def test_a_network_and_a_wish_are_not_greeted_by_name(what: dict[str, Any], mina: Person, signed_in: SignedIn) -> None:
    one = make.contact(mina, "Laboratory people", **what)

    page = signed_in(mina).get(f"{WAKE}?towards={one.pk}").text

    assert "<bdi>Laboratory people</bdi>" in page
    assert "data-words>Hello,\n" in page


def test_words_leave_only_by_the_persons_own_programs(mina: Person, signed_in: SignedIn) -> None:
    anna = dormant(mina, "Zzanna")
    make.move(mina, contact=anna.pk, factor="zzcourse")

    page = unescape(signed_in(mina).get(f"{WAKE}?towards={anna.pk}").text)

    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', page)
    telling = [address for address in addresses if "zzanna" in address.lower() or "zzcourse" in address.lower()]
    assert telling, "nothing could have leaked"
    assert all(address.startswith("mailto:?subject=") for address in telling)
    assert 'href="https://www.linkedin.com/messaging/" target="_blank" rel="noreferrer"' in page


def test_without_a_script_the_message_is_there_and_no_dead_button(mina: Person, signed_in: SignedIn) -> None:
    answer = signed_in(mina).get(WAKE)

    for button in re.findall(r"<button[^>]*data-(?:copy|share)[^>]*>", answer.text):
        assert " hidden" in button
    assert "Hello,\n" in answer.text
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*src=)| style=| on\w+=", answer.text)
    assert "no-store" in answer["Cache-Control"]


def test_nobody_finds_anothers_contact(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    hers = dormant(mina)
    make.move(mina, contact=hers.pk, factor="a private thing")
    browser = signed_in(pavel)

    assert signed_in(mina).get(f"{WAKE}?towards={hers.pk}").status_code == 200
    assert browser.get(f"{WAKE}?towards={hers.pk}").status_code == 404
    form = browser.get(f"{ADD}?idea=thank&towards={hers.pk}").text
    assert "a private thing" not in form
    assert "Anna" not in form


@pytest.mark.parametrize(
    "address", ["/plan/ideas/nothing/", f"{WAKE}?towards=x", f"{WAKE}?towards=00000000-0000-7000-8000-000000000000"]
)
def test_what_is_not_there_is_not_found(address: str, mina: Person, signed_in: SignedIn) -> None:
    assert signed_in(mina).get(address).status_code == 404


def test_every_idea_opens_and_makes_a_move(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)

    for idea in ideas("en"):
        assert client.get(f"/plan/ideas/{idea.key}/").status_code == 200
        form = {"what": idea.what, "channel": idea.channel, "when": "none", "idea": idea.key}
        assert client.post(ADD, form).status_code == 302
    assert set(Move.objects.of(mina).values_list("idea", flat=True)) == {idea.key for idea in ideas("en")}
    assert set(Move.objects.of(mina).values_list("channel", flat=True)) <= set(Channel.values)
