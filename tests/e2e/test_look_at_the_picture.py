"""Looking at the picture: nearer, aside and whole, by wheel, keys, buttons and fingers; names that can be read."""

import gzip
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit, findings, small_targets, too_wide
from tests.e2e.maps import (
    PICTURE,
    Fingers,
    Someone,
    begin,
    choose_by_finger,
    dot,
    empty_place,
    fill,
    middle_of,
    seen_at,
    standing,
    stored,
)

SPHERES = ("work", "study", "free_time", "family_neighbours", "officials_services", "old_home", "online")
NAMES = ("Aino", "Maximilian", "Anna from the course", "Bo", "Nguyễn Thị Minh", "Wilhelmiina K", "Ämmä", "Mr Mwangi")
WHOLE = (1, 0, 0)
# Pairs of words of different owners whose ink meets: a line's box without what is over and under its letters.
MEETING_WORDS = """() => {
  const lines = [...document.querySelectorAll(".map-picture text")].flatMap((owner) =>
    (owner.querySelector("tspan") ? [...owner.querySelectorAll("tspan")] : [owner]).map((line) => {
      const box = line.getBoundingClientRect();
      return { owner, words: line.textContent, left: box.left, right: box.right,
               top: box.top + box.height * 0.22, bottom: box.bottom - box.height * 0.22 };
    }));
  const marks = [...document.querySelectorAll(".map-dot")].map((one) => {
    const box = one.querySelector(":scope > :is(circle, rect):not(.map-touch)").getBoundingClientRect();
    const [left, right, top, bottom] = [box.left + 1, box.right - 1, box.top + 1, box.bottom - 1];
    return { owner: one.querySelector("text") ?? one, words: "the mark of " + one.dataset.name, left, right, top, bottom };
  });
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const all = [...lines, ...marks];
  return all.flatMap((a, i) => all.slice(i + 1).filter((b) => a.owner !== b.owner && meets(a, b)).map((b) => `${a.words} / ${b.words}`));
}"""


def people(count: int) -> list[Someone]:
    """So many in all rings and spheres, more of them in some than in others."""
    return [
        Someone(
            f"{NAMES[number % len(NAMES)]} {number}",
            (3, 2, 3, 1, 2)[number % 5],
            SPHERES[number * number % 7],
            "network" if number % 9 == 8 else "contact",
        )
        for number in range(count)
    ]


def picture_of(page: Page, count: int = 6) -> None:
    begin(page)
    fill(page, people(count))
    page.goto(PICTURE)
    page.locator("#map-window").scroll_into_view_if_needed()
    expect(page.locator(".map-zoom")).to_be_visible()


def a_place_in(page: Page) -> tuple[float, float]:
    """Somewhere in the picture where nobody stands."""
    return empty_place(page, 2, "work")


def test_wheel_keys_and_buttons_look_nearer_and_whole(visit: Visit) -> None:
    page = visit(width=1280)
    picture_of(page)
    assert seen_at(page) == WHOLE

    page.mouse.move(*a_place_in(page))
    page.mouse.wheel(0, -400)
    expect(page.locator("#map-window.map-near")).to_be_attached()
    page.get_by_role("button", name="The whole map").click()
    expect(page.locator("#map-window.map-near")).not_to_be_attached()
    assert seen_at(page) == WHOLE

    page.get_by_role("button", name="Closer look").click()
    nearer = seen_at(page)[0]
    page.get_by_role("button", name="Closer look").click()
    assert 1 < nearer < seen_at(page)[0]
    page.get_by_role("button", name="Wider look").click()
    assert seen_at(page)[0] == pytest.approx(nearer)

    page.locator(".map-dot").first.focus()
    page.keyboard.press("0")
    assert seen_at(page) == WHOLE
    page.keyboard.press("+")
    assert seen_at(page)[0] > 1
    page.keyboard.press("-")
    assert seen_at(page) == WHOLE


def test_a_wheel_away_from_the_whole_scrolls_the_page(visit: Visit) -> None:
    page = visit(width=1280)
    picture_of(page)
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(*a_place_in(page))
    before = page.evaluate("scrollY")

    page.mouse.wheel(0, 120)
    page.wait_for_function("before => scrollY > before", arg=before)

    assert seen_at(page) == WHOLE


def test_a_pull_moves_the_picture_and_nobody_on_it(visit: Visit) -> None:
    page = visit(width=1280)
    picture_of(page)
    before = stored(page)
    page.get_by_role("button", name="Closer look").click()
    x, y = a_place_in(page)
    near, left, top = seen_at(page)

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 20, steps=4)
    page.mouse.up()

    assert seen_at(page) == pytest.approx((near, left + 30, top + 20))
    expect(page.locator(".map-bar")).to_be_hidden()
    assert stored(page) == before


