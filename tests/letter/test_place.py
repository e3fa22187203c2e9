"""Letters about somebody's place itself, and what becomes of letters when the place is erased."""

import os
from datetime import timedelta
from email.message import EmailMessage as Message
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from askel.config.night import tidy
from askel.errand.loop import Loop
from askel.letter.actions import owe, owe_test, take
from askel.letter.backend import write_letter
from askel.letter.kinds import LEAVING, TEST
from askel.letter.line import Line
from askel.letter.models import Letter
from askel.letter.sending import deal_with, send_letters
from askel.letter.writing import is_wanted, message_of
from askel.people.actions import erase_person
from askel.people.leaving import keep_everything, leave_later
from askel.people.models import Letters, Person
from tests import make
from tests.letter.kinds import WEEKLY


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where letters lie as files."""
    settings.LETTERS_FOLDER = tmp_path / "letters"
    settings.LETTERS_FOLDER.mkdir()
    return Path(settings.LETTERS_FOLDER)


def lies(folder: Path, to: str) -> Path:
    return write_letter(EmailMessage("A code", "ABCD-EFGH", to=[to]), folder)


def said(letter: Letter) -> Message:
    message = message_of(letter)
    assert message
    return message.message()


def test_whoever_chooses_to_be_erased_is_told_at_once_even_at_night_and_without_reminders(mina: Person) -> None:
    mina.letters = Letters.NONE
    mina.save()

    leave_later(by=mina, now=make.NOON + timedelta(hours=14))

    letter = Letter.objects.get()
    assert (letter.kind, letter.is_pressing, letter.due_at) == (LEAVING, True, make.NOON + timedelta(hours=14))
    assert is_wanted(letter)
    words = said(letter).get_payload()
    assert "It is erased on Wednesday 2 December." in words
    assert "Keep everything" in words
    assert "http://localhost:8000/account/" in words


def test_it_cannot_be_stopped_as_a_reminder_can(mina: Person) -> None:
    leave_later(by=mina, now=make.NOON)
    owe(mina, kind=WEEKLY, due_at=make.NOON, now=make.NOON)
    told, weekly = Letter.objects.get(kind=LEAVING), Letter.objects.get(kind=WEEKLY)
    assert "/letters/stop/" in said(weekly).as_string()

    assert "/letters/stop/" not in said(told).as_string()
    assert "List-Unsubscribe" not in said(told)


def test_a_guest_has_nowhere_to_be_told() -> None:
    leave_later(by=make.guest(), now=make.NOON)

    assert not Letter.objects.exists()


def test_choosing_it_anew_on_the_same_day_is_told_anew(mina: Person) -> None:
    for _ in range(2):
        leave_later(by=mina, now=make.NOON)
        leave_later(by=mina, now=make.NOON)
        keep_everything(by=mina)

    assert Letter.objects.filter(kind=LEAVING).count() == 2


def test_whoever_stays_after_all_is_not_told(mina: Person, folder: Path) -> None:
    leave_later(by=mina, now=timezone.now())
    keep_everything(by=mina)

    send_letters(Loop())

    assert not Letter.objects.exists()
    assert not list(folder.iterdir())


def test_reminders_rest_meanwhile_and_what_was_asked_for_comes(mina: Person, folder: Path) -> None:
    now = timezone.now().replace(hour=10)
    owe(mina, kind=WEEKLY, due_at=now, now=now)
    owe_test(by=mina, now=now)
    assert all(is_wanted(letter) for letter in Letter.objects.all())

    leave_later(by=mina, now=now)

    wanted = {letter.kind for letter in Letter.objects.all() if is_wanted(letter)}
    assert wanted == {LEAVING, TEST}
    Client().post("/sign-in/code/", {"email": "mina@example.org"})
    keep_everything(by=mina)
    assert is_wanted(Letter.objects.get(kind=WEEKLY))


def test_an_erase_takes_the_files_to_that_address_and_no_other(mina: Person, pavel: Person, folder: Path) -> None:
    gone = [lies(folder, "mina@example.org"), lies(folder, "Mina <Mina@Example.org>")]
    kept = [lies(folder, "pavel@example.org"), lies(folder, "na@example.org")]

    erase_person(mina)
    erase_person(make.guest())

    assert not any(path.exists() for path in gone)
    assert all(path.exists() for path in kept)


def test_a_file_that_cannot_be_read_or_is_gone_keeps_no_other_from_going(mina: Person, folder: Path) -> None:
    (folder / "0.eml").mkdir()
    (folder / "1.eml").symlink_to(folder / "nothing")
    (folder / "2.eml").write_bytes(b"no letter at all")
    gone = lies(folder, "mina@example.org")

    erase_person(mina)

    assert not gone.exists()
    assert (folder / "2.eml").exists()


def test_a_letter_that_the_loop_has_in_hand_during_an_erase_leaves_no_file(mina: Person, folder: Path) -> None:
    owe(mina, kind=WEEKLY, due_at=make.NOON, now=make.NOON)
    letter = take(make.NOON)
    assert letter
    erase_person(Person.objects.get(pk=mina.pk))

    deal_with(letter, Line(), Loop(), now=make.NOON)

    assert not list(folder.iterdir())


def test_files_are_kept_as_long_as_rows_of_letters(folder: Path) -> None:
    old, new = lies(folder, "mina@example.org"), lies(folder, "mina@example.org")
    month_ago = (timezone.now() - timedelta(days=31)).timestamp()
    os.utime(old, (month_ago, month_ago))

    assert tidy()["letter_files_cleared"] == 1

    assert (old.exists(), new.exists()) == (False, True)
