"""One supporter: told that a move was done or that the plan stands still, never which; off by default, ended by either."""

import re
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from askel.config.night import tidy
from askel.letter.models import Letter
from askel.letter.writing import message_of
from askel.lib.ids import uuid7
from askel.people.actions import erase_person
from askel.people.consents import give_consent, withdraw_consent
from askel.people.models import Agreed, Consent, Person
from askel.plan.actions import finish_move, postpone_move, undo_check_in
from askel.plan.models import Move
from askel.plan.moving import look_at_all
from askel.plan.pace import ask_for_talk
from askel.sharing.forms import WHOM_LIMIT
from askel.sharing.models import Supporter, SupportLabel, Told, What
from askel.sharing.queries_supporter import my_supporter, supported
from askel.sharing.rules import KEPT_DAYS, TOLD_KEPT_DAYS
from askel.sharing.supporting import (
    OwnSupporterError,
    SupporterThereError,
    end_supporter,
    end_supporting,
    forget_old_support,
    label_support,
    open_support,
    turn_on,
)
from askel.sharing.telling import SUPPORT
from tests import make
from tests.conftest import SignedIn
from tests.marked import mark_everything, marks_in

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def told() -> list[tuple[str, date]]:
    return list(Told.objects.order_by("on", "what").values_list("what", "on"))


def owed(person: Person) -> list[Letter]:
    return list(Letter.objects.of(person).waiting().filter(kind=SUPPORT))


def done(owner: Person, now: datetime = make.NOON) -> Move:
    move = make.move(owner)
    finish_move(move, by=owner, now=now, today=now.date())
    return move


def undo(move: Move, now: datetime = make.NOON) -> None:
    undo_check_in(move, move.check_ins.get().pk, by=move.owner, now=now)


def link_in(page: str) -> str:
    found = re.search(r"http://testserver(/shared/open/support/[0-9a-f]{32}/)", page)
    assert found
    return found[1]


# Turning it on


def test_it_is_off_and_the_page_says_what_will_be_told_before_the_button(mina: Person, browser: Client) -> None:
    assert 'href="/shares/supporter/"' in browser.get("/shares/").text

    page = browser.get("/shares/supporter/").text

    for words in (
        "Never what, and never with whom.",
        "Never why.",
        "They see nothing else",
        "I agree: the one person who opens the link",
    ):
        assert words in page
    done(mina)
    assert not Supporter.objects.exists()
    assert not Told.objects.exists()


def test_the_link_works_once_by_a_button_and_a_scanner_uses_nothing_up(
    mina: Person, pavel: Person, sam: Person, signed_in: SignedIn
) -> None:
    hers, his = signed_in(mina), signed_in(pavel)
    once = {"once": str(uuid7())}
    link, again = (link_in(hers.post("/shares/supporter/", once).text) for _ in range(2))
    assert link == again
    assert "Nobody has opened the link." in hers.get("/shares/supporter/").text
    for _ in range(3):
        page = Client().get(link)
        assert "Somebody asks for your support" in page.text
        assert page["Cache-Control"] == "no-store"
    assert Client().post(link)["Location"] == f"/sign-in/?next={link}"
    assert "I will support them" in his.get(link).text

    first, second = (his.post(link) for _ in range(2))

    assert first["Location"] == second["Location"] == "/shared/"
    assert Supporter.objects.get().viewer == pavel
    for browser in (Client(), signed_in(sam), hers, his):
        assert browser.get(link).status_code == 404
    assert signed_in(sam).post(link).status_code == 404
    assert "Whom you support" in his.get("/shared/").text
    assert "You have had a supporter since" in hers.get("/shares/supporter/").text


