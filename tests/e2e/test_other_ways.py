"""Other ways in and on: five minutes, another day, people from a file, back with a code. Each page on the way is looked at."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.hands import Careful, Finger
from tests.live import Askel

FIXTURES = Path(__file__).parents[1] / "fixtures"


def test_five_minutes_and_another_day(page: Page) -> None:
    hand = Careful(page)
    page.goto("/")
    hand.press(page.locator("main a[href='/five-minutes/']"))
    hand.write(page.locator("[name=nickname]"), "Aino")
    hand.write(page.locator("[name=what]"), "I ask how her day goes")
    hand.choose(page.locator("[name=when]").first)
    hand.press(page.locator("form:has([name=what]) button[type=submit]"))
    expect(page.locator("main .code")).to_be_visible()

    hand.press(page.locator("main a[href='/home/']"))
    hand.press(page.locator("button[name=result][value=moved]"))
    hand.choose(page.locator("[name=when]").last)
    hand.press(page.locator("main form:has([name=when]) button[type=submit]"))

    page.goto("/map/")
    expect(page.locator("main")).to_contain_text("Aino")


@pytest.mark.parametrize("file", ["linkedin_Connections.csv", "networkcanvas"])
def test_people_come_from_a_file_and_nobody_is_picked_in_advance(page: Page, file: str) -> None:
    hand = Careful(page)
    path = FIXTURES / file
    page.goto("/")
    hand.press(page.locator("form[action='/start/'] button"))
    page.goto("/map/bring/")
    page.locator("input[type=file]").set_input_files(next(path.glob("*.graphml")) if path.is_dir() else path)
    hand.press(page.locator("form:has(input[type=file]) button[type=submit]"))
    assert page.locator("[name=pick]:checked").count() == 0

    hand.choose(page.locator("[name=pick]").first)
    name = page.locator("[name=pick] + label bdi").first.inner_text()
    for question in ("direction", "ring", "sphere"):
        if page.locator(f"[name={question}]").count():
            hand.choose(page.locator(f"[name={question}]").first)
    hand.press(page.locator("form:has([name=pick]) button[type=submit]:not([name])"))

    hand.press(page.locator("main a[href='/map/']"))
    expect(page.locator("main")).to_contain_text(name.split()[0])


def test_a_guest_gives_an_address_and_comes_back_by_a_mailed_code(page: Page, visit: Visit, askel: Askel) -> None:
    address = f"noor-{id(page)}@example.org"
    hand = Careful(page)
    page.goto("/")
    hand.press(page.locator("form[action='/start/'] button"))
    page.goto("/account/address/")
    hand.write(page.locator("[name=email]"), address)
    hand.press(page.locator("form:has([name=email]) button[type=submit]").first)
    hand.write(page.locator("[name=code]"), mailed_code(askel, address))
    hand.press(page.locator("form:has([name=code]) button[type=submit]").first)

    other = Finger(visit())
    other.page.goto("/sign-in/")
    other.write(other.page.locator("[name=email]"), address)
    other.press(other.page.locator("form:has([name=email]) button[type=submit]").first)
    other.write(other.page.locator("[name=code]"), mailed_code(askel, address))
    other.press(other.page.locator("form:has([name=code]) button[type=submit]").first)

    expect(other.page).to_have_url(re.compile("/home/$"))


def mailed_code(askel: Askel, address: str) -> str:
    """The newest code that went to ``address``."""
    letters = [
        path.read_text() for path in sorted((askel.data / "letters").glob("*.eml"), key=lambda p: p.stat().st_mtime)
    ]
    codes = [re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", text, re.MULTILINE) for text in letters if address in text]
    return [code[1] for code in codes if code][-1]
