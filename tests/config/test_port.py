"""A second Askel on one port would start and never be asked: it is refused instead."""

import socket

from askel.config.process import is_free


def test_a_port_that_somebody_listens_on_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        assert not is_free("127.0.0.1", port)

    assert is_free("127.0.0.1", port)