def test_nobody_is_their_own_supporter(mina: Person, pavel: Person, browser: Client, signed_in: SignedIn) -> None:
    link = link_in(browser.post("/shares/supporter/").text)

    assert "You cannot be your own supporter." in browser.get(link).text
    assert '<form method="post">' not in browser.get(link).text
    assert "You cannot be your own supporter." in browser.post(link, follow=True).text
    assert signed_in(pavel).post(link).status_code == 302
    with pytest.raises(OwnSupporterError):
        open_support(turn_on(by=pavel, now=make.NOON)[1], by=pavel, now=make.NOON)


@pytest.mark.parametrize("end", ["ended", "late", "erased"])
def test_a_link_opens_nothing_after_its_end(end: str, mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    now = timezone.now()
    _supporter, secret = turn_on(by=mina, now=now)
    if end == "ended":
        end_supporter(by=mina, now=now)
    if end == "late":
        Supporter.objects.update(made_at=now - 30 * DAY)
    if end == "erased":
        erase_person(mina)

    for answer in (
        Client().get(f"/shared/open/support/{secret}/"),
        signed_in(pavel).post(f"/shared/open/support/{secret}/"),
    ):
        assert answer.status_code == 404
    if end == "late":
        assert my_supporter(mina, now) is None


def test_there_is_one_at_most_until_it_is_ended(mina: Person, pavel: Person, browser: Client) -> None:
    once = uuid7()
    first, secret = turn_on(by=mina, now=make.NOON, once=once)
    with pytest.raises(SupporterThereError):
        turn_on(by=mina, now=make.NOON)
    open_support(secret, by=pavel, now=make.NOON)
    with pytest.raises(SupporterThereError):
        turn_on(by=mina, now=make.NOON, once=once)
    assert "End that first" in browser.post("/shares/supporter/", follow=True).text

    end_supporter(by=mina, now=make.NOON)

    second, other = turn_on(by=mina, now=make.NOON, once=once)
    assert other != secret
    assert [first.pk, second.pk] == sorted({first.pk, second.pk})
    assert Supporter.objects.get() == second
    assert str(second) == f"supporter {second.pk}"


def test_a_link_that_nobody_opened_in_time_makes_room(mina: Person) -> None:
    turn_on(by=mina, now=make.NOON)

    later, _secret = turn_on(by=mina, now=make.NOON + 31 * DAY)

    assert Supporter.objects.get() == later


def test_links_without_end_are_refused_for_a_while(browser: Client) -> None:
    for _ in range(60):
        browser.post("/shares/supporter/")

    assert "You made many links" in browser.post("/shares/supporter/", follow=True).text


def test_whoever_is_erased_while_they_open_it_supports_nobody(mina: Person, pavel: Person) -> None:
    _supporter, secret = turn_on(by=mina, now=make.NOON)
    stale = Person.objects.get(pk=pavel.pk)
    erase_person(pavel)

    assert open_support(secret, by=stale, now=make.NOON) is None


def test_a_link_is_kept_as_a_hash_alone(mina: Person) -> None:
    supporter, secret = turn_on(by=mina, now=make.NOON)

    assert re.fullmatch("[0-9a-f]{32}", secret)
    assert secret not in str(Supporter.objects.filter(pk=supporter.pk).values().get())


# Telling


def test_a_move_that_is_done_is_told_once_a_day_and_both_read_the_day(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    make.supporter(mina, pavel)
    assert "Nothing has been told lately." in signed_in(pavel).get("/shared/").text
    assert "Nothing has been told yet." in signed_in(mina).get("/shares/supporter/").text

    for _ in range(2):
        done(mina)

    assert told() == [(What.STEP, make.TODAY)]
    assert {str(one) for one in Told.objects.all()} == {"step 2026-11-24"}
    assert len(owed(pavel)) == 1
    assert "They did their last step on Tuesday 24 November." in signed_in(pavel).get("/shared/").text
    assert "A step was done" in signed_in(mina).get("/shares/supporter/").text


def test_a_plan_that_comes_to_stand_still_is_told_by_night_and_as_long_as_it_is_so(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    make.supporter(mina, pavel)
    done(mina)
    later = make.NOON + 20 * DAY

    for _ in range(2):
        look_at_all(now=later)

    assert told() == [(What.STEP, make.TODAY), (What.STILL, later.date())]
    assert "Their plan has stood still since Monday 14 December." in signed_in(pavel).get("/shared/").text
    [support] = supported(pavel)
    assert (support.step_on, support.still_since) == (make.TODAY, later.date())

    make.move(mina, on=later.date() + DAY)
    look_at_all(now=later)

    assert "stood still" not in signed_in(pavel).get("/shared/").text


def test_a_plan_that_moved_twice_is_told_at_once_and_one_step_after_that_counts_more(
    mina: Person, pavel: Person
) -> None:
    make.supporter(mina, pavel)
    move = make.move(mina, on=make.TODAY)

    for days in (1, 2):
        postpone_move(move, make.TODAY + days * DAY, by=mina, now=make.NOON)

    assert told() == [(What.STILL, make.TODAY)]
    assert supported(pavel)[0].still_since == make.TODAY

    done(mina, now=make.NOON + DAY)

    assert supported(pavel)[0].still_since is None


def test_whoever_has_not_begun_does_not_stand_still(mina: Person, pavel: Person) -> None:
    make.supporter(mina, pavel)

    ask_for_talk(by=mina, now=make.NOON)
    look_at_all(now=make.NOON + 20 * DAY)

    assert told() == []


def test_a_tap_that_is_taken_back_is_told_to_nobody(mina: Person, pavel: Person) -> None:
    make.supporter(mina, pavel)
    first, second = done(mina), done(mina)

    undo(first)
    assert told() == [(What.STEP, make.TODAY)]
    assert len(owed(pavel)) == 1

    undo(second)
    assert told() == []
    assert not owed(pavel)


def test_what_else_was_told_on_the_day_keeps_its_letter(mina: Person, pavel: Person) -> None:
    supporter = make.supporter(mina, pavel)
    move = done(mina)
    Told.objects.create(supporter=supporter, what=What.STILL, on=make.TODAY)

    undo(move)

    assert told() == [(What.STILL, make.TODAY)]
    assert len(owed(pavel)) == 1


def test_the_letter_waits_for_an_hour_but_for_no_other_day(mina: Person, pavel: Person) -> None:
    make.supporter(mina, pavel)
    done(mina)
    assert owed(pavel)[0].due_at == make.NOON + HOUR

    late = make.NOON + DAY + timedelta(hours=11, minutes=30)  # half past eleven at night in Helsinki
    done(mina, now=late)

    assert [letter.due_at for letter in owed(pavel)] == [make.NOON + HOUR, late]


# Letters


def letter_now(owner: Person, viewer: Person, *, is_still: bool = False) -> Letter:
    """A letter of today that is about to leave."""
    now = timezone.now()
    if not Supporter.objects.of(owner).exists():
        make.supporter(owner, viewer, now=now)
    if is_still:
        move = make.move(owner, on=timezone.localdate())
        for days in (1, 2):
            postpone_move(move, timezone.localdate() + days * DAY, by=owner, now=now)
    else:
        done(owner, now=now)
    return Letter.objects.of(viewer).filter(kind=SUPPORT).latest("made_at")


@pytest.mark.parametrize(
    ("is_still", "says"),
    [(False, "Somebody you support has taken a step"), (True, "Somebody you support has stood still for a while")],
)
def test_a_letter_says_that_and_never_which(is_still: bool, says: str, mina: Person, pavel: Person) -> None:  # noqa: FBT001 - a table
    supporter = make.supporter(mina, pavel, now=timezone.now())
    label_support(supporter.pk, "zwieback", by=pavel)
    letter = letter_now(mina, pavel, is_still=is_still)

    message = message_of(letter)

    assert message
    assert message.subject == says
    text = message.message().as_string()
    assert "http://localhost:8000/shared/" in text
    assert not {word for word in ("zwieback", "20 minutes", "Anna", str(mina.pk), "mina@") if word in text}


def test_no_letter_leaves_after_either_ended_it_or_was_erased(mina: Person, pavel: Person, sam: Person) -> None:
    letter_now(mina, pavel)
    end_supporter(by=mina, now=timezone.now())
    assert not owed(pavel)

    Supporter.objects.all().delete()
    letter = letter_now(mina, pavel)
    erase_person(mina)
    assert message_of(letter) is None

    supporter = make.supporter(sam, pavel, now=timezone.now())
    done(sam, now=timezone.now())
    end_supporting(supporter.pk, by=pavel, now=timezone.now())
    assert [one.about for one in owed(pavel)] == [letter.about]  # of the one who was erased: the loop drops it


def test_a_letter_that_is_not_so_any_more_does_not_leave(mina: Person, pavel: Person) -> None:
    letter = letter_now(mina, pavel, is_still=True)
    assert message_of(letter)
    ask_for_talk(by=mina, now=timezone.now())
    assert message_of(letter) is None

    Told.objects.all().delete()
    assert message_of(letter) is None


def test_of_several_whom_one_supports_one_letter_a_day_leaves(mina: Person, sam: Person, pavel: Person) -> None:
    first, second = letter_now(mina, pavel), letter_now(sam, pavel)
    assert first != second
    assert message_of(second)

    Letter.objects.filter(pk=first.pk).update(sent_at=timezone.now(), next_try_at=None)

    assert message_of(second) is None


# The supporter's page


def test_a_supporters_page_and_letters_hold_no_word_of_the_other(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    mark_everything(mina)
    Supporter.objects.of(mina).update(viewer=pavel)
    kept = Supporter.objects.get(owner=mina)

    page = signed_in(pavel).get("/shared/").text
    letters = "".join(m.message().as_string() for m in map(message_of, Letter.objects.filter(kind=SUPPORT)) if m)

    assert str(kept.pk) in page
    assert "They did their last step on" in page
    assert marks_in(page) == marks_in(letters) == set()
    for word in (str(mina.pk), "mina@example.org"):
        assert word not in page


def test_a_label_is_the_supporters_own(mina: Person, pavel: Person, sam: Person, signed_in: SignedIn) -> None:
    supporter = make.supporter(mina, pavel, now=timezone.now())
    his, address = signed_in(pavel), f"/shared/support/{supporter.pk}/label/"
    assert "Somebody whom you support" in his.get("/shared/").text

    assert "<bdi>zwieback</bdi>" in his.post(address, {"label": "zwieback"}, follow=True).text

    label = SupportLabel.objects.get()
    assert label.owner == pavel
    assert str(label) == f"label {supporter.pk}"
    assert "zwieback" not in str(SupportLabel.objects.values().get())
    assert "zwieback" not in signed_in(mina).get("/shares/supporter/").text
    for other in (mina, sam):
        assert signed_in(other).post(address, {"label": "x"}).status_code == 404
    his.post(address, {"label": ""})
    assert not SupportLabel.objects.exists()


def test_a_label_that_is_too_long_comes_back(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    supporter = make.supporter(mina, pavel, now=timezone.now())

    page = unescape(
        signed_in(pavel).post(f"/shared/support/{supporter.pk}/label/", {"label": "x" * (WHOM_LIMIT + 1)}).text
    )

    assert "1 letter too long" in page
    assert "x" * (WHOM_LIMIT + 1) in page


def test_the_supporter_ends_it_and_the_other_reads_that_it_has_ended(
    mina: Person, pavel: Person, sam: Person, signed_in: SignedIn
) -> None:
    supporter = make.supporter(mina, pavel, now=timezone.now())
    label_support(supporter.pk, "zwieback", by=pavel)
    his, address = signed_in(pavel), f"/shared/support/{supporter.pk}/end/"
    for other in (mina, sam):
        assert signed_in(other).post(address).status_code == 404

    for _ in range(2):
        assert "Whom you support" not in his.post(address, follow=True).text

    assert not SupportLabel.objects.exists()
    assert "It ended on" in signed_in(mina).get("/shares/supporter/").text
    done(mina, now=timezone.now())
    assert told() == []


def test_ending_a_link_twice_or_where_there_is_none_changes_nothing(mina: Person, browser: Client) -> None:
    browser.post("/shares/supporter/end/")
    turn_on(by=mina, now=make.NOON)

    for hours in (1, 2):
        end_supporter(by=mina, now=make.NOON + hours * HOUR)

    assert Supporter.objects.get().ended_at == make.NOON + HOUR
    assert "Ended." in browser.post("/shares/supporter/end/", follow=True).text


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_however_many_one_supports(
    many: int, pavel: Person, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for _ in range(many):
        label_support(make.supporter(make.guest(), pavel).pk, "zwieback", by=pavel)

    with django_assert_num_queries(2):  # type: ignore[operator] # those whom one supports, labels
        assert len(supported(pavel)) == many


def test_what_has_ended_and_what_was_told_long_ago_is_forgotten(mina: Person, pavel: Person, sam: Person) -> None:
    make.supporter(mina, pavel)
    done(mina)
    end_supporter(by=mina, now=make.NOON)
    turn_on(by=pavel, now=make.NOON)
    make.supporter(sam, pavel)
    done(sam)

    assert forget_old_support(now=make.NOON + KEPT_DAYS * DAY) == 0
    assert forget_old_support(now=make.NOON + KEPT_DAYS * DAY + HOUR) == 2
    assert told() == [(What.STEP, make.TODAY)]
    forget_old_support(now=make.NOON + (TOLD_KEPT_DAYS + 1) * DAY)
    assert told() == []
    assert tidy()["supporters_cleared"] == 0
    assert Supporter.objects.get().owner == sam


@pytest.mark.parametrize("wrong", [{"opened_at": None}, {"ended_at": make.NOON - DAY}, {"self": True}])
def test_the_database_refuses_a_supporter_that_cannot_be(wrong: dict[str, object], mina: Person, pavel: Person) -> None:
    make.supporter(mina, pavel)

    with pytest.raises(IntegrityError), transaction.atomic():
        Supporter.objects.update(**({"viewer": mina} if "self" in wrong else wrong))


# The yes to it


def test_the_yes_is_kept_with_its_sentence_and_ends_with_it(mina: Person, pavel: Person) -> None:
    make.supporter(mina, pavel)

    yes = Consent.objects.of(mina).open().get(kind=Agreed.SUPPORTER)
    assert "the one person who opens the link is told" in yes.wording

    end_supporter(by=mina, now=make.NOON + HOUR)

    assert not Consent.objects.of(mina).open().filter(kind=Agreed.SUPPORTER).exists()


def test_when_the_supporter_ends_it_the_yes_ends_too(mina: Person, pavel: Person) -> None:
    held = make.supporter(mina, pavel)

    end_supporting(held.pk, by=pavel, now=make.NOON + HOUR)

    assert not Consent.objects.of(mina).open().filter(kind=Agreed.SUPPORTER).exists()


def test_taking_the_yes_back_ends_it(mina: Person, pavel: Person, browser: Client) -> None:
    make.supporter(mina, pavel, now=timezone.now())
    yes = Consent.objects.of(mina).open().get(kind=Agreed.SUPPORTER)

    browser.post(f"/account/consents/{yes.pk}/withdraw/")

    assert Supporter.objects.of(mina).get().ended_at
    assert not owed(pavel)


def test_taking_another_yes_back_leaves_it(mina: Person, pavel: Person) -> None:
    make.supporter(mina, pavel)
    give_consent(Agreed.MOVEMENT, "Yes.", by=mina, now=make.NOON)

    withdraw_consent(Agreed.MOVEMENT, by=mina, now=make.NOON)

    assert Supporter.objects.of(mina).get().ended_at is None
