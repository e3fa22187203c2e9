"""An answer while it is typed: two pages at once, an ended session that is noticed, and the same without a script."""

from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit, findings, sign_in
from tests.live import Askel, Person

LIST = "/steps/tuning-in/what-stands-in-the-way/"
WRITE = "/steps/goals/make-it-smaller/"
CHOOSE = "/steps/my-network/what-is-missing/"
SHOWN = "[data-draft-shown]"


def once(words: str) -> str:
    """Words that nobody else has typed."""
    return f"{words} {uuid4().hex[:8]}"


def phase(page: Page, name: str) -> None:
    expect(page.locator(f"{SHOWN}[data-phase={name}]")).to_be_attached(timeout=15_000)


def saved(askel: Askel, name: str, path: str) -> str:
    return Person(askel.url).sign_in(name).get(path).text


def sign_out_everywhere(askel: Askel, name: str) -> None:
    person = Person(askel.url).sign_in(name)
    person.get("/account/")
    person.post("/sign-out/everywhere/")


def test_an_ended_session_is_noticed_and_mended_without_a_reload(visit: Visit, askel: Askel) -> None:
    page = visit(as_="chen")
    page.goto(WRITE)
    page.evaluate("window.neverReloaded = true")
    sign_out_everywhere(askel, "chen")

    words = once("Typed after the end")
    page.locator("textarea").first.fill(words)

    phase(page, "ended")
    expect(page.locator("[data-draft-alert=ended]")).to_contain_text("You were signed out")
    expect(page.locator("[data-draft-spoken]")).to_have_text("Not saved. You were signed out.")
    assert findings(page) == []
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    sign_in(opened.value, "chen")

    phase(page, "clean")
    expect(page.locator("[data-draft-alert=ended]")).to_be_hidden()
    assert page.evaluate("window.neverReloaded")
    assert words in saved(askel, "chen", WRITE)


def test_somebody_else_in_the_same_browser_is_named_and_gets_nothing(visit: Visit, askel: Askel) -> None:
    page = visit(as_="chen")
    page.goto(WRITE)
    sign_in(page.context.new_page(), "sam")

    words = once("Not for Sam")
    page.locator("textarea").first.fill(words)

    phase(page, "other")
    expect(page.locator("[data-draft-alert=other]")).to_contain_text("Somebody else is signed in")
    expect(page.get_by_role("button", name="Copy my text")).to_be_visible()
    assert findings(page) == []
    assert words not in saved(askel, "sam", WRITE)
    assert words not in saved(askel, "chen", WRITE)

    sign_in(page.context.new_page(), "chen")
    phase(page, "clean")
    assert words in saved(askel, "chen", WRITE)


def test_two_tabs_show_both_texts_and_the_person_chooses(visit: Visit, askel: Askel) -> None:
    phone, laptop = visit(as_="sam"), visit(as_="sam", width=1280)
    phone.goto(LIST)
    laptop.goto(LIST)
    from_phone, from_laptop = once("From the phone"), once("From the laptop")
    phone.locator("[name=line-0]").fill(from_phone)
    phase(phone, "clean")

    laptop.locator("[name=line-0]").fill(from_laptop)
    phase(laptop, "clash")

    expect(laptop.locator("[data-other=lines]")).to_contain_text(from_phone)
    assert laptop.locator("[name=line-0]").input_value() == from_laptop
    assert findings(laptop) == []
    assert from_laptop not in saved(askel, "sam", LIST)

    laptop.get_by_role("button", name="Keep what is in the boxes").click()
    phase(laptop, "clean")
    assert from_laptop in saved(askel, "sam", LIST)

    phone.locator("[name=line-1]").fill("One thing more")
    phase(phone, "clash")
    phone.get_by_role("button", name="Take the other text").click()
    phase(phone, "clean")
    assert phone.locator("[name=line-0]").input_value() == from_laptop
    assert phone.locator("[name=line-1]").input_value() == ""
    expect(phone.locator("[data-other=lines]")).to_be_hidden()
    assert from_laptop in saved(askel, "sam", LIST)


def test_ticks_are_saved_too(visit: Visit, askel: Askel) -> None:
    page = visit(as_="fatou")
    page.goto(CHOOSE)

    page.locator("[name=choices]").nth(1).check()
    phase(page, "clean")

    expect(page.locator(SHOWN)).to_contain_text("Saved")
    assert saved(askel, "fatou", CHOOSE).count(" checked") == 1


