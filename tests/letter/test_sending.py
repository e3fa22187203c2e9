"""What the loop does with a letter in hand: sends it, waits, shows it instead, gives it up."""

from datetime import datetime, timedelta
from email import message_from_string, policy
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from askel.errand.actions import note_tick
from askel.errand.loop import Loop
from askel.letter.actions import owe, owe_test, take
from askel.letter.line import Line
from askel.letter.models import Letter
from askel.letter.queries import not_reached, shown_instead, undelivered
from askel.letter.sending import deal_with, send_letters
from askel.letter.writing import message_id
from askel.people.models import Letters, Person
from tests import make
from tests.faults.postbox import Manner, nobody_there, postbox
from tests.letter.kinds import BROKEN, UNWANTED, WEEKLY
from tests.letter.test_letters import tell

HOUR = timedelta(hours=1)


def send(person: Person, kind: str = WEEKLY, *, after: timedelta = timedelta()) -> Letter | None:
    """Owe a letter for noon, and do with it what the loop would so much later. The row afterwards."""
    owe(person, kind=kind, due_at=make.NOON, now=make.NOON)
    return deal(make.NOON + after)


def deal(now: datetime) -> Letter | None:
    letter, line = take(now), Line()
    assert letter
    try:
        deal_with(letter, line, Loop(), now=now)
    finally:
        line.close()
    return Letter.objects.filter(pk=letter.pk).first()


def test_a_letter_leaves_in_the_language_of_its_reader_and_says_how_to_stop(mina: Person, settings: Settings) -> None:
    mina.language = "fi"
    mina.save()
    with postbox() as box:
        tell(settings, box.port)
        sent = send(mina)

    assert sent
    assert sent.sent_at == make.NOON
    ((reader, found, text),) = box.letters
    letter = message_from_string(text, policy=policy.default)
    assert reader == "mina@example.org"
    assert found == message_id(sent.key) == letter["Message-ID"]
    assert letter["Auto-Submitted"] == "auto-generated"
    words = letter.get_content()
    assert "http://localhost:8000/home/" in words
    assert letter["List-Unsubscribe"].strip(" <>") in words
    assert "mina" not in words.lower().replace(mina.pk.hex, "")


def test_a_message_id_is_the_same_for_the_same_letter_and_another_for_another(mina: Person, pavel: Person) -> None:
    letters = []
    for person in (mina, mina, pavel):
        owe(person, kind=WEEKLY, due_at=make.NOON, now=make.NOON)
    owe(mina, kind=WEEKLY, due_at=make.NOON + 24 * HOUR, now=make.NOON)
    letters = [message_id(letter.key) for letter in Letter.objects.all()]
    again = [message_id(letter.key) for letter in Letter.objects.all()]

    assert letters == again
    assert len(set(letters)) == 3
    assert not any(mina.pk.hex in one for one in letters)


@pytest.mark.parametrize(
    ("manner", "is_for_good"),
    [(Manner.LATER, False), (Manner.FULL, False), (Manner.DROPS, False), (Manner.NEVER, True)],
)
def test_a_mail_server_that_says_no_for_now_is_asked_again_and_one_that_says_never_is_not(
    manner: Manner,
    is_for_good: bool,  # noqa: FBT001 - a table
    mina: Person,
    settings: Settings,
) -> None:
    with postbox(manner) as box:
        tell(settings, box.port)
        letter = send(mina)

    assert letter
    assert (letter.given_up_at is not None) is is_for_good
    assert letter.tries == (0 if is_for_good else 1)
    assert undelivered(mina, make.NOON) is is_for_good


def test_a_mail_server_that_is_away_is_asked_again(mina: Person, settings: Settings) -> None:
    tell(settings, nobody_there())

    letter = send(mina)

    assert letter
    assert (letter.tries, letter.next_try_at) == (1, make.NOON + timedelta(minutes=1))


def test_an_address_that_no_server_can_take_is_given_up(mina: Person, settings: Settings) -> None:
    mina.email = "mïna@example.org"
    mina.save()
    with postbox() as box:
        tell(settings, box.port)
        letter = send(mina)

    assert letter
    assert letter.given_up_at
    assert box.letters == []


