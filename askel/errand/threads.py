"""A thread that dies with its process, and what it answers."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def in_thread(work: Callable[P, T], *args: P.args, **more: P.kwargs) -> Future[T]:
    """Begin ``work`` beside this thread. Nobody waits for it at the end of the process, as a pool's threads would ask."""
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work(*args, **more))
        except BaseException as broken:  # noqa: BLE001 - handed to whoever waits
            done.set_exception(broken)

    threading.Thread(target=run, daemon=True).start()
    return done
