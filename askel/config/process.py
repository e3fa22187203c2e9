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
from types import FrameType

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

PARTS = ("web",)
PAUSE = 0.2
PATIENCE = 10.0
_PR_SET_PDEATHSIG = 1


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
    running = {part: _start(part, port, host) for part in parts}
    while not stopping:
        time.sleep(PAUSE)
        if not announced and _listens(host, port):
            announced = True
            when_up()
        for part, process in running.items():
            if process.poll() is not None and not stopping:
                _end_group(process)
                running[part] = _start(part, port, host)
    for process in running.values():
        _stop(process)


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


def serve_web(host: str, port: int) -> None:
    """Django over WSGI. Spare threads take in bodies; one thread a worker makes pages (``wsgi.py``)."""
    Server(
        "askel.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=max(2, os.cpu_count() or 1),
        blocking_threads=16,
        respawn_failed_workers=True,
        respawn_interval=PAUSE,
        workers_kill_timeout=5,
        log_level=LogLevels.error,
        log_access=False,
    ).serve()
