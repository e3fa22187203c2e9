"""What was acknowledged is there after `kill -9`, of Askel's own processes and of PostgreSQL."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPException
from threading import Event

import psutil
import pytest

from tests.live import Askel, Person, started, wait_until
from tests.postgres import PostgresServer, addresses, postgres

ON_POSTGRES = bool(os.environ.get("ASKEL_DATABASE"))
ROUNDS = int(os.environ.get("ASKEL_KILLS", "5"))
CLIENTS = 3
BEFORE_THE_KILL = 5


def arrive(askel: Askel) -> Person | None:
    """Become a guest: a key in one database, a sealed row and a session in the other. None unless acknowledged."""
    person = Person(askel.url)
    with suppress(OSError, HTTPException):
        person.get("/")
        if person.post("/start/").status == 200:
            return person
    return None


def is_there(person: Person) -> bool:
    """Their session holds, and the return code opens that was sealed for them."""
    answer = person.get("/welcome/")
    return answer.status == 200 and answer.url.endswith("/welcome/")


@contextmanager
def arriving(askel: Askel) -> Iterator[list[Person]]:
    """Clients who write without a pause. Whoever got an answer is in the list."""
    acknowledged: list[Person] = []
    over = Event()

    def write() -> None:
        while not over.is_set():
            if person := arrive(askel):
                acknowledged.append(person)

    with ThreadPoolExecutor(CLIENTS) as clients:
        writing = [clients.submit(write) for _ in range(CLIENTS)]
        try:
            yield acknowledged
        finally:
            over.set()
    for one in writing:
        one.result()


def kill_while_writing(askel: Askel, kill: Callable[[], None]) -> None:
    with arriving(askel) as acknowledged:
        wait_until(lambda: len(acknowledged) >= BEFORE_THE_KILL, "the first writes")

        kill()

        wait_until(askel.answers, "Askel to answer again")
        before = len(acknowledged)
        wait_until(lambda: len(acknowledged) > before, "writes to be taken again")

    lost = [person for person in acknowledged if not is_there(person)]
    assert lost == []


@pytest.fixture(scope="module")
def askel() -> Iterator[Askel]:
    with started(demo=False) as askel:
        yield askel


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_killing_web_loses_nothing_acknowledged(askel: Askel, _round: int) -> None:
    def kill() -> None:
        for process in askel.tree():
            with suppress(psutil.NoSuchProcess):
                process.kill()

    kill_while_writing(askel, kill)


if ON_POSTGRES:

    @pytest.mark.parametrize("_round", range(ROUNDS))
    def test_killing_postgres_loses_nothing_acknowledged(_round: int) -> None:
        """With the server's own settings for durability; the careless ones of the other tests would lose."""
        with postgres(careless=False) as server, started(demo=False, databases=addresses(server)) as askel:
            kill_while_writing(askel, lambda: kill_postgres(server))


def kill_postgres(server: PostgresServer) -> None:
    """Kill every process of it, and start it again on what lies on the disk."""
    postmaster = psutil.Process(server.get_pid())
    for process in (postmaster, *postmaster.children()):
        with suppress(psutil.NoSuchProcess):
            process.kill()
    for lock in (server.pgdata / "postmaster.pid", *server.pgdata.glob(".s.PGSQL.*.lock")):
        lock.unlink()  # a zombie that nobody has reaped yet would pass for a running server
    server.ensure_postgres_running()
