"""Those who begin to send and never end hold nobody: pages go on, and their own places are free again after a while."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.live import Askel, Person, started, wait_until

BEGUN = "POST /sign-in/return/ HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 500\r\n\r\ncode="


@pytest.fixture(scope="module")
def askel() -> Iterator[Askel]:
    with started() as askel:
        yield askel


def begin(port: int) -> socket.socket:
    line = socket.create_connection(("localhost", port))
    line.settimeout(60)
    line.sendall(BEGUN.format(port=port).encode())
    return line


def test_forty_unfinished_bodies_hold_no_page(askel: Askel) -> None:
    mina = Person(askel.url).sign_in("mina")
    with ExitStack() as lines:
        stalled = [lines.enter_context(begin(askel.port)) for _ in range(40)]
        stalled[-1].settimeout(60)

        seen = [mina.get(path).status for path in ("/healthz", "/map/", "/home/") * 4]  # enough to reach both workers
        answers = [line.recv(4096).split(b"\r\n")[0] for line in stalled]

        assert seen == [200] * 12
        assert set(answers) == {b"HTTP/1.1 503 Service Unavailable", b"HTTP/1.1 408 Request Timeout"}
        # While those lines are still open, their places are free.
        wait_until(lambda: mina.post("/map/bring/", {}).status == 200, "a form to be taken")


def test_who_sends_slowly_but_on_is_waited_for_and_a_body_in_pieces_is_taken(askel: Askel) -> None:
    with socket.create_connection(("localhost", askel.port)) as line:
        line.settimeout(60)
        line.sendall(f"POST /sign-in/return/ HTTP/1.1\r\nHost: localhost:{askel.port}\r\n".encode())
        line.sendall(b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(5):
            line.sendall(b"1\r\nx\r\n")
        line.sendall(b"0\r\n\r\n")

        assert line.recv(4096).startswith(b"HTTP/1.1 403")  # Django has seen it: there was no token in it
