"""A word back: for the owner alone, and no feed."""

from html import unescape
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from askel.lib.ids import uuid7
from askel.people.actions import erase_person
from askel.people.models import Person
from askel.sharing import actions
from askel.sharing.actions import Spoken, TooManyRemarksError, leave_remark
from askel.sharing.forms import WORDS_LIMIT
from askel.sharing.models import Remark, Said
from askel.vault.keys import destroy_key, open_key
from askel.vault.models import Key
from tests import make
from tests.conftest import SignedIn


def test_the_owner_reads_it_and_the_viewer_reads_their_own_alone(
    mina: Person, pavel: Person, sam: Person, signed_in: SignedIn
) -> None:
    now = timezone.now()
    his, hers = make.share(mina, pavel, now=now), make.share(mina, sam, now=now)
    make.remark(hers, "knäckebröd", now=now)

    said = {"said": "question", "words": "zwieback"}
    page = signed_in(pavel).post(f"/shared/{his.pk}/say/", said, follow=True).text

    assert "Kept." in page
    assert "zwieback" in page
    assert "knäckebröd" not in page
    both = signed_in(mina).get("/shares/").text
    assert "zwieback" in both
    assert "knäckebröd" in both


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ({"said": "question", "words": " "}, "Write something"),
        ({"said": "insult", "words": "zwieback"}, "Choose what it is."),
        ({"words": "zwieback"}, "Choose what it is."),
        ({"said": "question", "words": "x" * (WORDS_LIMIT + 1)}, "1 letter too long"),
    ],
)
def test_what_cannot_be_kept_is_asked_again(
    said: dict[str, str], asks: str, mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    share = make.share(mina, pavel, now=timezone.now())

    page = unescape(signed_in(pavel).post(f"/shared/{share.pk}/say/", said).text)

    assert asks in page
    assert said["words"].strip() in page
    assert not Remark.objects.exists()


def test_a_thousand_letters_fit(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    share = make.share(mina, pavel, now=timezone.now())

    signed_in(pavel).post(f"/shared/{share.pk}/say/", {"said": "question", "words": "ä" * WORDS_LIMIT})

    assert Remark.objects.get().words == "ä" * WORDS_LIMIT


def test_so_many_on_a_share_and_no_more(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    share = make.share(mina, pavel, now=timezone.now())
    with mock.patch.object(actions, "MOST_REMARKS", 1):
        make.remark(share, now=timezone.now())
        with pytest.raises(TooManyRemarksError):
            make.remark(share, now=timezone.now())
        page = signed_in(pavel).post(f"/shared/{share.pk}/say/", {"said": "question", "words": "zwieback"}).text

    assert "More does not fit." in page
    assert "zwieback" in page  # given back in its box
    assert Remark.objects.count() == 1


def test_a_form_sent_twice_says_it_once_and_other_words_are_said_too(mina: Person, pavel: Person) -> None:
    share, once = make.share(mina, pavel), uuid7()

    for words in ("You can.", "You can.", "When?"):
        leave_remark(share.pk, Spoken(Said.QUESTION, words, once), by=pavel, now=make.NOON)

    assert sorted(remark.words for remark in Remark.objects.all()) == ["When?", "You can."]


def test_it_is_sealed_with_the_owners_key(mina: Person, pavel: Person) -> None:
    remark = make.remark(make.share(mina, pavel), "zwieback")

    assert remark.owner == mina
    assert b"zwieback" not in bytes(Remark.objects.values_list("words", flat=True).get())  # type: ignore[arg-type] # it comes sealed
    assert str(remark) == f"remark {remark.pk}"
    open_key(mina.pk)
    destroy_key(pavel.pk)
    assert Remark.objects.get().words == "zwieback"


def test_an_owner_whose_key_is_gone_gets_no_new_one_from_a_viewer_who_writes(mina: Person, pavel: Person) -> None:
    share = make.share(mina, pavel)
    destroy_key(mina.pk)

    assert leave_remark(share.pk, Spoken(Said.QUESTION, "When?"), by=pavel, now=make.NOON) is None
    assert not Key.objects.filter(owner=mina.pk).exists()
    erase_person(mina)
    assert leave_remark(share.pk, Spoken(Said.QUESTION, "When?"), by=pavel, now=make.NOON) is None


def test_the_owner_takes_it_away_and_nobody_reads_it(
    mina: Person, pavel: Person, sam: Person, signed_in: SignedIn, browser: Client
) -> None:
    now = timezone.now()
    share = make.share(mina, pavel, now=now)
    remark = make.remark(share, "zwieback", now=now)
    for other in (pavel, sam):
        assert signed_in(other).post(f"/shares/remarks/{remark.pk}/remove/").status_code == 404

    browser.post(f"/shares/remarks/{remark.pk}/remove/")

    assert "zwieback" not in browser.get("/shares/").text
    assert "zwieback" not in signed_in(pavel).get(f"/shared/{share.pk}/").text


def test_the_database_knows_two_kinds(mina: Person, pavel: Person) -> None:
    make.remark(make.share(mina, pavel))

    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.update(said="insult")
