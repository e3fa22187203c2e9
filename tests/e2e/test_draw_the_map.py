"""The same map drawn by keyboard alone, by buttons without JavaScript, and by touch on the smallest phone."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.hands import Finger, Keyboard
from tests.e2e.maps import (
    PICTURE,
    Fingers,
    Someone,
    Stored,
    begin,
    choose_by_finger,
    dot,
    empty_place,
    fill,
    ids,
    middle_of,
    says,
    sent,
    standing,
    stored,
)

PEOPLE = (
    Someone("Aino", 1, "family_neighbours"),
    Someone("Bo", 2, "work"),
    Someone("Chidi", 3, "work"),
    Someone("Daria", 1, "old_home"),
    Someone("Emil", 2, "study"),
    Someone("Farah", 3, "study"),
    Someone("Gita", 2, "free_time"),
    Someone("Hamid", 3, "online"),
    Someone("Inka", 3, "officials_services"),
    Someone("Evening course", 2, "study", "network"),
    Someone("Choir", 3, "free_time", "network"),
    Someone("Somebody who hires", 3, "work", wish=True),
)
LISTED = ("Aino", ("Bo", "Daria", "Gita"))  # ties that are ticked in a list
TIES = (
    ("Bo", "Chidi"),
    ("Emil", "Farah"),
    ("Evening course", "Emil"),
    ("Gita", "Choir"),
    ("Chidi", "Somebody who hires"),
)
ALL_TIES = frozenset(map(frozenset, (*((LISTED[0], other) for other in LISTED[1]), *TIES)))
MAP: Stored = (frozenset(PEOPLE), ALL_TIES)
MOVED_LATER = {"Bo": (3, "work"), "Hamid": (3, "old_home"), "Inka": (2, "study")}  # where they are put by mistake first
CLOSENESS = {1: "close to me", 2: "quite close", 3: "further out"}
MOST_KEYS = 30


def at_first(one: Someone) -> Someone:
    ring, sphere = MOVED_LATER.get(one.name, (one.ring, one.sphere))
    return Someone(one.name, ring, sphere, one.kind, one.wish)


def add_by_form(hand: Finger, one: Someone) -> None:
    page = hand.page
    page.goto("/map/")
    more = "?wished=1" if one.wish else "?kind=network" if one.kind == "network" else ""
    if more and page.locator(".map-adds").count():
        unfold(hand, page.locator(".map-adds summary"))
    hand.press(page.locator(f"main .row a[href='/map/add/{more}']"))
    hand.write(page.locator("[name=nickname]"), one.name)
    if not one.wish:
        hand.choose(page.locator(f"[name=ring][value='{one.ring}']"))
    hand.choose(page.locator(f"[name=sphere][value='{one.sphere}']"))
    hand.press(page.locator("form:has([name=nickname]) button:not([name])"))


def unfold(hand: Finger, summary: Locator) -> None:
    """What waits behind a fold comes out, with or without JavaScript."""
    if isinstance(hand, Keyboard):
        hand.go_to(summary)
        hand.page.keyboard.press("Enter")
    else:
        summary.click()


def tick(hand: Finger, box: Locator) -> None:
    if isinstance(hand, Keyboard):
        hand.go_to(box)
        hand.page.keyboard.press("Space")
    else:
        hand.choose(box)
    expect(box).to_be_checked()


def tie_by_list(hand: Finger) -> None:
    """*Whom do they know?*, from their own page."""
    page, (name, others) = hand.page, LISTED
    by_name = ids(page)
    page.goto("/map/")
    hand.press(page.locator(f".map-list-side a[href='/map/{by_name[name]}/']"))
    hand.press(page.locator("main a[href$='/ties/']"))
    for box in page.locator("[name=knows]").all():
        if box.get_attribute("value") in {by_name[other] for other in others}:
            tick(hand, box)
    hand.press(page.locator("main form button[type=submit]"))


def change_by_form(hand: Finger, one: Someone) -> None:
    page = hand.page
    page.goto(f"/map/{ids(page)[one.name]}/")
    hand.press(page.locator("main a[href$='/change/']"))
    hand.choose(page.locator(f"[name=ring][value='{one.ring}']"))
    hand.choose(page.locator(f"[name=sphere][value='{one.sphere}']"))
    hand.press(page.locator("form:has([name=nickname]) button[type=submit]"))


def mistaken() -> list[Someone]:
    return [one for one in PEOPLE if one.name in MOVED_LATER]


def test_without_javascript(visit: Visit) -> None:
    hand = Finger(visit(java_script_enabled=False))
    page = hand.page
    begin(page)

    for one in PEOPLE:
        add_by_form(hand, at_first(one))
    for one in mistaken():
        change_by_form(hand, one)
    tie_by_list(hand)
    for one_name, other in TIES:
        page.goto(PICTURE)
        hand.pick(page.locator("#one"), one_name)
        hand.pick(page.locator("#other"), other)
        hand.press(page.locator(".map-tie button"))

    assert stored(page) == MAP


def test_by_keyboard_alone(visit: Visit) -> None:
    hand = Keyboard(visit(width=1280))
    page = hand.page
    begin(page)

    for one in PEOPLE:
        add_by_form(hand, at_first(one))
    tie_by_list(hand)
    page.goto(PICTURE)
    for one in mistaken():
        move_by_bar(hand, one)
    for one_name, other in TIES:
        hand.pick(page.locator("#one"), one_name)
        hand.pick(page.locator("#other"), other)
        hand.go_to(page.locator(".map-tie button"))
        with sent(page):
            page.keyboard.press("Enter")
        expect(page.locator(".map-tie button")).to_be_focused()

    assert stored(page) == MAP


def move_by_bar(hand: Keyboard, one: Someone) -> None:
    """Arrow keys lead from neighbour to neighbour, and the bar below speaks of whoever has the focus."""
    page = hand.page
    go_to_dot(page, one.name)
    expect(page.locator(".map-chosen-name").first).to_have_text(one.name)
    now = dot(page, one.name)
    if now.get_attribute("data-ring") != str(one.ring):
        hand.go_to(page.locator(f".map-chosen [data-ring='{one.ring}']"))
        with sent(page):
            page.keyboard.press("Enter")
        expect(says(page)).to_contain_text(CLOSENESS[one.ring])
        expect(page.locator(f".map-chosen [data-ring='{one.ring}']")).to_be_focused()
    if now.get_attribute("data-sphere") != one.sphere:
        label = page.locator(f"#map-sphere option[value={one.sphere}]").inner_text()
        hand.pick(page.locator("#map-sphere"), label)
        hand.go_to(page.locator(".map-sphere-choice button"))
        with sent(page):
            page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".map-bar")).to_be_hidden()


def go_to_dot(page: Page, name: str) -> None:
    """Tab leads into the picture once; arrows go on from there."""
    page.goto(PICTURE)
    for _ in range(MOST_KEYS * 3):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('.map-dot'))"):
            break
    for _ in range(MOST_KEYS):
        if page.evaluate("document.activeElement.dataset.name") == name:
            return
        here, there = standing(page, page.evaluate("document.activeElement.dataset.name")), standing(page, name)
        across, down = there[0] - here[0], there[1] - here[1]
        sideways = "ArrowRight" if across > 0 else "ArrowLeft"
        page.keyboard.press(sideways if abs(across) > abs(down) else "ArrowDown" if down > 0 else "ArrowUp")
    message = f"Arrow keys do not lead to {name}"
    raise AssertionError(message)


def test_by_touch_on_the_smallest_phone(visit: Visit) -> None:
    page = visit(width=320, has_touch=True, is_mobile=True)
    hand, fingers = Finger(page), Fingers(page)
    begin(page)

    add_by_form(hand, PEOPLE[0])  # a map with nobody on it has no picture yet
    page.goto(PICTURE)
    for one in map(at_first, PEOPLE[1:-1]):
        tap_to_add(page, fingers, one)
    add_by_form(hand, PEOPLE[-1])  # wishes have a page of their own
    page.goto(PICTURE)
    for one in mistaken():
        choose_by_finger(page, fingers, one.name)
        with sent(page):
            fingers.drag(standing(page, one.name), empty_place(page, one.ring, one.sphere))
        expect(says(page)).to_contain_text(CLOSENESS[one.ring])
    for one_name, other in (*((LISTED[0], other) for other in LISTED[1]), *TIES):
        choose_by_finger(page, fingers, one_name)
        with sent(page):
            fingers.drag(standing(page, one_name), standing(page, other))

    assert stored(page) == MAP


def test_a_swipe_that_begins_on_somebody_moves_nobody(visit: Visit) -> None:
    page = visit(as_="mina", width=320, has_touch=True, is_mobile=True)
    fingers = Fingers(page)
    page.goto(PICTURE)
    before = stored(page)
    page.locator("#map-window").scroll_into_view_if_needed()
    x, y = standing(page, "Reza")

    fingers.drag((x, y), (x, y - 120))

    assert stored(page) == before


def tap_to_add(page: Page, fingers: Fingers, one: Someone) -> None:
    fingers.tap(empty_place(page, one.ring, one.sphere))
    expect(page.locator("#map-nickname")).to_be_focused()
    page.locator("#map-nickname").fill(one.name)
    if one.kind == "network":
        page.locator("#map-kind").select_option("network")
    with sent(page):
        fingers.tap(middle_of(page.locator(".map-here button[type=submit]")))
    expect(dot(page, one.name)).to_be_attached()


def undo(page: Page) -> None:
    with sent(page):
        page.get_by_role("button", name="Undo").click()


def redo(page: Page) -> None:
    with sent(page):
        page.get_by_role("button", name="Redo").click()


def test_every_kind_of_change_is_undone_and_done_again_also_after_a_reload(visit: Visit) -> None:
    page = visit(width=1280)
    begin(page)
    fill(page, PEOPLE[:2])
    page.goto(PICTURE)

    for change in (add_here, drag_elsewhere, drag_onto, by_bar, call_otherwise, wish, meet, take_off):
        before = stored(page)
        change(page)
        after = stored(page)
        assert after != before, change.__name__

        undo(page)
        assert stored(page) == before, change.__name__
        page.reload()
        redo(page)
        assert stored(page) == after, change.__name__
        page.reload()
        undo(page)
        assert stored(page) == before, change.__name__
        redo(page)

    all_of_it = stored(page)
    all_the_way(page, "Undo")
    assert stored(page) == (frozenset(), frozenset())
    all_the_way(page, "Redo")
    assert stored(page) == all_of_it


def all_the_way(page: Page, name: str) -> None:
    page.goto(PICTURE)
    while page.get_by_role("button", name=name, exact=True).count():
        with sent(page):
            page.get_by_role("button", name=name, exact=True).click()
        page.wait_for_load_state("networkidle")  # the last one to go or to come loads the page anew
        page.goto(PICTURE)


def add_here(page: Page) -> None:
    page.mouse.click(*empty_place(page, 3, "online"))
    page.keyboard.type("Noor")
    with sent(page):
        page.keyboard.press("Enter")
    expect(dot(page, "Noor")).to_be_focused()
    page.keyboard.press("Escape")


def drag_elsewhere(page: Page) -> None:
    place = empty_place(page, 2, "study")
    with sent(page):
        drag_by_mouse(page, standing(page, "Noor"), place)


def drag_onto(page: Page) -> None:
    page.locator("#map-window").scroll_into_view_if_needed()
    with sent(page):
        drag_by_mouse(page, standing(page, "Noor"), standing(page, "Bo"))


def drag_by_mouse(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()


def by_bar(page: Page) -> None:
    dot(page, "Bo").click()
    with sent(page):
        page.locator(".map-chosen [data-ring='3']").click()


def call_otherwise(page: Page) -> None:
    page.goto(f"/map/{ids(page)['Bo']}/change/")
    page.locator("[name=nickname]").fill("Bosse")
    page.locator("form:has([name=nickname]) button[type=submit]").click()
    page.goto(PICTURE)


def wish(page: Page) -> None:
    fill(page, [Someone("A mentor", 3, "work", wish=True)])
    page.goto(PICTURE)


def meet(page: Page) -> None:
    page.goto(f"/map/{ids(page)['A mentor']}/")
    page.get_by_role("button", name="We know each other now").click()
    page.goto(PICTURE)


def take_off(page: Page) -> None:
    page.goto(f"/map/{ids(page)['Bosse']}/remove/")
    page.locator("button[name=how][value=off]").click()
    page.goto(PICTURE)
