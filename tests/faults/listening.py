"""Askel's own settings, and an ear: each request notes in which thread it began and ended."""

import threading

from django.core.signals import request_finished, request_started

from askel.config.settings import *  # noqa: F403
from askel.config.settings import ENV


def note(signal: object, **_: object) -> None:
    what = "began" if signal is request_started else "ended"
    with (ENV.data / "threads").open("a") as file:
        file.write(f"{what} {threading.current_thread().name}\n")


request_started.connect(note, weak=False)
request_finished.connect(note, weak=False)
