"""Two ways to use a page: a finger on a phone, and the keyboard alone."""

from playwright.sync_api import Locator, Page

from tests.e2e.conftest import findings

MOST_TABS = 120


class Finger:
    """Taps and types, as on a phone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, what: Locator) -> None:
        """Press what leads to another page."""
        with self.page.expect_navigation():
            what.click()

    def write(self, where: Locator, words: str) -> None:
        where.fill(words)

    def choose(self, what: Locator) -> None:
        what.check(force=True)  # the circle itself may lie under its label

    def pick(self, where: Locator, label: str) -> None:
        where.select_option(label=label)


class Careful(Finger):
    """A finger, and a look at each page it comes to."""

    def press(self, what: Locator) -> None:
        super().press(what)
        assert findings(self.page) == []


class Keyboard(Finger):
    """Goes everywhere by Tab. What cannot be reached, or shows no focus, fails."""

    def press(self, what: Locator) -> None:
        self.go_to(what)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, where: Locator, words: str) -> None:
        self.go_to(where)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def choose(self, what: Locator) -> None:
        """A radio button: Tab reaches its group, arrows go on within it."""
        group = what.evaluate("one => one.name")
        self.go_to(self.page.locator(f"input[name='{group}']"))
        for _ in range(what.evaluate("one => one.form.elements[one.name].length ?? 1")):
            if what.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        assert what.is_checked(), group

    def pick(self, where: Locator, label: str) -> None:
        self.go_to(where)
        self.page.keyboard.type(label)

    def go_to(self, what: Locator) -> None:
        """Press Tab until the focus is on ``what`` (or on one of several)."""
        for _ in range(MOST_TABS):
            if what.evaluate_all("all => all.includes(document.activeElement)"):
                assert self.page.evaluate(FOCUS_SHOWS), "the focus cannot be seen"
                return
            self.page.keyboard.press("Tab")
        message = f"No way to {what} by keyboard on {self.page.url}"
        raise AssertionError(message)


FOCUS_SHOWS = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const shows = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
  return shows(style) || shows(getComputedStyle(one.closest("label, .ds-field, .card") ?? one));
}"""
