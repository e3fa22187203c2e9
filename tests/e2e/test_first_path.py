"""From the front page to a dated move and its check-in, in one sitting, as somebody who has never been here."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.hands import Careful, Finger, Keyboard

FRIEND = "Aino"
WISH = "Three people who work in a laboratory"
DEED = "I ask for 20 minutes about her work"
WORDS = "I wait until my Finnish is good enough."


def start(hand: Finger) -> None:
    page = hand.page
    page.goto("/")
    hand.press(page.locator("form[action='/start/'] button"))
    expect(page).to_have_url(re.compile("/welcome/$"))
    expect(page.locator(".code")).to_be_visible()
    hand.press(page.locator("main a[href='/home/']"))
    expect(page).to_have_url(re.compile("/home/$"))


def tune_in(hand: Finger) -> None:
    """The next step of somebody new is the first exercise. Words typed there are there again."""
    page = hand.page
    hand.press(page.locator("main .next a"))
    hand.write(page.locator("main form textarea").first, WORDS)
    hand.press(page.locator("button[name=then][value=done]"))
    expect(page).to_have_url(re.compile(r"what-stands-in-the-way/\?done=1$"))
    page.goto("/steps/tuning-in/what-stands-in-the-way/")
    expect(page.locator("main form textarea").first).to_have_value(WORDS)


def set_a_goal(hand: Finger) -> None:
    page = hand.page
    page.goto("/plan/")
    hand.press(page.locator("main a[href='/plan/goals/add/']").first)
    hand.write(page.locator("[name=wish]"), WISH)
    hand.press(page.locator("form:has([name=wish]) button[type=submit]").first)
    expect(page.locator("main")).to_contain_text(WISH)


def draw_a_friend(hand: Finger, name: str = FRIEND) -> None:
    page = hand.page
    page.goto("/map/")
    hand.press(page.locator("main a[href='/map/add/']").first)
    hand.write(page.locator("[name=nickname]"), name)
    hand.choose(page.locator("[name=ring][value='2']"))
    hand.choose(page.locator("[name=sphere][value=study]"))
    hand.press(page.locator("form:has([name=nickname]) button[type=submit]").first)
    expect(page.locator("main")).to_contain_text(name)


def plan_a_move(hand: Finger) -> None:
    """For today, so that it can be looked at today."""
    page = hand.page
    page.goto("/plan/")
    hand.press(page.locator("main a[href^='/plan/moves/add/']").first)
    hand.pick(page.locator("[name=towards]"), FRIEND)
    hand.write(page.locator("[name=what]"), DEED)
    hand.choose(page.locator("[name=when]").first)
    hand.press(page.locator("form:has([name=what]) button[type=submit]").first)
    expect(page.locator("main")).to_contain_text(FRIEND)


def check_in(hand: Finger) -> None:
    """It waits on the front page; one tap, and it is an encounter on the map."""
    page = hand.page
    page.goto("/home/")
    expect(page.locator("main")).to_contain_text(FRIEND)
    hand.press(page.locator("button[name=result][value=done]").first)
    hand.press(page.locator("main form:has([name=came_of]) button[type=submit]").first)
    page.goto("/map/")
    hand.press(page.locator("main a", has_text=FRIEND).first)
    today = datetime.now(ZoneInfo("Europe/Helsinki")).day
    expect(page.locator("main")).to_contain_text(re.compile(rf": .*\b{today}\b"))


def walk(hand: Finger) -> None:
    for stretch in (start, tune_in, set_a_goal, draw_a_friend, plan_a_move, check_in):
        stretch(hand)


def test_the_first_path_on_a_phone(page: Page) -> None:
    walk(Careful(page))


def test_the_first_path_by_keyboard_alone(page: Page) -> None:
    walk(Keyboard(page))


def test_the_first_path_without_javascript(visit: Visit) -> None:
    walk(Finger(visit(java_script_enabled=False)))
