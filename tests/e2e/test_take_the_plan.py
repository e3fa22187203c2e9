"""The plan in a calendar, on paper and back from paper, on a phone with and without JavaScript."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit, findings, small_targets, too_wide
from tests.e2e.hands import Careful, Finger
from tests.live import Askel, Person

NAME = "Somebody from paper"


BOTH = pytest.mark.parametrize(("language", "script"), [("en", True), ("fi", False)])


def open_plan(visit: Visit, as_: str, language: str, *, script: bool) -> Finger:
    page = visit(as_=as_, language=language, java_script_enabled=script)
    hand = Careful(page) if script else Finger(page)  # looking at a page takes its scripts
    hand.page.goto("/plan/")
    hand.press(hand.page.locator("main a[href='/plan/take/']"))
    return hand


def address_on(page: Page) -> str:
    return urlsplit(page.locator("#address").input_value()).path


@BOTH
def test_a_calendar_follows_the_plan_until_the_address_is_replaced(
    visit: Visit, askel: Askel, language: str, *, script: bool
) -> None:
    hand = open_plan(visit, "pavel", language, script=script)
    page, service = hand.page, Person(askel.url)
    hand.press(page.locator("main a[href='/plan/calendar/']"))
    if page.locator("form[action$='/end/']").count():  # the other language has been here
        hand.press(page.locator("form[action$='/end/'] button"))

    hand.press(page.locator("form[action$='/address/'] button"))
    first = address_on(page)
    assert not script or [*too_wide(page), *small_targets(page)] == []
    read = service.get(first)
    assert read.status == 200
    events = Calendar.from_ical(read.body).walk("VEVENT")
    assert len({str(event["SUMMARY"]) for event in events}) <= 1, "neutral at first"

    hand.choose(page.locator("[name=shows][value=words]"))
    hand.press(page.locator("form[action$='/shows/'] button"))
    expect(page.locator("#address")).to_have_count(0)  # shown once
    hand.press(page.locator("form[action$='/address/'] button"))
    second = address_on(page)

    assert service.get(first).status == 404
    assert service.get(second).status == 200
    hand.press(page.locator("form[action$='/end/'] button"))
    assert service.get(second).status == 404
    for path in (first, second):
        assert path.split("/")[-1].removesuffix(".ics") not in askel.log()


@BOTH
def test_a_plan_from_paper_is_typed_in_at_once(visit: Visit, language: str, *, script: bool) -> None:
    hand = open_plan(visit, "sam", language, script=script)
    page, day = hand.page, (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
    hand.press(page.locator("main a[href='/plan/from-paper/']"))
    assert not script or [*too_wide(page), *small_targets(page)] == []

    hand.write(page.locator("[name=whom-1]"), NAME)
    hand.write(page.locator("[name=on-1]"), day)
    hand.write(page.locator("[name=what-2]"), "x" * 501)
    hand.press(page.locator("main form button[type=submit]"))
    summary = page.locator("#errors")
    expect(summary).to_be_visible()
    summary.get_by_role("link").click()
    expect(page.locator("[name=whom-1]")).to_have_value(NAME)

    hand.write(page.locator("[name=what-2]"), "Small")
    hand.press(page.locator("main form button[type=submit]"))

    expect(page).to_have_url(re.compile("/plan/(#.*)?$"))  # the place of the mistake stays in the address
    expect(page.locator("main")).to_contain_text(NAME)


def test_anybody_gets_empty_sheets_to_print(visit: Visit, askel: Askel, language: str) -> None:
    hand = Finger(visit(language=language))

    hand.page.goto("/plan/paper/")

    assert [*findings(hand.page), *too_wide(hand.page)] == []
    made = Person(askel.url, language=language).get("/plan/paper/plan.pdf")
    assert made.status == 200
    assert made.body.startswith(b"%PDF")
