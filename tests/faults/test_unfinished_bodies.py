"""Those who begin to send and never end hold nobody: pages go on, and their places are free when they hang up."""

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
        for _ in range(40):
            lines.enter_context(begin(askel.port))

        seen = [mina.get(path).status for path in ("/healthz", "/map/", "/home/") * 4]  # enough to reach both workers

        assert seen == [200] * 12
    wait_until(lambda: mina.post("/map/bring/", {}).status == 200, "a form to be taken, once those lines are closed")


def test_a_body_in_pieces_is_taken(askel: Askel) -> None:
    with socket.create_connection(("localhost", askel.port)) as line:
        line.settimeout(60)
        line.sendall(f"POST /sign-in/return/ HTTP/1.1\r\nHost: localhost:{askel.port}\r\n".encode())
        line.sendall(b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(5):
            line.sendall(b"1\r\nx\r\n")
        line.sendall(b"0\r\n\r\n")

        assert line.recv(4096).startswith(b"HTTP/1.1 403")  # Django has seen it: there was no token in it
