"""Words typed into an answer outlive a dead line and an ended session, and reach nobody else."""

from uuid import uuid4

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.e2e.conftest import Visit, sign_in
from tests.live import Askel, Person

EXERCISE = "/steps/goals/make-it-smaller/"


@pytest.fixture
def answering(visit: Visit) -> Page:
    """Mina's phone, with an exercise open and one answer saved."""
    page = visit(as_="mina")
    page.goto(EXERCISE)
    write(page, "First words")
    expect_phase(page, "clean")
    return page


def write(page: Page, words: str) -> str:
    """Type at the end of the first box. Returns words that nobody else has typed."""
    marked = f"{words} {uuid4().hex}"
    box = page.locator("form[data-draft] textarea").first
    box.press("End")
    box.press_sequentially(f" {marked}")
    return marked


def expect_phase(page: Page, phase: str) -> None:
    expect(page.locator(f"[data-draft-shown][data-phase={phase}]")).to_be_attached(timeout=15_000)


def saved(askel: Askel, name: str, words: str) -> bool:
    return words in Person(askel.url).sign_in(name).get(EXERCISE).text


def another_tab(page: Page) -> Page:
    tab = page.context.new_page()
    tab.goto("/account/")
    tab.locator("form[action='/sign-out/'] button").click()
    tab.wait_for_url(lambda url: url.endswith("/"))
    return tab


def cut_the_line(page: Page) -> None:
    page.context.set_offline(True)


def mend_the_line(page: Page) -> None:
    page.context.set_offline(False)


def test_words_are_saved_while_they_are_typed(answering: Page, askel: Askel) -> None:
    words = write(answering, "Typed and left")
    expect_phase(answering, "clean")

    answering.close()

    assert saved(askel, "mina", words)


def test_a_dead_line_loses_nothing(answering: Page, askel: Askel) -> None:
    cut_the_line(answering)
    words = write(answering, "Typed on the tram")
    expect_phase(answering, "failed")

    mend_the_line(answering)

    expect_phase(answering, "clean")
    assert saved(askel, "mina", words)


def test_the_same_person_signs_in_again_and_every_word_is_saved(answering: Page, askel: Askel) -> None:
    cut_the_line(answering)
    words = write(answering, "Typed before the session ended")
    expect_phase(answering, "failed")
    mend_the_line(answering)
    tab = another_tab(answering)

    sign_in(tab, "mina")
    answering.bring_to_front()
    more = write(answering, "and after")

    expect_phase(answering, "clean")
    assert saved(askel, "mina", words)
    assert saved(askel, "mina", more)


def test_nothing_reaches_somebody_else(answering: Page, askel: Askel) -> None:
    tab = another_tab(answering)
    sign_in(tab, "pavel")
    answering.bring_to_front()

    words = write(answering, "Only for Mina")
    expect_phase(answering, "other")

    assert not saved(askel, "pavel", words)
    assert words in answering.locator("form[data-draft] textarea").first.input_value()


def test_the_page_warns_before_words_are_lost(answering: Page) -> None:
    warnings: list[str] = []

    def stay(warning: Dialog) -> None:
        warnings.append(warning.type)
        warning.dismiss()

    answering.on("dialog", stay)
    cut_the_line(answering)
    write(answering, "Not saved yet")
    expect_phase(answering, "failed")

    answering.close(run_before_unload=True)
    answering.wait_for_timeout(500)

    assert warnings == ["beforeunload"]
    mend_the_line(answering)


def test_nothing_is_kept_in_the_browser(answering: Page) -> None:
    write(answering, "Only on the server")
    expect_phase(answering, "clean")

    assert answering.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert answering.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert answering.evaluate("caches.keys().then((all) => all.length)") == 0
