"""One person shows another a line on a phone, with and without JavaScript, until it is stopped."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit, findings, small_targets, too_wide
from tests.e2e.hands import Finger


def faults(page: Page, *, script: bool) -> list[str]:
    return [*findings(page), *too_wide(page), *small_targets(page)] if script else []


@pytest.mark.parametrize(("language", "script"), [("en", True), ("fi", True), ("fi", False)])
@pytest.mark.parametrize("line", ["outline", "map"])
def test_a_line_is_shown_seen_answered_and_stopped(visit: Visit, line: str, language: str, *, script: bool) -> None:
    hers = Finger(visit(as_="mina", language=language, java_script_enabled=script))
    his = Finger(visit(language=language, java_script_enabled=script))
    found: list[str] = []

    hers.page.goto(f"/share/{line}/")
    found += faults(hers.page, script=script)
    hers.page.locator("#id_for_whom").fill("Pavel")
    hers.press(hers.page.locator("main form button"))
    found += faults(hers.page, script=script)
    link = urlsplit(hers.page.locator("#address").input_value().strip()).path

    his.page.goto(link)
    found += faults(his.page, script=script)
    his.press(his.page.locator("main form[action='/start/'] button"))
    his.press(his.page.locator(f"main a[href='{link}']"))
    his.press(his.page.locator("main form button"))
    seen = urlsplit(his.page.url).path
    his.page.locator("#id_words").fill("zwieback")
    his.press(his.page.locator("main form[action$='/say/'] button"))
    expect(his.page.get_by_text("zwieback")).to_be_visible()
    found += faults(his.page, script=script)
    his.page.goto("/shared/")
    found += faults(his.page, script=script)

    hers.page.goto("/shares/")
    expect(hers.page.get_by_text("zwieback").first).to_be_visible()
    found += faults(hers.page, script=script)
    hers.press(hers.page.locator("form[action$='/stop/'] button").first)

    answer = his.page.goto(seen)
    assert answer
    assert answer.status == 404
    assert found == []
