"""How long a large map and a long list keep somebody waiting: from asking to the whole answer, on a started Askel."""

import subprocess
import sys
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median
from time import perf_counter

from tests.live import Askel

CONTACTS, ROWS = 300, 10_000
TIMES = 20
WARM = 3
BOUNDARY = "askel-bench"
PART = 'Content-Disposition: form-data; name="{}"'


@dataclass(frozen=True)
class Wait:
    what: str
    ms: float
    most: int  # what the product promises


def times(askel: Askel) -> list[Wait]:
    name, _, value = _run(askel, "bench.crowd", str(CONTACTS)).partition("=")
    browser = _Browser(HTTPConnection("localhost", askel.port, timeout=60), {name: value})
    waits = [
        Wait(f"{where} of {CONTACTS} contacts", browser.median_of(path), 150)
        for where, path in (("list", "/map/"), ("picture", "/map/picture/"))
    ]
    return [*waits, Wait(f"list of {ROWS} rows, read and offered", browser.bring(_rows()), 3000)]


def show(waits: list[Wait]) -> None:
    print(f"\nFrom asking to the whole answer in ms; maps: median of {TIMES}.")
    for wait in waits:
        print(f"{wait.what:48}{wait.ms:>8.0f}  at most {wait.most}")


def _run(askel: Askel, *module: str) -> str:
    command = [sys.executable, "-m", *module]
    made = subprocess.run(command, env=askel.environment, check=True, capture_output=True, text=True)
    return made.stdout.strip().rpartition("\n")[2]


def _rows() -> bytes:
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    rows = (
        f"Anna{row},Virtanen,https://www.linkedin.com/in/anna{row},,Laboratory {row % 90},Chemist,01 May 2024\n"
        for row in range(ROWS)
    )
    return (head + "".join(rows)).encode()


@dataclass
class _Browser:
    line: HTTPConnection
    cookies: dict[str, str]

    def median_of(self, path: str) -> float:
        for _ in range(WARM):
            self.ask("GET", path)
        return median(self.ask("GET", path) for _ in range(TIMES))

    def bring(self, rows: bytes) -> float:
        self.ask("GET", "/map/bring/")
        parts = [
            f'--{BOUNDARY}\r\n{PART.format("file")}; filename="Connections.csv"\r\n\r\n'.encode(),
            rows,
            f"\r\n--{BOUNDARY}--\r\n".encode(),
        ]
        return self.ask("POST", "/map/bring/", b"".join(parts))

    def ask(self, method: str, path: str, body: bytes | None = None) -> float:
        """Milliseconds until the whole answer is here."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": next((value for name, value in self.cookies.items() if "csrf" in name), ""),
            "Accept-Encoding": "gzip",
        }
        if body is not None:
            headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        begun = perf_counter()
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        page = answer.read()
        waited = perf_counter() - begun
        if answer.status != 200:
            message = f"{path} answers {answer.status}: {page[:200]!r}"
            raise RuntimeError(message)
        self._keep(answer.headers.get_all("Set-Cookie") or [])
        return waited * 1000

    def _keep(self, told: list[str]) -> None:
        for cookie in told:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
