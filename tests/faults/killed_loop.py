"""A loop that is killed over and over: python -m tests.faults.killed_loop ROUNDS, in the data of a prepared Askel.

Each round forks the loop of ``askel up`` and ends it by ``kill -9``: in odd rounds just before or after the so-manieth
statement to the database, in even ones at any moment. Prints the number of kills, then sends the rest and goes on until
it is told to stop.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django
from django.db import connections

LEASE = timedelta(seconds=2)  # a minute would make the test as long as the kills are many
STATEMENTS = 14  # so many are enough for the first letters of a round
LONGEST = 0.25  # seconds


def main(rounds: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "askel.config.settings")
    django.setup()
    from askel.config import process  # noqa: PLC0415 - settings come first
    from askel.letter import actions, rules  # noqa: PLC0415

    vars(actions)["LEASE"] = LEASE
    rules.WAITS_AT_ONCE = (timedelta(seconds=1),)
    kills = sum(_round(number, process.run_loop) for number in range(rounds))
    print(kills, flush=True)
    process.run_loop()


def _round(number: int, run: Callable[[], None]) -> int:
    at = number // 2 % STATEMENTS + 1 if number % 2 else None
    child = os.fork()
    if child == 0:
        if at:
            connections["default"].execute_wrappers.append(_dying(at, after=number // 2 % 3 == 0))
        run()
        os._exit(0)
    if at is None:
        time.sleep(random.uniform(0.01, LONGEST))  # noqa: S311 - no secret
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return int(os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL)


def _dying(at: int, *, after: bool) -> Callable[..., Any]:
    """Counts statements, and ends the process at one of them."""
    seen = 0

    def wrap(execute: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401 - Django's signature
        nonlocal seen
        seen += 1
        if seen == at and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = execute(*arguments)
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return wrap


if __name__ == "__main__":
    main(int(sys.argv[1]))
