"""Errands are done, whatever happens to the loop that has them in hand."""

import sys
import time
from collections import Counter

from tests.faults.test_letters_arrive import running
from tests.live import Askel, prepared, wait_until

ERRANDS = 6


def work(askel: Askel) -> Counter[str]:
    file = askel.data / "work"
    return Counter(file.read_text().splitlines() if file.exists() else ())


def ended(askel: Askel) -> int:
    return sum(line.startswith("ends") for line in work(askel))


def working(errands: int = 0, *, seconds: float = 0.4, lease: float = 30) -> list[str]:
    return [sys.executable, "-m", "tests.faults.working_loop", str(errands), str(seconds), str(lease)]


def test_errands_are_done_by_the_next_loop_when_one_is_killed() -> None:
    with prepared() as askel:
        askel.run("tidy")
        kills = 3
        for number in range(kills):
            with running(askel, *working(0 if number else ERRANDS, lease=2)) as loop:
                before = work(askel).total()
                wait_until(lambda before=before: work(askel).total() > before, "an errand to begin")  # type: ignore[misc]
                loop.kill()
        with running(askel, *working()):
            wait_until(lambda: ended(askel) == ERRANDS, "each errand to be done")

        assert sum(count for line, count in work(askel).items() if line.startswith("ends")) <= ERRANDS + kills


def test_two_loops_do_each_errand_once_and_keep_what_they_have_in_hand() -> None:
    with prepared() as askel:
        askel.run("tidy")
        with running(askel, *working(ERRANDS)), running(askel, *working()):
            wait_until(lambda: ended(askel) == ERRANDS, "each errand to be done")

        assert set(work(askel).values()) == {1}


def test_a_loop_that_is_stopped_gives_its_errand_back_at_once() -> None:
    with prepared() as askel:
        askel.run("tidy")
        with running(askel, *working(1, seconds=8)) as loop:
            wait_until(lambda: work(askel).total() == 1, "the errand to begin")
            asked_at = time.monotonic()
            loop.terminate()
            code = loop.wait(10)
            print(f"stopped in {time.monotonic() - asked_at:.1f} s")

        assert code == 0
        assert ended(askel) == 0
        with running(askel, *working()):  # its lease would hold for 30 seconds
            wait_until(lambda: work(askel)["begins 0"] == 2, "the errand to begin again", within=20)
