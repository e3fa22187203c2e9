"""`askel up`: one thing to watch. It starts again what dies, and leaves nothing behind."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator

import psutil
import pytest

from tests.live import Askel, Person, started, wait_until


@pytest.fixture
def askel() -> Iterator[Askel]:
    with started(demo=False) as askel:
        yield askel


def gone(processes: list[psutil.Process]) -> bool:
    return not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes)


def test_sigterm_stops_it_cleanly(askel: Askel) -> None:
    below = askel.tree()
    assert below

    code = askel.stop()

    assert code == 0
    assert gone(below)


def test_a_killed_parent_leaves_nothing_behind(askel: Askel) -> None:
    below = askel.tree()

    askel.process.kill()
    askel.process.wait()

    wait_until(lambda: gone(below), "all processes to end")


def test_a_killed_child_is_started_again(askel: Askel) -> None:
    for child in askel.tree():
        child.kill()

    wait_until(askel.answers, "Askel to answer again")
    assert Person(askel.url).get("/healthz").status == 200


def test_each_killed_process_below_the_parent_comes_back_alone(askel: Askel) -> None:
    whole = len(askel.tree())
    for place in range(whole):
        wait_until(lambda: len(askel.tree()) == whole, "the tree to be whole again")
        victim = askel.tree()[place]

        os.kill(victim.pid, signal.SIGKILL)

        wait_until(lambda victim=victim: gone([victim]), "the killed process to end")  # type: ignore[misc]
        wait_until(askel.answers, "Askel to answer again")


def test_a_slow_upload_holds_nobody(askel: Askel) -> None:
    """Three phones on a bad line send 20 bytes over 3 s; meanwhile pages are answered before the uploads end."""
    uploads = [threading.Thread(target=send_slowly, args=(askel.port,)) for _ in range(3)]
    for upload in uploads:
        upload.start()
    time.sleep(0.3)  # all three have begun

    answered = [Person(askel.url).get("/healthz").status for _ in range(10)]

    still_uploading = [upload.is_alive() for upload in uploads]
    for upload in uploads:
        upload.join()
    assert answered == [200] * 10
    assert all(still_uploading)


def test_a_request_ends_in_the_thread_that_made_its_page() -> None:
    """Keys are dropped and connections looked at when a request ends: that must happen where they are held."""
    with started(demo=False, settings="tests.faults.listening") as askel:
        somebody = Person(askel.url)
        for path in ("/", "/healthz", "/static/web/built/page.css", "/nowhere"):
            somebody.get(path)
        somebody.post("/start/")

        heard = (askel.data / "threads").read_text().splitlines()

    assert {line.split()[0] for line in heard} == {"began", "ended"}
    assert all(line.split()[1].startswith("page") for line in heard)


def send_slowly(port: int) -> None:
    with socket.create_connection(("localhost", port)) as line:
        line.sendall(f"POST /healthz HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 20\r\n\r\n".encode())
        for _ in range(20):
            time.sleep(0.15)
            line.sendall(b"x")
        line.recv(100)