def test_whoever_never_pauses_is_saved_while_typing(visit: Visit) -> None:
    page = visit(as_="fatou")
    page.goto(WRITE)
    answers: list[int] = []
    page.on("response", lambda response: answers.append(response.status) if "/drafts/" in response.url else None)

    for _ in range(120):  # keys that never pause for as long as it takes to be saved
        page.locator("textarea").first.press_sequentially("a", delay=50)
        if answers:
            break

    assert answers == [200]


def test_a_link_saves_first(visit: Visit, askel: Askel) -> None:
    page = visit(as_="fatou")
    page.goto(WRITE)
    words = once("Typed and gone at once")

    page.locator("textarea").nth(1).fill(words)
    page.get_by_role("link", name="Map", exact=True).click()
    page.wait_for_url("**/map/")

    assert words in saved(askel, "fatou", WRITE)


def test_lines_are_added_by_button_and_by_enter(visit: Visit, askel: Askel) -> None:
    page = visit(as_="fatou")
    page.goto(LIST)
    rows = page.locator("[data-row]").count()

    page.get_by_role("button", name="Add a line").click()
    page.keyboard.type("On a line of its own")
    page.keyboard.press("Enter")
    page.keyboard.type("And one more")
    phase(page, "clean")

    assert page.locator("[data-row]").count() == rows + 2
    assert page.locator(f"label[for=id_line-{rows + 1}]").inner_text() == f"Line {rows + 2}"
    assert findings(page) == []
    html = saved(askel, "fatou", LIST)
    assert "On a line of its own</textarea>" in html
    assert "And one more</textarea>" in html


def test_a_box_that_is_too_full_is_named_and_keeps_its_words(visit: Visit) -> None:
    page = visit(as_="fatou")
    page.goto(WRITE)
    box = page.locator("textarea").first

    box.fill("a" * 4005)
    phase(page, "refused")

    expect(page.locator("#id_ask-big_error")).to_have_text("This is 5 letters too long. Make it shorter.")
    assert len(box.input_value()) == 4005
    assert findings(page) == []

    box.fill("Short enough")
    phase(page, "clean")
    expect(page.locator("#id_ask-big_error")).to_be_hidden()


def test_done_leads_on(visit: Visit) -> None:
    page = visit(as_="pavel")
    page.goto(LIST)
    page.locator("textarea").last.fill(once("A small thing"))

    page.get_by_role("button", name="Save, and mark as done").click()

    page.wait_for_url(f"**{LIST}?done=1")
    page.goto("/steps/tuning-in/")
    expect(page.locator("li", has_text="What stands in the way")).to_contain_text("Done")


def test_without_a_script_the_same_form_saves_adds_lines_and_is_done(visit: Visit, askel: Askel) -> None:
    page = visit(as_="chen", java_script_enabled=False)
    page.goto(LIST)
    words = [once(f"Thing {n}") for n in range(4)]
    for n in range(3):
        page.locator(f"[name=line-{n}]").fill(words[n])

    page.get_by_role("button", name="Add a line").click()
    page.locator("[name=line-3]").fill(words[3])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(SHOWN)).to_contain_text("Saved")
    page.get_by_role("button", name="Save, and mark as done").click()

    page.wait_for_url(f"**{LIST}?done=1")
    html = saved(askel, "chen", LIST)
    assert all(f"{text}</textarea>" in html for text in words)


def test_without_a_script_two_pages_show_both_texts(visit: Visit, askel: Askel) -> None:
    one, two = (visit(as_="chen", java_script_enabled=False) for _ in range(2))
    one.goto(WRITE)
    two.goto(WRITE)
    first, second = once("First page"), once("Second page")
    one.locator("textarea").first.fill(first)
    one.get_by_role("button", name="Save", exact=True).click()

    two.locator("textarea").first.fill(second)
    two.get_by_role("button", name="Save", exact=True).click()

    expect(two.locator("[data-other=ask-big]")).to_contain_text(first)
    assert two.locator("textarea").first.input_value() == second
    two.get_by_role("button", name="Save", exact=True).click()
    assert second in saved(askel, "chen", WRITE)


def test_without_a_script_an_ended_session_gives_the_words_back(visit: Visit, askel: Askel) -> None:
    page = visit(as_="chen", java_script_enabled=False)
    page.goto(WRITE)
    words = once("Not lost")
    page.locator("textarea").first.fill(words)
    sign_out_everywhere(askel, "chen")

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("You were signed out, and nothing was saved")
    assert page.locator("textarea").first.input_value() == words
    assert words not in saved(askel, "chen", WRITE)
