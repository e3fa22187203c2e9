"""The loop: goes round each second until it is told to stop, and says that it does."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from django.db import Error, connections
from django.utils import timezone

from askel.errand.actions import note_tick
from askel.errand.rules import NOTE_EVERY
from askel.vault.keys import drop_held_keys

ROUND = 1.0
log = logging.getLogger(__name__)


@dataclass
class Loop:
    """One loop while it runs. Whoever waits for something slow inside it says ``beat`` meanwhile."""

    stopping: threading.Event = field(default_factory=threading.Event)
    noted: float = float("-inf")

    def beat(self) -> None:
        """Write that the loop is alive, every five seconds."""
        if time.monotonic() - self.noted >= NOTE_EVERY.total_seconds():
            note_tick(now=timezone.now())
            self.noted = time.monotonic()


Duty = Callable[[Loop], bool]  # what is done each second; True: there is more to do at once


def stop_on_signals(loop: Loop) -> None:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        loop.stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def go_round(loop: Loop, duties: Sequence[Duty]) -> None:
    """Until it is told to stop. A duty that fails is tried in the next round; a database that is away may come back."""
    while not loop.stopping.is_set():
        began = time.monotonic()
        if not _once(loop, duties):
            loop.stopping.wait(max(0.0, ROUND - (time.monotonic() - began)))


def _once(loop: Loop, duties: Sequence[Duty]) -> bool:
    more = False
    for duty in (_beat, *duties):
        try:
            more = duty(loop) or more
        except Error:
            log.exception("The database did not answer the loop.")
            connections.close_all()
        except Exception:
            log.exception("The loop could not do one of its duties.")
        finally:
            drop_held_keys()
    return more


def _beat(loop: Loop) -> bool:
    loop.beat()
    return False
