"""The picture in the README is taken here: ``make screenshot`` keeps it in docs."""

import os
import re
import struct
from pathlib import Path

from tests.e2e.conftest import PHONE, Visit

ROOT = Path(__file__).parent.parent.parent
TAKEN = ROOT / os.environ.get("ASKEL_SCREENSHOT", "test-results/screenshot.png")


def test_the_readme_shows_the_page_of_today(visit: Visit) -> None:
    page = visit(as_="mina", language="en")
    page.goto("/home/")
    TAKEN.parent.mkdir(exist_ok=True)
    page.screenshot(path=TAKEN, full_page=True)

    shown = re.search(r"!\[.+\]\((.+\.png)\)", (ROOT / "README.md").read_text())
    assert shown
    assert width_of(ROOT / shown[1]) == width_of(TAKEN) == PHONE["width"]


def width_of(png: Path) -> int:
    return int(struct.unpack(">I", png.read_bytes()[16:20])[0])
