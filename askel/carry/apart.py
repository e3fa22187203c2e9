"""Reads what is large in a process of its own, so that hostile files take nothing with them.

``python -m askel.carry.apart`` takes the files on its input and answers JSON. It knows neither Django
nor the person: what it may use is bounded before it reads a byte.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import BinaryIO

from askel.carry.found import FoundMap, pack, unpack
from askel.carry.together import read_together
from askel.carry.unreadable import Unreadable, Why

MOST_SECONDS = 20  # that somebody waits, however busy the machine is
MOST_WORK = 10  # seconds of the processor: a file of 5 MB takes 1, and 3 on a slow machine that has much to do
MOST_MEMORY = 400 * 1024 * 1024  # of addresses, the interpreter's own included
MOST_TOLD = 6_000_000  # letters of an answer: ten thousand people with all their ties need 3 million
_BEHIND = 10  # pages go before files
COMMAND = (sys.executable, "-m", "askel.carry.apart")


def read_apart(contents: Sequence[bytes], names: Sequence[str] = ()) -> list[FoundMap]:
    """What ``read_together`` says, from a child process. Raises: Unreadable, also when it takes too much."""
    beginning = json.dumps([[len(content) for content in contents], list(names)]).encode()
    sent = b"".join((beginning, b"\n", *contents))
    try:
        child = subprocess.run(COMMAND, input=sent, capture_output=True, timeout=MOST_SECONDS, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired as late:
        raise Unreadable(Why.TOO_SLOW) from late
    if child.returncode == -signal.SIGXCPU:
        raise Unreadable(Why.TOO_SLOW)
    if child.returncode or not child.stdout:
        raise Unreadable(Why.TOO_HEAVY)
    return _answer(child.stdout)


def _answer(told: bytes) -> list[FoundMap]:
    answer = json.loads(told)
    if "unreadable" in answer:
        why, *where = answer["unreadable"]
        raise Unreadable(Why(why), *where)
    return [unpack(packed) for packed in answer["maps"]]


def bound(work: int = MOST_WORK) -> None:
    """From here on, this process ends when it takes too much, and gives way to those that make pages."""
    os.nice(_BEHIND)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (work, work + 1))  # the first ends it by a signal that says why
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold the names


def _sent(stream: BinaryIO) -> tuple[list[bytes], list[str]]:
    lengths, names = json.loads(stream.readline())
    return [stream.read(length) for length in lengths], names


def main() -> None:
    """Answer the parent, or end without a word when memory runs out."""
    bound()
    try:
        answer: dict[str, object] = {"maps": [pack(found) for found in read_together(*_sent(sys.stdin.buffer))]}
    except RecursionError:
        answer = {"unreadable": [Why.OWN_BROKEN, 0, None, ""]}
    except Unreadable as unreadable:
        answer = {"unreadable": [unreadable.why, unreadable.place, unreadable.file, unreadable.member]}
    except MemoryError:
        os._exit(1)
    told = json.dumps(answer)
    if len(told) > MOST_TOLD:
        told = json.dumps({"unreadable": [Why.TOO_HEAVY, 0, None, ""]})
    sys.stdout.write(told)


if __name__ == "__main__":
    main()
