"""Every page that links lead to, as a visitor, a new guest and Mina see it: readable by everybody, at every width."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.e2e.conftest import ON_POSTGRES, Visit, findings, small_targets, too_wide
from tests.live import Askel, Person
from tests.pages import all_names, reachable

PICTURES = Path(__file__).parents[2] / "test-results/pictures"
# Both languages on demand; otherwise one an engine, so that each full run sees both.
LANGUAGES = ["en", "fi"] if os.environ.get("ASKEL_ALL") == "1" else ["fi" if ON_POSTGRES else "en"]
# Addresses that take a form, send a file or answer machines.
NO_PAGES = {
    "healthz",
    *("people:start", "people:language", "people:sign_out", "people:sign_out_everywhere", "people:sign_in_by_code"),
    *("people:end_return_code", "people:renew_return_code", "people:remove_passkey"),
    *("account_login", "account_signup", "account_email_verification_sent"),
    *("mfa_index", "mfa_login_webauthn", "mfa_authenticate", "mfa_reauthenticate_webauthn"),
    *("journal:draft", "journal:who", "netmap:known", "netmap:met", "netmap:tie"),
    *("netmap:put_back", "netmap:undo", "netmap:redo"),
    *("carry:take_json", "carry:take_graphml", "carry:take_contacts", "carry:take_ties"),
    *("carry:take_svg", "carry:take_png", "carry:take_pdf", "carry:blank_pdf"),
    *("upkeep:met", "upkeep:undo_met", "upkeep:snooze", "plan:remind"),
    *("letter:send_test", "letter:stop", "netmap:place", "netmap:stamp"),
    *("plan:end_pause", "plan:follow_up", "plan:talk"),
    *("sharing:stop", "sharing:take_away", "sharing:say", "sharing:put_away", "sharing:answer"),
    *("sharing:take_answer_away", "sharing:end_supporter", "sharing:label_support", "sharing:end_supporting"),
    *("people:erase_later", "people:keep_everything", "people:withdraw", "privacy:take"),
    *("plan:close_goal", "plan:undo", "plan:calendar", "plan:check_in"),
    *("plan:make_address", "plan:end_address", "plan:feed_shows", "plan:feed_file", "plan:take_pdf", "plan:sheets_pdf"),
}
# Pages that only a sent form leads to: the journeys stand on them.
AFTER_A_FORM = {
    *("account_request_login_code", "account_confirm_login_code", "carry:pick"),
    *("plan:another_day", "plan:came_of", "plan:five_done"),
    *("sharing:open", "sharing:one", "sharing:open_support"),
    *("sharing:report_remark", "sharing:report_line", "sharing:report_answer"),
}


@dataclass(frozen=True)
class Walk:
    """Who walks, and each kind of page they can reach."""

    person: Person
    pages: dict[str, str]

    def open(self, visit: Visit, language: str, **options: object) -> Page:
        page = visit(language=language, **options)
        page.context.add_cookies(
            [{"name": c.name, "value": c.value or "", "url": self.person.url} for c in self.person.cookies]
        )
        return page


def walk(askel: Askel, role: str) -> Walk:
    person = Person(askel.url)
    if role == "visitor":
        return Walk(person, reachable(person, "/", "/demo/as/mina"))
    if role == "guest":
        person.get("/")
        assert person.post(reverse("people:start")).status == 200
        return Walk(person, reachable(person, reverse("people:welcome"), reverse("home:home")))
    return Walk(person.sign_in(role), reachable(person, reverse("home:home")))


@pytest.fixture(scope="session")
def walks(askel: Askel) -> dict[str, Walk]:
    return {role: walk(askel, role) for role in ("visitor", "guest", "mina")}


def test_links_lead_to_every_page(walks: dict[str, Walk]) -> None:
    reached = {name for one in walks.values() for name in one.pages}

    assert sorted(set(all_names()) - NO_PAGES - AFTER_A_FORM - reached) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ["visitor", "guest", "mina"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing(walks: dict[str, Walk], visit: Visit, role: str, width: int, language: str) -> None:
    page = walks[role].open(visit, language, width=width)

    faults = []
    for name in each_page(page, walks[role]):
        keep_picture(page, name, role, language, width)
        faults += [*findings(page), *too_wide(page)]

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", ["visitor", "mina"])
def test_axe_finds_nothing_in_forced_colours(walks: dict[str, Walk], visit: Visit, role: str) -> None:
    page = walks[role].open(visit, "en", forced_colors="active")

    faults = [fault for _ in each_page(page, walks[role]) for fault in findings(page)]

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("role", ["visitor", "guest", "mina"])
def test_what_a_finger_touches_is_large_enough(walks: dict[str, Walk], visit: Visit, role: str) -> None:
    page = walks[role].open(visit, "fi")

    faults = [fault for _ in each_page(page, walks[role]) for fault in small_targets(page)]

    assert not faults, "\n".join(faults)


def test_a_form_sent_empty_says_so_to_everybody(askel: Askel, visit: Visit) -> None:
    guest = walk(askel, "guest")
    page = guest.open(visit, LANGUAGES[0])

    faults = [fault for _ in each_page(page, guest) if send_empty(page) for fault in findings(page)]

    assert not faults, "\n".join(faults)


def each_page(page: Page, walk: Walk) -> Iterator[str]:
    for name, path in walk.pages.items():
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, (name, path, answer.status)
        yield name


def keep_picture(page: Page, *about: object) -> None:
    """For people to look at: test-results/pictures holds every page as this run saw it."""
    name = "-".join(str(part).replace(":", "-") for part in about)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def send_empty(page: Page) -> bool:
    """Send the page's first form that asks for words, with nothing in it. Returns whether there is one."""
    form = page.locator("main form:has(textarea, input[type=text], input[type=email], input:not([type]))").first
    if not form.count():
        return False
    with page.expect_navigation():
        form.evaluate("form => { form.noValidate = true; form.reset(); HTMLFormElement.prototype.submit.call(form) }")
    return True
