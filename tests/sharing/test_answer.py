"""One answer, shown: the questions that are answered, with their words, as they are now."""

import pytest
from django.test import Client
from django.utils import timezone

from askel.journal.actions import Seen, save_answer
from askel.journal.models import Answer
from askel.journal.reading import Part, Read, read, title_of
from askel.journal.words import Line as WrittenLine
from askel.journal.words import Words
from askel.people.models import Person
from askel.sharing.actions import NothingWrittenError
from askel.sharing.models import Line, Share
from askel.sharing.queries import shares_page
from askel.steps.queries import edition
from tests import make
from tests.conftest import SignedIn

ADDRESS = "/share/answer/what-stands-in-the-way/"
SAID = {"for_whom": "Pavel", "until": "2026-12-01"}


def write(owner: Person, key: str, words: Words) -> Answer:
    exercise = edition("en").exercise(key)
    assert exercise
    return save_answer(exercise, words, by=owner, seen=Seen(0, "a-page"), now=make.NOON)


def test_the_viewer_reads_title_questions_and_words_and_no_other_answer(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    lines = (WrittenLine("zwieback", "mine"), WrittenLine("pumpernickel"))
    answer = write(mina, "what-stands-in-the-way", Words(lines=lines))
    write(mina, "possible-all-the-same", Words(asks={"worked": "knäckebröd"}))
    share = make.share(mina, pavel, Line.ANSWER, answer=answer, now=timezone.now())

    page = signed_in(pavel).get(f"/shared/{share.pk}/").text

    assert "What stands in the way" in page
    assert "zwieback (I can change this)\npumpernickel" in page
    assert "knäckebröd" not in page
    assert page.count("<h3") == 1  # what was not answered is not asked


def test_choices_come_first_and_are_told_by_what_they_say(mina: Person) -> None:
    answer = write(mina, "what-i-expect", Words(asks={"sign": "zwieback"}, choices=("courage", "no-such")))

    found = read(answer)

    assert found.title == title_of(answer) == "What I expect"
    assert [part.words for part in found.parts] == [choice("courage"), "zwieback"]


def choice(key: str) -> str:
    exercise = edition("en").exercise("what-i-expect")
    assert exercise
    assert exercise.choices
    return next(option.label for option in exercise.choices.options if option.key == key)


def test_titles_and_questions_are_in_the_readers_language(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    share = make.share(mina, pavel, Line.ANSWER, answer=make.answer(mina, "zwieback"), now=timezone.now())

    page = signed_in(pavel).get(f"/shared/{share.pk}/", headers={"Accept-Language": "fi"}).text

    assert '<p lang="fi"><strong>Mikä hankaloittaa' in page
    assert "zwieback" in page


def test_an_exercise_that_the_edition_has_no_more_says_nothing(mina: Person) -> None:
    answer = make.answer(mina)
    answer.exercise = "gone"

    assert read(answer) == Read()
    assert title_of(answer) == ""


@pytest.mark.parametrize("address", ["/share/answer/no-such/", ADDRESS, "/share/answer/%C3%A4/"])
def test_what_is_no_exercise_or_was_never_answered_is_not_found(address: str, browser: Client) -> None:
    assert browser.get(address).status_code == 404
    assert browser.post(address, SAID).status_code == 404


def test_an_empty_answer_cannot_be_shown_and_the_page_says_so(mina: Person, browser: Client) -> None:
    make.answer(mina)
    answer = make.answer(mina, "")

    assert "There is nothing to show yet." in browser.get(ADDRESS).text
    assert "Make the link" not in browser.get(ADDRESS).text
    assert "Write your answer first." in browser.post(ADDRESS, {**SAID, "until": make.TODAY.isoformat()}).text
    with pytest.raises(NothingWrittenError):
        make.link(mina, Line.ANSWER, answer=answer)
    assert not Share.objects.exists()


def test_words_to_a_question_that_is_asked_no_more_are_not_shown(mina: Person) -> None:
    answer = write(mina, "what-stands-in-the-way", Words(asks={"an-old-question": "zwieback"}))

    assert read(answer).parts == ()
    with pytest.raises(NothingWrittenError):
        make.link(mina, Line.ANSWER, answer=answer)


def test_an_answer_that_is_emptied_while_it_is_shown_says_that_there_is_nothing(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    share = make.share(mina, pavel, Line.ANSWER, answer=make.answer(mina, "zwieback"), now=timezone.now())
    browser = signed_in(pavel)
    assert "zwieback" in browser.get(f"/shared/{share.pk}/").text

    make.answer(mina, "")

    page = browser.get(f"/shared/{share.pk}/").text
    assert "Nothing is written here now." in page
    assert "zwieback" not in page


def test_its_owner_knows_it_by_the_title_and_it_stays_closed(mina: Person) -> None:
    make.link(mina, Line.ANSWER, answer=make.answer(mina, "zwieback"))

    assert [one.words for one in shares_page(mina, make.NOON).open] == ["What stands in the way"]


def test_when_it_is_deleted_its_shares_go(mina: Person, pavel: Person) -> None:
    make.share(mina, pavel, Line.ANSWER, answer=make.answer(mina))

    Answer.objects.of(mina).delete()

    assert not Share.objects.exists()


def test_one_question_is_one_part(mina: Person) -> None:
    question = read(make.answer(mina, "zwieback")).parts

    assert question == (Part(question[0].question, "zwieback"),)
    assert question[0].question
