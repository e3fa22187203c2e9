"""A mail server of a few lines that keeps what it was given, and can be slow, refuse, or drop the line."""

import random
import re
import socket
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum


class Manner(StrEnum):
    """How it behaves. Each letter is given to it as a whole, whatever it answers."""

    TAKES = "takes"
    UNEVEN = "takes, each answer after a while of its own"
    SILENT = "never says hello"
    DRIBBLES = "says hello without end"
    LATER = "451 to each reader"
    NEVER = "550 to each reader"
    FULL = "452 after the letter"
    DROPS = "hangs up after the letter, before it says that it has it"


@dataclass
class Postbox:
    """What was given to it: (reader, Message-ID, words) of each letter that came in whole."""

    manner: Manner
    port: int = 0
    letters: list[tuple[str, str, str]] = field(default_factory=list)
    callers: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)

    @property
    def times(self) -> Counter[str]:
        """How often each letter came in, by its Message-ID."""
        return Counter(message_id for _, message_id, _ in list(self.letters))


class _Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        box: Postbox = self.server.box  # type: ignore[attr-defined]
        box.callers += 1
        try:
            self._talk(box)
        except OSError:
            return  # the caller was killed

    def _say(self, box: Postbox, line: str) -> None:
        if box.manner == Manner.UNEVEN:
            time.sleep(random.uniform(0, 0.006))  # noqa: S311 - no secret
        self.wfile.write(line.encode() + b"\r\n")

    def _talk(self, box: Postbox) -> None:
        if box.manner == Manner.SILENT:
            box.is_over.wait(60)
            return
        while box.manner == Manner.DRIBBLES and not box.is_over.wait(0.05):
            self.wfile.write(b"2")
        self._say(box, "220 hello")
        reader = ""
        for line in self.rfile:
            word = line[:4].upper().strip()
            if word == b"RCPT":
                reader = line.decode().split("<")[1].split(">")[0]
                self._say(box, {Manner.LATER: "451 later", Manner.NEVER: "550 nobody"}.get(box.manner, "250 well"))
            elif word == b"DATA":
                self._say(box, "354 go on")
                if not self._take(box, reader):
                    return
            else:
                self._say(box, "221 bye" if word == b"QUIT" else "250 well")
                if word == b"QUIT":
                    return

    def _take(self, box: Postbox, reader: str) -> bool:
        lines = list(iter(self.rfile.readline, b".\r\n"))
        if not lines or b"" in lines[-1:]:
            return False
        text = b"".join(lines).decode()
        found = re.search(r"^Message-ID: (\S+)", text, re.MULTILINE)
        box.letters.append((reader, found[1] if found else "", text))
        if box.manner == Manner.DROPS:
            return False
        self._say(box, "452 full" if box.manner == Manner.FULL else "250 I have it")
        return True


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128


@contextmanager
def postbox(manner: Manner = Manner.TAKES, port: int = 0) -> Iterator[Postbox]:
    """Run one for a while."""
    box = Postbox(manner)
    server = _Server(("127.0.0.1", port), _Line)
    server.box = box  # type: ignore[attr-defined]
    box.port = server.server_address[1]
    running = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    running.start()
    try:
        yield box
    finally:
        box.is_over.set()
        server.shutdown()
        server.server_close()
        running.join()


def nobody_there() -> int:
    """A port on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
