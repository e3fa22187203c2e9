"""Writing an answer, keeping it, marking it as done."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from askel.journal.actions import ChangedElsewhereError, Seen, finish_answer, reopen_answer, save_answer
from askel.journal.models import Answer
from askel.journal.queries import standing
from askel.journal.words import Line, Words
from askel.people.models import Person
from askel.steps.edition import Exercise
from askel.steps.models import Fact
from askel.steps.queries import edition
from tests import make
from tests.conftest import SignedIn

LIST = "/steps/tuning-in/what-stands-in-the-way/"
CHOOSE = "/steps/tuning-in/what-i-expect/"
PAGE = Seen(0, "a-page", 1)
ELSEWHERE = Seen(0, "another-page", 1)
WAIT = Words(asks={"small-thing": "One sentence first"}, lines=(Line("Buses are late", "mine"),))


def exercise(key: str = "what-stands-in-the-way") -> Exercise:
    found = edition("en").exercise(key)
    assert found
    return found


def form_of(client: Client, path: str, **typed: str | list[str]) -> dict[str, str | list[str]]:
    """What a browser would send from this page, with some boxes changed."""
    html = client.get(path).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(owner|writer|version|beat)" value="([^"]*)"', html))
    return {**hidden, **{name.replace("__", "-"): value for name, value in typed.items()}}


def saved(person: Person, key: str = "what-stands-in-the-way") -> Words:
    return Answer.objects.of(person).get(exercise=key).words


def test_what_was_saved_is_there_again(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)

    typed = {
        "line__0": "Buses are late",
        "mark__0": "mine",
        "line__2": "Nobody answers",
        "ask__small-thing": "Say hello",
    }
    answer = browser.post(LIST, form_of(browser, LIST, **typed))

    assert answer["Location"] == LIST
    html = browser.get(LIST).content.decode()
    assert "Buses are late</textarea>" in html
    assert "Nobody answers</textarea>" in html
    assert "Say hello</textarea>" in html
    assert saved(mina).lines == (Line("Buses are late", "mine"), Line("Nobody answers"))


def test_nobody_else_meets_an_answer(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    save_answer(exercise(), WAIT, by=mina, seen=PAGE, now=make.NOON)

    assert b"Buses are late" in signed_in(mina).get(LIST).content
    assert b"Buses are late" not in signed_in(pavel).get(LIST).content


def test_done_leads_to_the_next_step_and_tells_the_ledger(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)

    answer = browser.post(LIST, form_of(browser, LIST, line__0="Buses are late", then="done"))

    assert answer["Location"] == f"{LIST}?done=1"
    shown = browser.get(answer["Location"]).content.decode()
    assert shown.index('href="/home/">To your next step') < shown.index("/steps/tuning-in/possible-all-the-same/")
    assert standing(mina).answered == {"what-stands-in-the-way"}
    assert [fact.about for fact in Fact.objects.of(mina)] == ["what-stands-in-the-way"]


def test_done_on_paper_counts(mina: Person) -> None:
    finish_answer(exercise(), Words(), by=mina, seen=PAGE, now=make.NOON)

    assert standing(mina).answered == {"what-stands-in-the-way"}


def test_done_twice_is_done_once(mina: Person) -> None:
    first = finish_answer(exercise(), WAIT, by=mina, seen=PAGE, now=make.NOON)
    finish_answer(exercise(), WAIT, by=mina, seen=PAGE, now=make.NOON + timedelta(hours=1))

    first.refresh_from_db()
    assert first.done_at == make.NOON
    assert Fact.objects.of(mina).count() == 1


def test_an_answer_opened_again_is_not_done_and_keeps_its_words(mina: Person, signed_in: SignedIn) -> None:
    finish_answer(exercise(), WAIT, by=mina, seen=PAGE, now=make.NOON)
    browser = signed_in(mina)

    browser.post(LIST, form_of(browser, LIST, line__0="Buses are late", mark__0="mine", then="reopen"))

    assert standing(mina).answered == frozenset()
    assert standing(mina).begun == {"what-stands-in-the-way"}
    assert not Fact.objects.of(mina).exists()


def test_to_open_what_is_open_changes_nothing(mina: Person) -> None:
    answer = reopen_answer(exercise(), WAIT, by=mina, seen=PAGE, now=make.NOON)

    assert answer.done_at is None


def test_after_the_last_exercise_comes_the_overview(mina: Person, signed_in: SignedIn) -> None:
    *others, last = edition("en").exercises()
    for other in others:
        finish_answer(other, Words(), by=mina, seen=PAGE, now=make.NOON)
    browser = signed_in(mina)
    path = f"/steps/{last.step}/{last.key}/"

    answer = browser.post(path, form_of(browser, path, then="done"), follow=True)

    assert answer.redirect_chain[0][0] == "/steps/"
    assert "Every exercise is done" in answer.content.decode()
    assert standing(mina).next is None


def test_an_answer_made_empty_is_not_begun(mina: Person) -> None:
    save_answer(exercise(), WAIT, by=mina, seen=PAGE, now=make.NOON)
    save_answer(exercise(), Words(asks={"small-thing": ""}), by=mina, seen=PAGE, now=make.NOON)

    assert standing(mina).begun == frozenset()


def test_a_line_is_added_without_a_script_and_what_was_typed_is_kept(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)
    sent = form_of(browser, LIST, **{f"line__{n}": f"thing {n}" for n in range(3)}, then="add")

    answer = browser.post(LIST, sent)

    assert answer["Location"] == f"{LIST}?rows=4#id_line-3"
    html = browser.get(answer["Location"]).content.decode()
    assert 'name="line-3"' in html
    assert "thing 2</textarea>" in html


def test_there_is_room_for_thirty_lines(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)

    browser.post(LIST, form_of(browser, LIST, **{f"line__{n}": f"thing {n}" for n in range(30)}))
    html = browser.get(LIST).content.decode()
    over = browser.post(LIST, form_of(browser, LIST, **{f"line__{n}": f"thing {n}" for n in range(31)}))

    assert len(saved(mina).lines) == 30
    assert "There is room for 30 lines." in html
    assert 'value="add"' not in html
    assert "There is room for 30 lines." in over.content.decode()


@pytest.mark.parametrize(
    ("path", "typed", "sentence"),
    [
        (LIST, {"line__0": "ä" * 302}, "This is 2 letters too long."),
        (LIST, {"ask__small-thing": "ä" * 4001, "line__0": "Buses are late"}, "This is 1 letter too long."),
        (LIST, {"line__0": "Buses are late", "mark__0": "nonsense"}, "nonsense"),
        (CHOOSE, {"choices": ["my-field", "courage", "language", "plan"]}, "Choose 3 at most. Take away a tick."),
        (LIST, {"line__0": "Buses are late", "version": "-1"}, "version"),
    ],
)
def test_what_does_not_fit_comes_back_with_a_sentence(
    path: str, typed: dict[str, str | list[str]], sentence: str, mina: Person, signed_in: SignedIn
) -> None:
    browser = signed_in(mina)

    answer = browser.post(path, form_of(browser, path, **typed))

    html = answer.content.decode()
    assert sentence in html
    assert "Something needs a second look" in html
    for text in typed.values():
        if isinstance(text, str) and len(text) > 4:
            assert text in html
    assert not Answer.objects.of(mina).exists()


@pytest.mark.parametrize("name", ["line-" + "9" * 5000, "line-٣", "line--1", "ask-nobody"])
def test_a_box_that_is_not_on_the_page_is_left_alone(name: str, mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)

    sent = urlencode({**form_of(browser, LIST, line__0="Buses are late"), name: "x"})
    answer = browser.post(LIST, sent, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 302
    assert saved(mina).lines == (Line("Buses are late"),)


def test_two_pages_show_both_texts_and_overwrite_nothing(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)
    phone, laptop = form_of(browser, LIST, line__0="From the phone"), form_of(browser, LIST, line__0="From the laptop")
    browser.post(LIST, phone)

    both = browser.post(LIST, laptop)

    html = both.content.decode()
    assert "Both texts are below" in html
    assert "From the phone</blockquote>" in html
    assert "From the laptop</textarea>" in html
    assert saved(mina).lines == (Line("From the phone"),)

    hidden = dict(re.findall(r'<input type="hidden" name="(owner|writer|version|beat)" value="([^"]*)"', html))
    assert browser.post(LIST, {**hidden, "line-0": "Both"}).status_code == 302
    assert saved(mina).lines == (Line("Both"),)


def test_two_pages_with_the_same_words_do_not_meet(mina: Person) -> None:
    save_answer(exercise(), WAIT, by=mina, seen=PAGE, now=make.NOON)

    assert save_answer(exercise(), WAIT, by=mina, seen=ELSEWHERE, now=make.NOON).version == 1


def test_other_ticks_are_shown_beside_mine(mina: Person, signed_in: SignedIn) -> None:
    browser = signed_in(mina)
    one, two = form_of(browser, CHOOSE, choices=["my-field"]), form_of(browser, CHOOSE, choices=["courage"])
    browser.post(CHOOSE, one)

    html = browser.post(CHOOSE, two).content.decode()

    label = next(o.label for o in exercise("what-i-expect").choices.options if o.key == "my-field")  # type: ignore[union-attr]
    assert f"{label}</blockquote>" in html


def test_a_page_saves_over_itself_when_the_answer_was_lost(mina: Person) -> None:
    save_answer(exercise(), WAIT, by=mina, seen=PAGE, now=make.NOON)

    again = save_answer(
        exercise(), Words(asks={"small-thing": "More"}), by=mina, seen=Seen(0, "a-page", 2), now=make.NOON
    )

    assert again.version == 2


def test_an_older_save_that_comes_late_changes_nothing(mina: Person) -> None:
    save_answer(exercise(), WAIT, by=mina, seen=Seen(0, "a-page", 2), now=make.NOON)

    save_answer(exercise(), Words(), by=mina, seen=Seen(0, "a-page", 1), now=make.NOON)

    assert saved(mina) == WAIT


def test_a_page_without_a_name_saves_only_over_what_it_saw(mina: Person) -> None:
    save_answer(exercise(), WAIT, by=mina, seen=Seen(0, ""), now=make.NOON)

    with pytest.raises(ChangedElsewhereError):
        save_answer(exercise(), Words(), by=mina, seen=Seen(0, ""), now=make.NOON)


def test_texts_to_questions_no_longer_asked_are_kept(mina: Person) -> None:
    save_answer(exercise(), Words(asks={"from-before": "Kept"}), by=mina, seen=PAGE, now=make.NOON)

    save_answer(exercise(), WAIT, by=mina, seen=PAGE, now=make.NOON)

    assert saved(mina).asks == {"from-before": "Kept", "small-thing": "One sentence first"}


def test_a_form_of_somebody_else_is_not_saved_and_given_back(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    of_mina = form_of(signed_in(mina), LIST, line__0="Mina wrote <this>")

    answer = signed_in(pavel).post(LIST, of_mina)

    assert answer.status_code == 409
    assert "Mina wrote &lt;this&gt;" in answer.content.decode()
    assert not Answer.objects.exists()
