"""A browser as a phone has it, and a started Askel with its demo."""

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.live import Askel, started

PHONE = {"width": 390, "height": 844}
ON_POSTGRES = bool(os.environ.get("ASKEL_DATABASE"))
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
Visit = Callable[..., Page]
# A box or a circle to tick counts with its label; a link counts where it is no part of a sentence.
SMALL_TARGETS = """() => [...document.querySelectorAll("button, summary, input, select, textarea, nav a, a.ds-button")]
  .map((one) => (["checkbox", "radio"].includes(one.type) && one.closest("label, .ds-field")) || one)
  .filter((one) => one.checkVisibility() && one.type !== "hidden")
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width > 1 && (box.height < 43.5 || box.width < 43.5))
  .map(([one, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${one.outerHTML.slice(0, 120)}`)"""


@pytest.fixture(scope="session")
def askel() -> Iterator[Askel]:
    with started() as askel:
        yield askel


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if not path:
        missing = (
            "Chromium is missing, so nothing was tried in a browser. Install it with: sudo apt-get install chromium"
        )
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture(params=["en", "fi"])
def language(request: pytest.FixtureRequest) -> str:
    """Each journey goes in both languages."""
    return str(request.param)


@pytest.fixture
def visit(chromium: Browser, askel: Askel) -> Iterator[Visit]:
    """Open a browser of one's own: ``visit(as_="mina", language="fi")`` gives a page, by default on a phone.

    A script error or a line that the policy blocked fails the test that met it.
    """
    contexts, complaints = [], []

    def open_page(*, as_: str = "", language: str = "en", width: int = 0, **options: object) -> Page:
        viewport = {"width": width, "height": 900} if width else PHONE
        context = chromium.new_context(base_url=askel.url, locale=language, viewport=viewport, **options)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
        if as_:
            sign_in(page, as_)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(visit: Visit, language: str) -> Page:
    """A phone that speaks ``language`` and has never been here."""
    return visit(language=language)


def sign_in(page: Page, name: str) -> None:
    """Come in as one of the demo's cast."""
    page.goto(f"/demo/as/{name}")
    page.locator("main form [type=submit], main form button").first.click()
    page.wait_for_url(re.compile(r"^(?!.*/demo/as/)"))


def findings(page: Page) -> list[str]:
    """What axe finds on the page as it stands, one line each."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url} {rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def too_wide(page: Page) -> list[str]:
    """Whether the page can be pushed sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{page.url} is {wide} px too wide"] if wide > 0 else []


def small_targets(page: Page) -> list[str]:
    """Buttons, fields and links that stand alone and are lower or narrower than 44 px. Links in running text may be."""
    small = page.evaluate(SMALL_TARGETS)
    return [f"{page.url} {one}" for one in small]
