"""Coming in with a real browser: a passkey of the device, a code from a letter, a code from paper."""

import re
from email import message_from_bytes
from pathlib import Path

from playwright.sync_api import CDPSession, Page, expect

from tests.e2e.conftest import Visit, findings
from tests.live import Askel

HOME = re.compile(r"/home/$")


def device(page: Page, *, recognises: bool = True) -> CDPSession:
    """The lock of the phone: it makes passkeys, and opens with them when it recognises who holds it."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    abilities = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": recognises}
    kind = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    line.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, **abilities}})
    return line


def start(page: Page) -> str:
    """Start now. Returns the return code."""
    page.goto("/")
    page.locator('form[action="/start/"] button').first.click()
    page.wait_for_url("**/welcome/")
    return page.locator(".code").inner_text()


def sign_out(page: Page) -> None:
    page.goto("/account/")
    page.locator('form[action="/sign-out/"] button').click()
    page.wait_for_url(re.compile(r"/$"))


def newest_code(folder: Path) -> str:
    letter = message_from_bytes(max(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns).read_bytes())
    words = letter.get_payload(decode=True)
    assert isinstance(words, bytes)
    return str(re.findall(r"^\w{4}-\w{4}$", words.decode(), re.MULTILINE)[0])


def test_a_guest_adds_a_passkey_and_comes_back_by_it(page: Page) -> None:
    device(page)
    start(page)
    page.goto("/account/passkeys/add/")
    assert findings(page) == []
    page.locator("#passkey").click()
    page.wait_for_url("**/account/")
    expect(page.locator(".ds-alert")).to_be_visible()
    assert findings(page) == []
    sign_out(page)

    page.goto("/sign-in/?next=/map/")
    page.locator("#passkey").click()

    page.wait_for_url("**/map/")


def test_a_passkey_that_does_not_come_through_is_said_in_words(page: Page) -> None:
    device(page, recognises=False)
    start(page)
    page.goto("/account/passkeys/add/")
    expect(page.locator("#passkey-problem")).to_be_hidden()

    page.locator("#passkey").click()

    expect(page.locator("#passkey-problem")).to_be_visible()
    expect(page.locator("#passkey-problem")).to_be_focused()
    assert findings(page) == []


def test_the_last_passkey_can_be_removed_and_a_way_back_stays(page: Page) -> None:
    device(page)
    start(page)
    page.goto("/account/passkeys/add/")
    page.locator("#passkey").click()
    page.wait_for_url("**/account/")
    page.locator('form[action="/account/return-code/end/"] button').click()
    page.wait_for_url("**/account/")

    page.locator('a[href$="/remove/"]').click()
    assert findings(page) == []
    page.locator("main form button").click()

    page.wait_for_url("**/welcome/")
    expect(page.locator(".code")).to_be_visible()


def test_without_scripts_the_page_says_that_passkeys_need_them(visit: Visit) -> None:
    page = visit(java_script_enabled=False)

    page.goto("/sign-in/")

    expect(page.locator("#passkey")).to_be_hidden()
    expect(page.locator("#passkey-missing")).to_be_visible()


def test_a_guest_leaves_an_address_and_comes_in_by_it_elsewhere(
    visit: Visit, askel: Askel, page: Page, language: str
) -> None:
    letters, address = askel.data / "letters", f"noor-{language}@example.org"
    start(page)
    page.goto("/account/address/")
    page.locator("input[type=email]").fill(address)
    page.locator("button[name=action_add]").click()
    page.wait_for_url("**/account/address/confirm/")
    expect(page.locator("main")).to_contain_text(str(letters))
    assert findings(page) == []
    page.locator("input[name=code]").fill(newest_code(letters))
    page.locator("main form:has(input[name=code]) button").click()
    page.wait_for_url("**/account/")
    expect(page.locator("main")).to_contain_text(address)

    other = visit(java_script_enabled=False)
    other.goto("/sign-in/")
    other.locator("input[type=email]").fill(address)
    other.locator('form[action="/sign-in/code/"] button').click()
    other.locator("input[name=code]").fill(newest_code(letters))
    other.locator("main form:has(input[name=code]) button").click()

    other.wait_for_url(HOME)
    expect(other.locator("html")).to_have_attribute("lang", language)


def test_a_code_from_paper_opens_the_place_in_another_browser(visit: Visit, page: Page) -> None:
    code = start(page)
    other = visit()
    other.goto("/sign-in/")
    other.locator("input[name=code]").fill(code.lower().replace("-", " "))

    other.locator('form[action="/sign-in/return/"] button').click()

    other.wait_for_url(HOME)


def test_signing_out_everywhere_ends_the_other_browser_too(visit: Visit, page: Page) -> None:
    code = start(page)
    other = visit()
    other.goto("/sign-in/")
    other.locator("input[name=code]").fill(code)
    other.locator('form[action="/sign-in/return/"] button').click()
    other.wait_for_url(HOME)

    page.goto("/account/")
    page.locator('form[action="/sign-out/everywhere/"] button').click()
    page.wait_for_url(re.compile(r"/$"))

    other.goto("/home/")
    other.wait_for_url("**/sign-in/?next=/home/")


def test_everything_is_erased_after_a_second_yes(page: Page) -> None:
    code = start(page)
    page.goto("/account/erase/")
    assert findings(page) == []
    page.locator("main form:not([action]) button").click()
    page.wait_for_url(re.compile(r"/$"))
    expect(page.locator(".ds-alert")).to_be_visible()

    page.goto("/sign-in/")
    page.locator("input[name=code]").fill(code)
    page.locator('form[action="/sign-in/return/"] button').click()

    expect(page.locator("[role=alert]").first).to_be_visible()
