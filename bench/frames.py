"""Print how long frames take while somebody pans and drags on the picture of a map, on a slow phone.

Chromium runs with its CPU slowed four times. An empty page beside it, in the same run, tells what the machine allows.
"""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.live import Person, started

SLOWED = 4
MOVES = int(os.environ.get("MOVES", "240"))
REACH = {150: 17, 300: 33}  # ms, the slowest frame of twenty
RINGS = (3, 2, 3, 1, 2)
SPHERES = ("work", "study", "free_time", "family_neighbours", "officials_services", "old_home", "online")
PHONE: ViewportSize = {"width": 390, "height": 844}
EMPTY = "<!doctype html><html lang=en><title>Empty</title><p>Nothing."
# A pointer goes round in the picture, a little further in each frame. The answer is how long each frame took.
MOVE = """async ([where, moves]) => {
  const next = () => new Promise(requestAnimationFrame);
  const event = (kind, clientX, clientY) =>
    new MouseEvent(kind, { bubbles: true, cancelable: true, view: window, clientX, clientY, buttons: 1 });
  const goal = where && document.querySelector(where);
  const seen = where?.startsWith(".map-dot") ? goal.querySelector("circle") : goal;
  const box = seen?.getBoundingClientRect() ?? { x: 0, y: 0, width: 200, height: 200 };
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const frame = document.querySelector("#map-window")?.getBoundingClientRect() ?? box;
  const [far, high] = [frame.width / 4, frame.height / 4];
  (goal ?? document).dispatchEvent(event("mousedown", x, y));
  const took = [];
  await next();
  let before = await next();
  for (let n = 1; n <= moves; n += 1) {
    const turn = (n / 60) * Math.PI * 2;
    window.dispatchEvent(event("mousemove", x + Math.sin(turn) * far, y + (1 - Math.cos(turn)) * -high));
    const now = await next();
    took.push(now - before);
    before = now;
  }
  window.dispatchEvent(event("mousemove", x, y));
  window.dispatchEvent(event("mouseup", x, y));
  return took;
}"""


@dataclass(frozen=True)
class Frames:
    """The frames of one movement, in ms."""

    what: str
    took: tuple[float, ...]
    reach: int | None = None

    def slowest(self, share: float) -> float:
        return sorted(self.took)[int(len(self.took) * share)]


def main() -> None:
    if not shutil.which("chromium"):
        print("Chromium is missing, so no frames were measured.")
        return
    with started(demo=False) as askel:
        maps = {count: drawn(askel.url, count) for count in REACH}
        show(list(measure(askel.url, maps)))


def drawn(url: str, count: int) -> Person:
    """Somebody with a map of so many contacts, each tied to some others."""
    person = Person(url)
    person.get("/")
    person.post("/start/")
    for number in range(count):
        place = {"ring": str(RINGS[number % len(RINGS)]), "sphere": SPHERES[number * number % len(SPHERES)]}
        person.post("/map/add/", {"nickname": f"Contact {number}", **place})
    ids = [one["id"] for one in json.loads(person.get("/map/take/map.json").body)["map"]["contacts"]]
    for number in range(0, count - 7, 2):
        person.post("/map/tie/", {"one": ids[number], "other": ids[number + 7]})
    return person


def measure(url: str, maps: dict[int, Person]) -> Iterator[Frames]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for count, person in maps.items():
            context = browser.new_context(base_url=url, viewport=PHONE, locale="en")
            context.add_cookies([{"name": c.name, "value": c.value or "", "url": url} for c in person.cookies])
            page = context.new_page()
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
            page.set_content(EMPTY)
            yield Frames("an empty page", moved(page, None))
            page.goto("/map/picture/")
            page.locator("#map-window.map-live").scroll_into_view_if_needed()
            yield Frames(f"{count} contacts, drag", moved(page, ".map-dot"), REACH[count])
            for _ in range(2):
                page.locator("[data-zoom=in]").click()
            page.wait_for_timeout(500)
            yield Frames(f"{count} contacts, pan", moved(page, "#map-window"), REACH[count])
            context.close()


def moved(page: Page, where: str | None) -> tuple[float, ...]:
    return tuple(page.evaluate(MOVE, [where, MOVES]))


def show(all_frames: list[Frames]) -> None:
    print(f"Milliseconds between frames, CPU slowed {SLOWED} times, {MOVES} frames each.")
    print(f"{'':24}{'half':>8}{'95 %':>8}{'slowest':>9}{'to reach (95 %)':>17}")
    for frames in all_frames:
        half, most, slowest = (frames.slowest(share) for share in (0.5, 0.95, 0.9999))
        print(f"{frames.what:24}{half:>8.1f}{most:>8.1f}{slowest:>9.1f}{frames.reach or '':>17}")


if __name__ == "__main__":
    main()
