"""A started Askel, as a host starts it, and somebody who uses it without a browser.

For tests in a browser and tests that kill: they never touch the database themselves, since Playwright and the ORM
do not go together in one process.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit, urlunsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener
from uuid import uuid4

import psutil
import psycopg
from psycopg import sql

ASKEL = str(Path(sys.executable).parent / "askel")
START_SECONDS = 60


@dataclass
class Askel:
    """One ``askel up`` on data of its own. It can be killed and started again on the same data."""

    data: Path
    environment: dict[str, str]
    port: int
    process: subprocess.Popen[bytes] = field(init=False)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        with (self.data / "up.log").open("ab") as log:
            command = [ASKEL, "up", "--port", str(self.port)]
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        try:
            wait_until(self.answers, "Askel to answer")
        except TimeoutError as late:
            late.add_note(self.log())
            raise

    def run(self, *arguments: str) -> str:
        """Run another command of Askel on the same data."""
        command = [ASKEL, *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True).stdout

    def refuses(self, *arguments: str) -> str:
        """What another command says when it does nothing."""
        command = [ASKEL, *arguments]
        answer = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert answer.returncode == 2, answer.stdout
        return answer.stderr

    def answers(self) -> bool:
        if self.process.poll() is not None:
            message = f"askel up ended with {self.process.returncode}:\n{self.log()}"
            raise RuntimeError(message)
        try:
            return Person(self.url).get("/healthz").status == 200
        except (URLError, OSError):
            return False

    def log(self) -> str:
        return (self.data / "up.log").read_text(errors="replace")

    def tree(self) -> list[psutil.Process]:
        """Everything below ``askel up``, deepest last."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self, *, within: float = 15) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(within)

    def clean_up(self) -> None:
        left = self.tree() if self.process.poll() is None else []
        with suppress(subprocess.TimeoutExpired):
            self.stop()
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.process.kill()


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    url: str

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


class Person:
    """Somebody with a cookie jar who sends forms."""

    def __init__(self, url: str, *, language: str = "en") -> None:
        self.url = url
        self.cookies = CookieJar()
        self.language = language
        self._line: OpenerDirector = build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> Answer:
        return self._send(Request(self.url + path))

    def post(self, path: str, form: Mapping[str, str] | None = None) -> Answer:
        request = Request(self.url + path, data=urlencode(form or {}).encode())
        request.add_header("X-CSRFToken", next((c.value or "" for c in self.cookies if "csrf" in c.name), ""))
        return self._send(request)

    def sign_in(self, name: str) -> "Person":
        """Come in as one of the demo's cast."""
        self.get(f"/demo/as/{name}")
        answer = self.post(f"/demo/as/{name}")
        assert answer.status == 200, answer.text
        return self

    def _send(self, request: Request) -> Answer:
        request.add_header("Accept-Language", self.language)
        try:
            with self._line.open(request, timeout=30) as response:
                return Answer(response.status, response.read(), response.url)
        except HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.read(), refused.url or "")


def wait_until(true: Callable[[], bool], what: str, *, within: float = START_SECONDS) -> None:
    end = time.monotonic() + within
    while not true():
        if time.monotonic() > end:
            message = f"Waited {within:.0f} s for {what}"
            raise TimeoutError(message)
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def started(
    *, demo: bool = True, databases: Mapping[str, str] | None = None, settings: str = "askel.config.settings"
) -> Iterator[Askel]:
    """Start Askel on a fresh folder, and on fresh databases when the tests run on PostgreSQL."""
    with prepared(databases=databases, settings=settings) as askel:
        try:
            if demo:
                askel.run("demo")
            askel.start()
            yield askel
        finally:
            askel.clean_up()


@contextmanager
def prepared(
    *, databases: Mapping[str, str] | None = None, settings: str = "askel.config.settings", **chosen: str
) -> Iterator[Askel]:
    """An Askel that is not started yet. ``chosen`` are settings of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="askel-live-", ignore_cleanup_errors=True) as folder,
        _own(databases) as own,
    ):
        port = free_port()
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("ASKEL_", "DJANGO_"))}
        mine = {"ASKEL_DATA": folder, "ASKEL_URL": f"http://localhost:{port}", "DJANGO_SETTINGS_MODULE": settings}
        yield Askel(Path(folder), {**inherited, **mine, **own, **chosen}, port)


@contextmanager
def _own(databases: Mapping[str, str] | None) -> Iterator[dict[str, str]]:
    """Two new databases on the server that ``databases`` (or the environment) names; none on SQLite."""
    given = databases or os.environ
    if not given.get("ASKEL_DATABASE"):
        yield {}
        return
    names = {setting: f"live_{uuid4().hex}" for setting in ("ASKEL_DATABASE", "ASKEL_VAULT_DATABASE")}
    with psycopg.connect(given["ASKEL_DATABASE"], autocommit=True) as server:
        for name in names.values():
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield {setting: _with_database(given[setting], name) for setting, name in names.items()}


def _with_database(address: str, name: str) -> str:
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
