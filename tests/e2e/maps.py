"""A map in a browser: who is on it as the product itself tells, and where in the picture fingers find them."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

Point = tuple[float, float]
PICTURE = "/map/picture/"
# What a person has learnt to look for in a picture: a place where nobody stands.
EMPTY_PLACE = """([ring, sphere]) => {
  const svg = document.querySelector(".map-picture"), seen = svg.getBoundingClientRect();
  const { width, height } = svg.viewBox.baseVal;
  const numbers = (text) => text.split(" ").map(Number);
  const shares = numbers(svg.dataset.shares), begins = [...numbers(svg.dataset.begins), 2 * Math.PI];
  const number = svg.dataset.spheres.split(" ").indexOf(sphere);
  const middles = [...document.querySelectorAll(".map-dot .map-touch")]
    .map((one) => one.getBoundingClientRect()).map((box) => [box.x + box.width / 2, box.y + box.height / 2]);
  const ways = [0.5, 0.35, 0.65, 0.2, 0.8];
  for (const along of ways) for (const out of ways) {
    const angle = begins[number] + (begins[number + 1] - begins[number]) * along;
    const share = shares[ring - 1] + (shares[ring] - shares[ring - 1]) * out;
    const x = seen.left + seen.width * (0.5 + Math.sin(angle) * (0.5 - 3 / width) * share);
    const y = seen.top + seen.height * (0.5 - Math.cos(angle) * (0.5 - 3 / height) * share);
    const there = document.elementFromPoint(x, y);
    const isFree = middles.every(([a, b]) => Math.hypot(a - x, b - y) > 18);
    if (isFree && there?.closest("#map-window") && !there.closest(".map-dot")) return [x, y];
  }
  return null;
}"""
SEEN_AT = """() => {
  const [k = 1, , , , x = 0, y = 0] = getComputedStyle(document.querySelector(".map-sheet")).transform.match(/-?[\\d.]+/g)?.map(Number) ?? [];
  return [k, x, y];
}"""


@dataclass(frozen=True)
class Someone:
    """A contact, a network or a wish, where it belongs."""

    name: str
    ring: int
    sphere: str
    kind: str = "contact"
    wish: bool = False


Ties = frozenset[frozenset[str]]
Stored = tuple[frozenset[Someone], Ties]


def begin(page: Page) -> str:
    """Be somebody new, with an empty map. Returns the return code."""
    page.goto("/")
    page.locator("form[action='/start/'] button").first.click()
    page.wait_for_url("**/welcome/")
    return page.locator(".code").inner_text()


def come_again(page: Page, code: str) -> None:
    """Come in on another device, with the return code."""
    page.goto("/sign-in/")
    page.locator("input[name=code]").fill(code)
    page.locator("form[action='/sign-in/return/'] button").click()
    page.wait_for_url(re.compile(r"/home/$"))


def ids(page: Page) -> dict[str, str]:
    """The id of each on the map, by name, from the file that its owner takes along."""
    return {one["nickname"]: one["id"] for one in _taken(page)["contacts"]}


def stored(page: Page) -> Stored:
    """The map as the product hands it out to its owner."""
    taken = _taken(page)
    names = {one["id"]: one["nickname"] for one in taken["contacts"]}
    some = (Someone(one["nickname"], one["ring"], one["sphere"], one["kind"], one["wish"]) for one in taken["contacts"])
    return frozenset(some), frozenset(frozenset(names[end] for end in tie) for tie in taken["ties"])


def _taken(page: Page) -> Any:  # noqa: ANN401 - whatever JSON holds
    return page.request.get("/map/take/map.json").json()["map"]


def fill(page: Page, some: Iterable[Someone], ties: Iterable[tuple[str, str]] = ()) -> None:
    """Put people on the map by the forms' own addresses: for tests of what comes after."""
    for one in some:
        words = {"nickname": one.name, "ring": str(one.ring), "sphere": one.sphere, "kind": one.kind}
        post(page, "/map/add/", {**words, **({"wished": "1"} if one.wish else {})})
    by_name = ids(page)
    for one_name, other in ties:
        post(page, "/map/tie/", {"one": by_name[one_name], "other": by_name[other]})


def post(page: Page, path: str, form: dict[str, str]) -> None:
    token = next(cookie["value"] for cookie in page.context.cookies() if "csrf" in cookie["name"])
    answer = page.request.post(path, form=dict(form), headers={"X-CSRFToken": token})
    assert answer.ok, (path, answer.status)


def dot(page: Page, name: str) -> Locator:
    """Somebody in the picture."""
    return page.locator(f".map-dot[data-name='{name}']")


def says(page: Page) -> Locator:
    """The line that tells what the last change did."""
    return page.locator("#map-says")


@contextmanager
def sent(page: Page) -> Iterator[None]:
    """Something inside sends a change, and the picture that comes back is shown."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        yield
    settled(page)


def settled(page: Page) -> None:
    expect(page.locator(".map-both:not([aria-busy])")).to_be_attached()


def middle_of(where: Locator) -> Point:
    box = where.bounding_box()
    assert box, where
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def standing(page: Page, name: str) -> Point:
    """Where somebody stands on the screen."""
    return middle_of(dot(page, name).locator(".map-touch"))


def empty_place(page: Page, ring: int, sphere: str) -> Point:
    """A place on the screen in that ring and sphere where nobody stands."""
    page.locator("#map-window").scroll_into_view_if_needed()
    place = page.evaluate(EMPTY_PLACE, [ring, sphere])
    assert place, f"No empty place in ring {ring} of {sphere}"
    return place[0], place[1]


def choose_by_finger(page: Page, fingers: "Fingers", name: str) -> None:
    """A finger moves only whom it has chosen. The picture is pushed up, so that the bar covers none of it."""
    page.locator("#map-window").evaluate("one => one.scrollIntoView({ block: 'start' })")
    fingers.tap(standing(page, name))
    expect(dot(page, name)).to_have_class(re.compile("map-is-chosen"))


def seen_at(page: Page) -> tuple[float, float, float]:
    """How near one looks, and how far the picture is pushed."""
    near, x, y = page.evaluate(SEEN_AT)
    return near, x, y


class Fingers:
    """One or two fingers on a screen, as the browser itself gets them."""

    def __init__(self, page: Page) -> None:
        self._line = page.context.new_cdp_session(page)

    def tap(self, at: Point) -> None:
        self._touch("touchStart", at)
        self._touch("touchEnd")

    def drag(self, start: Point, end: Point, steps: int = 8) -> None:
        self.move([start], [end], steps)

    def move(self, starts: list[Point], ends: list[Point], steps: int = 8) -> None:
        """As many fingers as there are starts: put down, moved together, lifted."""
        self._touch("touchStart", *starts)
        for step in range(1, steps + 1):
            self._touch("touchMove", *(_between(a, b, step / steps) for a, b in zip(starts, ends, strict=True)))
        self._touch("touchEnd")

    def _touch(self, kind: str, *points: Point) -> None:
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self._line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
