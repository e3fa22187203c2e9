"""The parent of ``askel up``: starts each part, starts again what dies, leaves nothing behind."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from askel.config.night import NIGHTLY, register_nightly
from askel.errand.loop import Loop, go_round, stop_on_signals
from askel.errand.running import Desk, ask_each_night
from askel.letter.sending import send_letters

PARTS = ("web", "loop")
SPARE_THREADS = (
    24  # of a worker: 12 may wait for bodies, 4 for PDF and PNG, 2 for files that are read; the others are free
)
PAUSE = 0.2
PATIENCE = 10.0
STEADY = 10.0  # a part that lived so long starts again at once
LONGEST_PAUSE = 15.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Part:
    """One part while it runs. ``again_in`` grows while it dies as soon as it is started."""

    name: str
    process: "subprocess.Popen[bytes]"
    started: float
    again_in: float = PAUSE

    @property
    def may_start(self) -> bool:
        return time.monotonic() - self.started > self.again_in


def run_parts(parts: tuple[str, ...], port: int, host: str, *, when_up: Callable[[], None]) -> None:
    """Keep all parts running until SIGTERM or SIGINT. A part that dies takes its whole group with it first.

    ``when_up`` is called once, when the first page can be asked for.
    """
    stopping = False
    announced = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    running = [Part(name, _start(name, port, host), time.monotonic()) for name in parts]
    while not stopping:
        time.sleep(PAUSE)
        if not announced and _listens(host, port):
            announced = True
            when_up()
        for part in running:
            if part.process.poll() is not None and part.may_start and not stopping:
                _start_again(part, port, host)
    for part in running:
        part.process.terminate()  # all at once, so that the slowest one alone is waited for
    for part in running:
        _stop(part.process)


def _start_again(part: Part, port: int, host: str) -> None:
    _end_group(part.process)
    lived = time.monotonic() - part.started
    part.again_in = PAUSE if lived > STEADY else min(part.again_in * 2, LONGEST_PAUSE)
    part.process, part.started = _start(part.name, port, host), time.monotonic()


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there. Workers share a port, so a second Askel would start and never be asked."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError:
        return False
    return True


def _listens(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=PAUSE):
            return True
    except OSError:
        return False


def _start(part: str, port: int, host: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "askel", "up", "--only", part, "--port", str(port), "--host", host]
    return subprocess.Popen(command, start_new_session=True, env={**os.environ, "ASKEL_PARENT": str(os.getpid())})  # noqa: S603 - our own command


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # workers that outlive their server would answer with old code


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(PATIENCE)
    _end_group(process)


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent is gone, also by ``kill -9``."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    parent = os.environ.get("ASKEL_PARENT")
    if parent and os.getppid() != int(parent):
        sys.exit(0)


def serve(part: str, host: str, port: int) -> None:
    """Be one part until told to stop."""
    if part == "loop":
        run_loop()
    else:
        serve_web(host, port)


def run_loop() -> None:
    """Letters and errands, each second. What is on the line or in hand when it must stop is finished or put back."""
    loop, desk = Loop(), Desk()
    stop_on_signals(loop)
    register_nightly()
    try:
        go_round(loop, [send_letters, desk, ask_each_night(NIGHTLY)])
    finally:
        desk.close()


def serve_web(host: str, port: int) -> None:
    """Django over WSGI. Spare threads take in bodies; one thread a worker makes pages (``wsgi.py``)."""
    Server(
        "askel.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=max(2, os.cpu_count() or 1),
        http=HTTPModes.http1,  # as proxies speak: of the other, one line could carry hundreds of unfinished bodies
        blocking_threads=SPARE_THREADS,
        respawn_failed_workers=True,
        respawn_interval=PAUSE,
        workers_kill_timeout=5,
        log_level=LogLevels.error,
        log_access=False,
    ).serve()
