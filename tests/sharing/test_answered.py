"""The owner answers a word: one answer, for the one who wrote it, as long as the line is shown."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from askel.people.actions import erase_person
from askel.people.models import Person
from askel.sharing.actions import Spoken, leave_remark, stop_showing
from askel.sharing.answering import NotShownError, answer_remark, take_answer_away
from askel.sharing.forms import WORDS_LIMIT
from askel.sharing.models import Remark, Said
from askel.vault.keys import destroy_key
from tests import make
from tests.conftest import SignedIn

HOUR = timedelta(hours=1)


def a_remark(owner: Person, viewer: Person) -> Remark:
    now = timezone.now()
    return make.remark(make.share(owner, viewer, now=now), "When?", now=now)


def test_the_one_who_wrote_reads_the_answer_and_nobody_else(
    mina: Person, pavel: Person, sam: Person, signed_in: SignedIn
) -> None:
    his, hers = a_remark(mina, pavel), a_remark(mina, sam)

    page = signed_in(mina).post(f"/shares/remarks/{his.pk}/answer/", {"words": "zwieback"}, follow=True).text

    assert "Kept." in page
    assert "zwieback" in page
    assert "zwieback" in signed_in(pavel).get(f"/shared/{his.share_id}/").text
    assert "zwieback" not in signed_in(sam).get(f"/shared/{hers.share_id}/").text
    assert "zwieback" not in signed_in(pavel).get("/shared/").text


def test_two_taps_answer_once_and_other_words_take_its_place(mina: Person, pavel: Person) -> None:
    remark = make.remark(make.share(mina, pavel))

    for hours, words in enumerate(("On Friday.", "On Friday.", "On Monday.")):
        answer_remark(remark.pk, words, by=mina, now=make.NOON + hours * HOUR)

    kept = Remark.objects.get()
    assert (kept.answer, kept.answered_at) == ("On Monday.", make.NOON + 2 * HOUR)


def test_the_page_offers_the_answer_to_be_changed_and_taken_away(mina: Person, pavel: Person, browser: Client) -> None:
    remark = a_remark(mina, pavel)
    assert ">Answer</summary>" in browser.get("/shares/").text
    browser.post(f"/shares/remarks/{remark.pk}/answer/", {"words": "zwieback"})
    assert "Change your answer" in browser.get("/shares/").text

    for _ in range(2):
        browser.post(f"/shares/remarks/{remark.pk}/answer/remove/")

    page = browser.get("/shares/").text
    assert "zwieback" not in page
    assert "When?" in page


@pytest.mark.parametrize(("words", "asks"), [(" ", "Write an answer"), ("x" * (WORDS_LIMIT + 1), "1 letter too long")])
def test_what_cannot_be_kept_comes_back_open_with_all_that_was_typed(
    words: str, asks: str, mina: Person, pavel: Person, browser: Client
) -> None:
    remark, other = a_remark(mina, pavel), a_remark(mina, pavel)

    page = unescape(browser.post(f"/shares/remarks/{remark.pk}/answer/", {"words": words}).text)

    assert asks in page
    assert words.strip() in page
    assert page.count('<details class="fold" open>') == 1
    assert f'href="#id_words_{remark.pk.hex}"' in page
    assert f'id="id_words_{other.pk.hex}"' in page
    assert not Remark.objects.exclude(answered_at=None).exists()


def test_after_the_end_nobody_would_read_it_and_the_words_come_back(
    mina: Person, pavel: Person, browser: Client
) -> None:
    remark = a_remark(mina, pavel)
    stop_showing(remark.share, by=mina, now=timezone.now())
    assert "Send the answer" not in browser.get("/shares/").text

    page = unescape(browser.post(f"/shares/remarks/{remark.pk}/answer/", {"words": "zwieback"}).text)

    assert "nobody would read your answer" in page
    assert "zwieback</textarea>" in page
    with pytest.raises(NotShownError):
        answer_remark(remark.pk, "On Friday.", by=mina, now=timezone.now())


@pytest.mark.parametrize("what", ["answer", "answer/remove"])
def test_nobody_answers_a_word_that_was_for_somebody_else(
    what: str, mina: Person, pavel: Person, sam: Person, signed_in: SignedIn
) -> None:
    remark = a_remark(mina, pavel)
    for other in (pavel, sam):
        assert signed_in(other).post(f"/shares/remarks/{remark.pk}/{what}/", {"words": "zwieback"}).status_code == 404
        assert answer_remark(remark.pk, "zwieback", by=other, now=timezone.now()) is None
        take_answer_away(remark.pk, by=other)

    assert Remark.objects.get().answered_at is None


def test_a_viewer_who_is_erased_while_one_writes_leaves_nothing_to_say_and_nothing_to_answer(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    remark, hers = a_remark(mina, pavel), signed_in(mina)
    stale = Person.objects.get(pk=pavel.pk)

    erase_person(pavel)

    assert hers.post(f"/shares/remarks/{remark.pk}/answer/", {"words": "zwieback"}).status_code == 404
    assert answer_remark(remark.pk, "zwieback", by=mina, now=timezone.now()) is None
    assert leave_remark(remark.share_id, Spoken(Said.QUESTION, "Why?"), by=stale, now=timezone.now()) is None


def test_it_is_sealed_with_the_owners_key(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    remark, his = make.answered(a_remark(mina, pavel), "zwieback", now=timezone.now()), signed_in(pavel)
    assert b"zwieback" not in bytes(Remark.objects.values_list("answer", flat=True).get())  # type: ignore[arg-type] # it comes sealed
    assert his.get(f"/shared/{remark.share_id}/").status_code == 200

    destroy_key(mina.pk)

    assert his.get(f"/shared/{remark.share_id}/").status_code == 404


def test_the_database_knows_no_answer_before_the_word(mina: Person, pavel: Person) -> None:
    make.remark(make.share(mina, pavel))

    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.update(answered_at=make.NOON - HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.update(answer_read_at=make.NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.update(answered_at=make.NOON, answer_read_at=make.NOON - HOUR)