def test_the_banner_goes_when_the_address_changes(mina: Person, settings: Settings, client: Client) -> None:
    with postbox(Manner.NEVER) as box:
        tell(settings, box.port)
        owe_test(by=mina, now=timezone.now())
        deal(timezone.now())
    client.force_login(mina, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "could not be delivered" in client.get("/home/").text

    mina.email = "mina@example.com"
    mina.save()

    assert "could not be delivered" not in client.get("/home/").text


def test_without_a_mail_server_letters_are_files(mina: Person, settings: Settings, tmp_path: Path) -> None:
    settings.LETTERS_FOLDER = tmp_path / "letters"

    letter = send(mina)

    assert letter
    assert letter.sent_at
    assert len(list(settings.LETTERS_FOLDER.iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_tried_again(mina: Person, settings: Settings, tmp_path: Path) -> None:
    settings.LETTERS_FOLDER = tmp_path / "letters"
    settings.LETTERS_FOLDER.write_text("a file where the folder should be")

    letter = send(mina)

    assert letter
    assert letter.tries == 1


def test_a_letter_waits_for_the_end_of_the_night(mina: Person) -> None:
    letter = send(mina, after=11 * HOUR)

    assert letter
    assert letter.next_try_at == make.NOON + 20 * HOUR
    assert letter.tries == 0


def test_a_letter_of_yesterday_is_shown_instead(mina: Person, pavel: Person, client: Client) -> None:
    letter = send(mina, after=25 * HOUR)

    assert letter
    assert letter.late_at
    assert shown_instead(mina, make.NOON + 25 * HOUR) == (make.TODAY,)
    assert shown_instead(mina, make.NOON + timedelta(days=9)) == ()
    assert shown_instead(pavel, make.NOON + 25 * HOUR) == ()


def test_a_letter_that_was_tried_in_vain_for_two_days_is_given_up(mina: Person, settings: Settings) -> None:
    tell(settings, nobody_there())
    send(mina)
    shown = deal(make.NOON + 25 * HOUR)
    assert shown
    assert shown.late_at
    assert not not_reached(mina, make.NOON + 25 * HOUR).is_undelivered

    given_up = deal(make.NOON + 49 * HOUR)

    assert given_up
    assert given_up.given_up_at
    assert not_reached(mina, make.NOON + 49 * HOUR).is_undelivered


def test_what_nobody_wants_any_more_is_dropped(mina: Person, pavel: Person, sam: Person) -> None:
    pavel.letters = Letters.NONE
    pavel.save()
    sam.email = None
    sam.save()

    assert send(mina, UNWANTED) is None
    assert send(pavel) is None
    assert send(sam) is None


def test_a_letter_that_cannot_be_written_keeps_no_other_from_leaving(
    mina: Person, settings: Settings, tmp_path: Path
) -> None:
    settings.LETTERS_FOLDER = tmp_path / "letters"
    owe(mina, kind=BROKEN, due_at=timezone.now(), now=timezone.now())
    for _ in range(2):
        owe_test(by=mina, now=timezone.now())

    is_more = send_letters(Loop())

    assert not is_more
    assert Letter.objects.filter(kind="test").exclude(sent_at=None).count() == 2
    assert Letter.objects.get(kind=BROKEN).sent_at is None


def test_a_letter_of_a_kind_that_this_askel_does_not_know_waits_two_days_for_one_that_does(
    mina: Person, settings: Settings, tmp_path: Path
) -> None:
    settings.LETTERS_FOLDER = tmp_path / "letters"
    owe(mina, kind=BROKEN, due_at=make.NOON, now=make.NOON)
    Letter.objects.update(kind="of-tomorrow")
    owe_test(by=mina, now=timezone.now())

    waits = deal(make.NOON)
    is_more = send_letters(Loop())

    assert waits
    assert (waits.tries, waits.lease) == (1, None)
    assert not is_more
    assert Letter.objects.get(kind="test").sent_at
    Letter.objects.filter(kind="of-tomorrow").update(next_try_at=make.NOON)
    assert deal(make.NOON + 49 * HOUR) is None


def test_a_stopping_loop_takes_no_other_letter_in_hand(mina: Person) -> None:
    owe_test(by=mina, now=timezone.now())
    loop = Loop()
    loop.stopping.set()

    assert not send_letters(loop)

    assert Letter.objects.get().lease is None


def test_with_a_loop_codes_are_owed_and_leave_through_it(mina: Person, settings: Settings) -> None:
    note_tick(now=timezone.now())
    with postbox() as box:
        tell(settings, box.port)
        browser = Client()
        for address in ("mina@example.org", "nobody@example.org"):
            page = browser.post("/sign-in/code/", {"email": address}, follow=True).text
            assert "is on its way" in page
        assert box.letters == []
        assert {letter.person for letter in Letter.objects.all()} == {mina, None}

        assert not send_letters(Loop())

    assert [reader for reader, *_ in box.letters] == ["mina@example.org", "nobody@example.org"]
    assert not Letter.objects.exists()


def test_a_code_is_worth_no_letter_after_ten_minutes(mina: Person, settings: Settings) -> None:
    note_tick(now=timezone.now())
    tell(settings, nobody_there())
    Client().post("/sign-in/code/", {"email": "mina@example.org"})

    assert deal(timezone.now() + timedelta(minutes=11)) is None
