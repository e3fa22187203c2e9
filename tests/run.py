"""Every test there is, on both databases, with coverage; ends with one line over all runs.

Ordinary tests run on two workers. Tests in a browser and tests that kill servers run apart: they talk to a
started Askel as a person would, and never touch the database themselves.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "test-results"
LIVE = ("tests/e2e", "tests/faults")
MEASURED = ("--cov=askel", "--cov-branch", "--cov-append", "--cov-report=")

TOTAL_AT_LEAST = 95.0
WHOLE = re.compile(r"(^|/)(rules|actions)\.py$|^askel/vault/")  # these are covered to the last branch


@dataclass(frozen=True)
class Outcome:
    run: str
    passed: int
    failed: int
    skipped: tuple[str, ...] = ()


def main() -> int:
    shutil.rmtree(RESULTS, ignore_errors=True)
    RESULTS.mkdir()
    outcomes = [_scripts()]
    for engine, launcher in (("sqlite", []), ("postgres", [sys.executable, "-m", "tests.postgres"])):
        outcomes.append(_pytest(engine, [*launcher], "-n2", "tests", *(f"--ignore={folder}" for folder in LIVE)))
        outcomes.append(_pytest(f"{engine}-live", [*launcher], "-n2", "--dist=loadfile", *LIVE))
    outcomes.append(_coverage())
    return _close(outcomes)


def _scripts() -> Outcome:
    """Test the modules of the front under Node."""
    tests = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("front/js/test/*.test.js"))
    if not tests:
        return Outcome("scripts", 0, 0)
    node = ["node", "--test", "--test-reporter=tap", *tests]
    said = subprocess.run(node, cwd=ROOT, capture_output=True, text=True, check=False)
    counts = {word: int(n) for word, n in re.findall(r"^# (pass|fail|cancelled) (\d+)$", said.stdout, re.MULTILINE)}
    failed = counts.get("fail", 0) + counts.get("cancelled", 0)
    if said.returncode:
        print(said.stdout, said.stderr, sep="\n")
        failed = failed or 1
    return Outcome("scripts", counts.get("pass", 0), failed)


def _pytest(run: str, launcher: list[str], *arguments: str) -> Outcome:
    print(f"\n== {run}", flush=True)
    report = RESULTS / f"{run}.xml"
    quiet = ["-q", "-p", "no:cacheprovider", f"--junitxml={report}"]
    pytest = [sys.executable, "-m", "pytest", *quiet, *MEASURED, *arguments]
    environment = {**os.environ, "COVERAGE_FILE": str(RESULTS / "coverage")}
    code = subprocess.call([*launcher, *pytest], cwd=ROOT, env=environment)
    if not report.exists():
        return Outcome(run, 0, 1)
    return _read(run, report, died=code != 0)


def _read(run: str, report: Path, *, died: bool) -> Outcome:
    cases = list(ET.parse(report).iter("testcase"))
    failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
    skipped = tuple(str(mark.get("message")) for case in cases for mark in case.findall("skipped"))
    return Outcome(run, len(cases) - failed - len(skipped), failed or int(died), skipped)


def _coverage() -> Outcome:
    """Count each broken threshold as a failure, so that nobody misses it."""
    print("\n== coverage, branches included, over both databases", flush=True)
    environment = {**os.environ, "COVERAGE_FILE": str(RESULTS / "coverage")}
    written = RESULTS / "coverage.json"
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.call([*coverage, "report", "--show-missing"], cwd=ROOT, env=environment)
    subprocess.call([*coverage, "json", "-q", "-o", str(written)], cwd=ROOT, env=environment)
    if not written.exists():
        return Outcome("coverage", 0, 1)
    short = list(_too_little(json.loads(written.read_text())))
    print(*short, sep="\n")
    return Outcome("coverage", 0, len(short))


def _too_little(measured: dict[str, Any]) -> list[str]:
    total = measured["totals"]["percent_covered"]
    short = [f"Coverage is {total:.2f} %, and must be {TOTAL_AT_LEAST} %."] if total < TOTAL_AT_LEAST else []
    for name, file in sorted(measured["files"].items()):
        percent = file["summary"]["percent_covered"]
        if WHOLE.search(name) and percent < 100:
            short.append(f"{name} is covered to {percent:.1f} %, and must be whole.")
    return short


def _close(outcomes: list[Outcome]) -> int:
    print()
    for outcome in outcomes:
        print(f"{outcome.run}: {outcome.passed} passed, {outcome.failed} failed, {len(outcome.skipped)} skipped")
        for reason in sorted(set(outcome.skipped)):
            print(f"  skipped: {reason}")
    failed = sum(outcome.failed for outcome in outcomes)
    print(f"{sum(outcome.passed for outcome in outcomes)} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