def test_what_was_looked_at_stays_when_somebody_is_added(visit: Visit) -> None:
    page = visit(width=1280)
    picture_of(page)
    page.get_by_role("button", name="Closer look").click()
    before = seen_at(page)

    page.mouse.click(*a_place_in(page))
    page.keyboard.type("Noor")
    page.keyboard.press("Enter")

    expect(dot(page, "Noor")).to_be_focused()
    assert seen_at(page)[0] == pytest.approx(before[0])


def test_two_fingers_look_nearer_and_one_scrolls_the_page(visit: Visit) -> None:
    page = visit(width=390, has_touch=True, is_mobile=True)
    picture_of(page)
    before = stored(page)
    fingers = Fingers(page)
    x, y = a_place_in(page)
    page.evaluate("scrollBy(0, -100)")
    scrolled = page.evaluate("scrollY")

    fingers.drag((x, y), (x, y - 150), steps=15)
    page.wait_for_function("before => scrollY > before + 50", arg=scrolled)
    assert seen_at(page) == WHOLE

    page.locator("#map-window").scroll_into_view_if_needed()
    x, y = middle_of(page.locator("#map-window"))
    fingers.move([(x - 20, y - 60), (x + 20, y - 60)], [(x - 80, y - 60), (x + 80, y - 60)])
    near, left, top = seen_at(page)
    assert near > 1.5

    scrolled = page.evaluate("scrollY")
    fingers.drag((x, y - 60), (x + 25, y - 40))
    moved = seen_at(page)
    assert moved[0] == pytest.approx(near)
    assert moved[1:] != pytest.approx((left, top))
    assert page.evaluate("scrollY") == scrolled
    assert stored(page) == before


def test_a_finger_drags_somebody_without_scrolling(visit: Visit) -> None:
    page = visit(width=390, has_touch=True, is_mobile=True)
    picture_of(page)
    name = page.locator(".map-dot").first.get_attribute("data-name") or ""
    fingers = Fingers(page)
    choose_by_finger(page, fingers, name)
    place = empty_place(page, 1, "online")
    scrolled = page.evaluate("scrollY")

    fingers.drag(standing(page, name), place)

    expect(dot(page, name)).to_have_attribute("data-ring", "1")
    expect(dot(page, name)).to_have_attribute("data-sphere", "online")
    assert page.evaluate("scrollY") == scrolled


def test_arrows_lead_to_neighbours_and_escape_closes(visit: Visit) -> None:
    page = visit(width=1280)
    picture_of(page, 12)
    page.locator(".map-dot").first.focus()
    page.keyboard.press("Tab")
    assert not page.evaluate("Boolean(document.activeElement.closest('.map-dot'))"), "one stop for the whole picture"
    page.keyboard.press("Shift+Tab")

    reached, waiting = set(), [page.evaluate("document.activeElement.dataset.name")]
    while waiting:
        name = waiting.pop()
        reached.add(name)
        for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
            dot(page, name).focus()
            page.keyboard.press(key)
            neighbour = page.evaluate("document.activeElement.dataset.name")
            waiting += [neighbour] if neighbour not in reached and neighbour not in waiting else []
    assert len(reached) == 12

    expect(page.locator(".map-bar")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".map-bar")).to_be_hidden()
    assert page.evaluate("Boolean(document.activeElement.closest('.map-dot'))")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/map/[0-9a-f-]{36}/$"))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "fi"])
def test_names_of_sixty_do_not_meet(visit: Visit, width: int, language: str) -> None:
    page = visit(width=width, language=language)
    picture_of(page, 60)

    assert page.evaluate("document.querySelectorAll('.map-dot text').length") > 45
    assert page.evaluate(MEETING_WORDS) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("colours", ["none", "active"])
def test_axe_finds_nothing_while_one_draws(visit: Visit, width: int, colours: str) -> None:
    page = visit(width=width, forced_colors=colours)
    picture_of(page, 12)

    faults = []
    page.locator(".map-dot").first.dispatch_event("click", {"detail": 1, "bubbles": True})
    expect(page.locator(".map-chosen")).to_be_visible()
    faults += [*findings(page), *too_wide(page), *small_targets(page)]
    page.keyboard.press("Escape")
    page.mouse.click(*a_place_in(page))
    expect(page.locator(".map-here")).to_be_visible()
    faults += [*findings(page), *too_wide(page), *small_targets(page)]
    page.goto("/map/")
    faults += [*findings(page), *too_wide(page)]

    assert not faults, "\n".join(faults)


def test_a_map_of_three_hundred_is_light(visit: Visit) -> None:
    page = visit()
    begin(page)
    some = people(300)
    fill(page, some, [(some[number].name, some[number + 7].name) for number in range(0, 280, 3)])
    weights: dict[str, int] = {}

    def weigh(kind: str, size: int) -> None:
        weights[kind] = weights.get(kind, 0) + size

    page.on("response", lambda got: weigh(got.request.resource_type, len(gzip.compress(got.body()))))
    page.goto(PICTURE, wait_until="networkidle")

    assert weights["document"] > 20_000
    assert weights["script"] <= 60_000
    assert sum(weights.values()) <= 150_000, weights
