"""A PDF takes seconds. Everybody else's pages are answered meanwhile."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.live import Askel, Person, started


@pytest.fixture(scope="module")
def askel() -> Iterator[Askel]:
    with started() as askel:
        yield askel


def test_pages_are_answered_while_files_are_made(askel: Askel) -> None:
    mina, pavel = (Person(askel.url).sign_in(name) for name in ("mina", "pavel"))
    with ThreadPoolExecutor(4) as beside:
        files = [beside.submit(mina.get, "/map/take/map.pdf") for _ in range(4)]

        pages = [pavel.get("/map/").status for _ in range(8)]  # enough to reach both workers
        are_waiting = not all(file.done() for file in files)

        assert pages == [200] * 8
        assert are_waiting
        assert [(file.result().status, file.result().body[:5]) for file in files] == [(200, b"%PDF-")] * 4


def test_of_very_many_at_once_some_are_told_to_wait(askel: Askel) -> None:
    """So many at once that some are told to wait, and nobody gets half a file."""
    people = [Person(askel.url).sign_in(name) for name in ("pavel", "fatou", "chen")]
    with ThreadPoolExecutor(24) as beside:
        asked = [beside.submit(person.get, "/map/take/picture.png") for person in people for _ in range(8)]
        answers = [one.result() for one in asked]

    assert {answer.status for answer in answers} <= {200, 503}
    for answer in answers:
        assert answer.body.startswith(b"\x89PNG" if answer.status == 200 else b"Many files are being made")
