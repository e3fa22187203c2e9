"""One map on two devices: each sees what the other did, and neither undoes the other in silence."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit, findings
from tests.e2e.maps import PICTURE, Someone, begin, come_again, dot, empty_place, fill, says, sent, standing, stored

ANNA, BO = Someone("Anna", 3, "work"), Someone("Bo", 2, "study")
Devices = tuple[Page, Page]


@pytest.fixture
def devices(visit: Visit) -> Devices:
    """A phone and a laptop of the same person, both with the picture open."""
    phone, laptop = visit(), visit(width=1280)
    code = begin(phone)
    come_again(laptop, code)
    fill(phone, [ANNA, BO])
    for page in (phone, laptop):
        page.goto(PICTURE)
        expect(dot(page, "Anna")).to_be_visible()
    return phone, laptop


def put(page: Page, name: str, ring: int) -> None:
    """By the bar: choose somebody, then another ring."""
    dot(page, name).dispatch_event("click", {"detail": 1, "bubbles": True})
    with sent(page):
        page.locator(f".map-chosen [data-ring='{ring}']").click()


def look(page: Page, event: str) -> None:
    """Whoever comes back to the page looks at it again; here the browser says so."""
    where = "document" if event == "visibilitychange" else "window"
    page.evaluate(f"{where}.dispatchEvent(new Event('{event}'))")


@pytest.mark.parametrize("event", ["visibilitychange", "focus"])
def test_a_change_is_seen_at_the_next_look(devices: Devices, event: str) -> None:
    phone, laptop = devices
    laptop.evaluate("window.neverReloaded = true")

    put(phone, "Anna", 1)
    fill(phone, [Someone("Chidi", 1, "online")])
    look(laptop, event)

    expect(dot(laptop, "Chidi")).to_be_visible()
    expect(dot(laptop, "Anna")).to_have_attribute("data-ring", "1")
    expect(laptop.locator(".map-list-side li", has_text="Chidi")).to_be_visible()
    assert laptop.evaluate("window.neverReloaded")


def test_a_look_leaves_alone_who_is_writing(devices: Devices) -> None:
    phone, laptop = devices
    laptop.mouse.click(*empty_place(laptop, 3, "online"))
    laptop.keyboard.type("Half a na")

    put(phone, "Anna", 1)
    with laptop.expect_response("**/map/picture/"):
        look(laptop, "focus")
    laptop.keyboard.type("me")

    expect(laptop.locator("#map-nickname")).to_have_value("Half a name")


def test_a_clash_says_both_places_and_moves_nothing(devices: Devices) -> None:
    phone, laptop = devices
    put(phone, "Anna", 1)
    once = stored(phone)

    laptop.locator("#map-window").scroll_into_view_if_needed()
    place = empty_place(laptop, 2, "old_home")
    with sent(laptop):
        laptop.mouse.move(*standing(laptop, "Anna"))
        laptop.mouse.down()
        laptop.mouse.move(*place, steps=6)
        laptop.mouse.up()

    expect(says(laptop)).to_contain_text("There it stands in: Work, close to me.")
    expect(says(laptop)).to_contain_text("You wanted: Old home, quite close.")
    assert stored(laptop) == once
    expect(dot(laptop, "Anna")).to_have_attribute("data-ring", "1")
    assert findings(laptop) == []

    put(laptop, "Anna", 2)
    assert Someone("Anna", 2, "work") in stored(laptop)[0]


def test_a_dead_line_moves_nothing_and_says_so(devices: Devices) -> None:
    phone, _ = devices
    before = stored(phone)
    dot(phone, "Anna").click()

    phone.context.set_offline(True)
    phone.locator(".map-chosen [data-ring='1']").click()
    expect(says(phone)).to_contain_text("Not saved: the line is down.")
    phone.context.set_offline(False)

    assert stored(phone) == before
    with sent(phone):
        phone.locator(".map-chosen [data-ring='1']").click()
    assert Someone("Anna", 1, "work") in stored(phone)[0]
