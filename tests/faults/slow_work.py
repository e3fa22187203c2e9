"""Work of as many seconds as what it is about says. A line in the file ``work`` says when it begins and when it ends."""

import os
import time
from pathlib import Path

from askel.errand.kinds import Tell
from askel.errand.models import Errand


def slow(errand: Errand, tell: Tell) -> None:
    number, _, seconds = errand.about.partition(" ")
    _note(f"begins {number}")
    for part in range(4):
        time.sleep(float(seconds) / 4)
        tell(part * 25)
    _note(f"ends {number}")


def _note(line: str) -> None:
    with (Path(os.environ["ASKEL_DATA"]) / "work").open("a") as file:
        file.write(line + "\n")
