"""How much a plan asks of a hand and an eye: few taps, few letters, few words to read."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.hands import Finger
from tests.e2e.test_first_path import DEED, FRIEND, draw_a_friend, set_a_goal, start

# Seconds, slower than the sources, as it is a second language on an old phone.
A_TAP = 2.5  # to find it and to hit it; 1.35 to make up one's mind and 1.1 to point (Card, Moran and Newell 1980)
A_LETTER = 0.6  # 0.33 at the 36 words a minute of 37,000 phones (Palin and others 2019)
A_WORD = 0.5  # 0.25 at the 238 words a minute of silent reading (Brysbaert 2019)
THREE_MINUTES = 180


class Counting(Finger):
    """A finger that counts what it costs: each page is read whole, though nobody does."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.taps = self.letters = self.words = 0

    @property
    def seconds(self) -> float:
        return self.taps * A_TAP + self.letters * A_LETTER + self.words * A_WORD

    def press(self, what: Locator) -> None:
        self.read()
        self.taps += 1
        super().press(what)

    def write(self, where: Locator, words: str) -> None:
        self.taps += 1
        self.letters += len(words)
        super().write(where, words)

    def choose(self, what: Locator) -> None:
        self.taps += 1
        super().choose(what)

    def pick(self, where: Locator, label: str) -> None:
        self.taps += 2
        super().pick(where, label)

    def read(self) -> None:
        """What is open on the page, without what lies in a list to choose from."""
        said = self.page.locator("main").evaluate(SAID)
        self.words += len(said.split())


SAID = """main => main.innerText.replaceAll([...main.querySelectorAll("select")].map(one => one.innerText).join("|"), "")"""


def test_a_first_dated_move_by_a_newcomer_who_has_a_map_fits_into_three_minutes(page: Page) -> None:
    before = Finger(page)
    start(before)
    for number in range(3):
        draw_a_friend(before, f"{FRIEND} {number}")
    set_a_goal(before)

    hand = Counting(page)
    page.goto("/home/")
    hand.press(page.locator("main .next a"))
    hand.pick(page.locator("[name=towards]"), f"{FRIEND} 1")
    hand.write(page.locator("[name=what]"), DEED)
    hand.choose(page.locator("[name=when]").first)
    hand.press(page.locator("form:has([name=what]) button[type=submit]").first)

    expect(page.locator("main")).to_contain_text(f"{FRIEND} 1")
    assert hand.seconds <= THREE_MINUTES, vars(hand)


def test_from_home_to_a_check_in_done_are_two_taps(visit: Visit) -> None:
    hand = Counting(visit(as_="mina", language="en"))
    hand.page.goto("/home/")
    hand.press(hand.page.locator("button[name=result][value=done]").first)
    hand.press(hand.page.locator("main form:has([name=came_of]) button[type=submit]").first)

    assert hand.taps == 2
