"""*I have five minutes*: whom, what, when, and the rest later."""

from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from askel.people.models import Person
from askel.plan.models import Move
from tests import make
from tests.conftest import SignedIn

FIVE = "/five-minutes/"


def test_a_visitor_becomes_a_guest_with_a_move_and_a_code() -> None:
    client = Client()
    today = timezone.localdate()

    form = {"nickname": "Anna", "what": "I thank her.", "when": today.isoformat()}
    page = client.post(FIVE, form, follow=True)

    move = Move.objects.get()
    assert page.redirect_chain == [(f"/five-minutes/{move.pk}/", 302)]
    assert move.contact
    assert (move.contact.nickname, move.what, move.on) == ("Anna", "I thank her.", today)
    assert move.owner.return_code in page.text
    assert "I thank her." in page.text
    assert "<bdi>Anna</bdi> is on your map: Work, Quite close." in page.text
    assert f'href="/map/{move.contact.pk}/change/"' in page.text
    assert 'href="/home/"' in page.text
    assert "I thank her." in client.get("/home/").text


def test_errors_make_nobody_and_lose_no_word() -> None:
    page = Client().post(FIVE, {"nickname": "Anna", "what": "I thank her.", "on": "2020-01-01"})

    assert page.status_code == 200
    assert "Today is chosen now instead." in page.text
    assert 'value="Anna"' in page.text
    assert "I thank her." in page.text
    assert not Person.objects.exists()


def test_whoever_is_signed_in_stays_who_they_are(mina: Person, signed_in: SignedIn) -> None:
    anna = make.contact(mina)
    client = signed_in(mina)

    page = client.post(FIVE, {"towards": str(anna.pk), "what": "I call."}, follow=True).text

    assert Person.objects.count() == 1
    assert Move.objects.of(mina).get().contact == anna
    assert mina.return_code not in page


def test_a_full_plan_says_so_and_keeps_the_words(mina: Person, signed_in: SignedIn) -> None:
    Move.objects.bulk_create([Move(owner=mina, what="x", made_at=make.NOON) for _ in range(200)])

    page = signed_in(mina).post(FIVE, {"what": "one more thing"}).text

    assert "200 moves are open." in page
    assert "one more thing" in page


def test_guests_are_not_made_without_end_from_one_place_and_no_word_is_lost(
    mina: Person, signed_in: SignedIn, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "signup": "2/m/ip"}
    form = {"nickname": "Anna", "what": "I thank her.", "when": timezone.localdate().isoformat()}

    answers = [Client().post(FIVE, form) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Wait a minute, and press the button again." in answers[2].text
    assert 'value="Anna"' in answers[2].text
    assert "I thank her." in answers[2].text
    assert Person.objects.exclude(pk=mina.pk).count() == 2
    assert Client().post("/start/").status_code == 429  # one limit for both doors
    assert signed_in(mina).post(FIVE, form).status_code == 302  # who is in makes no guest
