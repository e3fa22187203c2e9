"""Print what each page costs its server, beside a reference served the same way."""

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

import django
import psutil

from bench import maps, measures
from tests.live import Askel, Person, free_port, started, wait_until
from tests.pages import reachable

TIMES = int(os.environ.get("TIMES", "200"))
WARM = 20


@dataclass(frozen=True)
class Cost:
    name: str
    cpu: float  # ms of the process tree for one request
    queries: int | None
    html: int  # bytes gzipped
    first_load: int  # with style sheet and scripts


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "askel.config.settings")
    django.setup()
    with started() as askel, reference(askel) as (address, root, cookies):
        bare = cpu_of(address, "/", cookies, root)
        mina = Person(askel.url).sign_in("mina")
        costs = list(measure(askel, mina, reachable(mina, "/home/")))
        large = maps.times(askel)
    show(costs, bare)
    maps.show(large)
    measures.show()


@contextmanager
def reference(askel: Askel) -> Iterator[tuple[str, psutil.Process, dict[str, str]]]:
    """The page of ``bench.signed_in``, served as Askel's are, on the same data."""
    rows = [sys.executable, "-m", "bench.signed_in"]
    made = subprocess.run(rows, env=askel.environment, check=True, capture_output=True, text=True)
    name, _, value = made.stdout.strip().rpartition("\n")[2].partition("=")
    port = free_port()
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--log-level", "critical"]
    command = [*granian, "--workers", "1", "bench.signed_in:application"]
    with subprocess.Popen(command, env=askel.environment) as process:
        try:
            wait_until(lambda: listens(port), "the reference")
            yield f"localhost:{port}", psutil.Process(process.pid), {name: value}
        finally:
            process.terminate()


def listens(port: int) -> bool:
    try:
        HTTPConnection("localhost", port, timeout=1).connect()
    except OSError:
        return False
    return True


def measure(askel: Askel, person: Person, pages: dict[str, str]) -> Iterator[Cost]:
    cookies = {cookie.name: cookie.value or "" for cookie in person.cookies}
    queries = count_queries(askel, cookies, list(pages.values()))
    root = psutil.Process(askel.process.pid)
    for name, path in sorted(pages.items()):
        html = person.get(path)
        cpu = cpu_of(f"localhost:{askel.port}", path, cookies, root)
        weight = len(gzip.compress(html.body))
        yield Cost(name, cpu, queries.get(path), weight, weight + sum(assets(person, html.text)))


def cpu_of(address: str, path: str, cookies: dict[str, str], root: psutil.Process) -> float:
    """Milliseconds of CPU that one request costs, from the process tree's own clock."""
    line = HTTPConnection(address, timeout=30)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Accept-Encoding": "gzip"}

    def ask(times: int) -> None:
        for _ in range(times):
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            answer.read()
            if answer.status >= 400:
                message = f"{path} answers {answer.status}"
                raise RuntimeError(message)

    ask(WARM)
    before = spent(root)
    ask(TIMES)
    return (spent(root) - before) / TIMES * 1000


def spent(root: psutil.Process) -> float:
    times = [process.cpu_times() for process in (root, *root.children(recursive=True))]
    return sum(time.user + time.system for time in times)


def count_queries(askel: Askel, cookies: dict[str, str], paths: list[str]) -> dict[str, int]:
    session = next(
        f"{name}={value}" for name, value in cookies.items() if "csrf" not in name and "language" not in name
    )
    command = [sys.executable, "-m", "bench.queries", session, *paths]
    environment = {**askel.environment, "DJANGO_SETTINGS_MODULE": "askel.config.settings"}
    return dict(json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout))


def assets(person: Person, html: str) -> Iterator[int]:
    """Bytes gzipped of each style sheet and script that the page loads."""
    for path in set(re.findall(r'<(?:script|link)\b[^>]*?(?:src|href)="(/static/[^"]+\.(?:js|css))"', html)):
        yield len(gzip.compress(person.get(path).body))


def show(costs: list[Cost], bare: float) -> None:
    print(f"CPU of the server's process tree for one request, mean of {TIMES}.")
    print(f"The reference takes {bare:.2f} ms: Django and Jinja2, somebody signed in, 200 sealed fields in 40 rows.")
    print(f"{'page':32}{'CPU ms':>8}{'x ref.':>8}{'queries':>9}{'html kB':>9}{'first load kB':>15}")
    for cost in costs:
        weights = f"{cost.html / 1000:>9.1f}{cost.first_load / 1000:>15.1f}"
        print(f"{cost.name:32}{cost.cpu:>8.2f}{cost.cpu / bare:>8.2f}{cost.queries!s:>9}{weights}")


if __name__ == "__main__":
    main()
