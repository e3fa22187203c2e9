"""Reads one large file in a process of its own, so that a hostile one takes nothing with it.

``python -m askel.netmap.apart`` takes the bytes on its input and answers JSON. It knows neither Django
nor the person: what it may use is bounded before it reads a byte.
"""

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict

from askel.netmap.found import Part, part_from_json
from askel.netmap.recognise import read_content
from askel.netmap.unreadable import Unreadable, Why

MOST_SECONDS = 10
MOST_MEMORY = 400 * 1024 * 1024  # of addresses, the interpreter's own included


def read_apart(content: bytes) -> list[Part]:
    """What ``read_content`` says, from a child process. Raises: Unreadable, also when it takes too much."""
    command = [sys.executable, "-m", "askel.netmap.apart"]
    try:
        child = subprocess.run(command, input=content, capture_output=True, timeout=MOST_SECONDS, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired as late:
        raise Unreadable(Why.TOO_SLOW) from late
    if child.returncode or not child.stdout:
        raise Unreadable(Why.TOO_HEAVY)
    return _answer(child.stdout)


def _answer(told: bytes) -> list[Part]:
    answer = json.loads(told)
    if "unreadable" in answer:
        why, place = answer["unreadable"]
        raise Unreadable(Why(why), place)
    return [part_from_json(part) for part in answer["parts"]]


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold the names


def main() -> None:
    """Answer the parent, or end without a word when memory runs out."""
    _bound()
    try:
        answer: dict[str, object] = {"parts": [asdict(part) for part in read_content(sys.stdin.buffer.read())]}
    except Unreadable as unreadable:
        answer = {"unreadable": [unreadable.why, unreadable.place]}
    except MemoryError:
        os._exit(1)
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
