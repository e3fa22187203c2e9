"""Are the translations whole? With --update: bring the texts of the code into askel/locale.

`pybabel update --check` always answers "out of date", so a copy is updated and its bytes are compared.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "askel/locale"
KEYWORDS = (
    *("gettext_lazy", "gettext_noop", "_l"),
    *("ngettext_lazy:1,2", "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3"),
)


def main() -> int:
    if "--update" in sys.argv:
        _update(LOCALE)
        return 0
    faults = [fault for po in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")) for fault in _faults(po)]
    faults += _behind()
    print(*faults, sep="\n", file=sys.stderr)
    return int(bool(faults))


def _update(locale: Path) -> None:
    """Extract all texts and bring each language in ``locale`` up to date."""
    with tempfile.TemporaryDirectory() as folder:
        template = f"{folder}/django.pot"
        _pybabel(
            *("extract", "-F", "babel.cfg", "--sort-by-file", "--add-location=file", "--no-wrap"),
            *("-c", "Translators:", "--project=askel", "-o", template),
            *(part for keyword in KEYWORDS for part in ("-k", keyword)),
            ".",
        )
        _pybabel(
            *("update", "-i", template, "-d", str(locale), "-D", "django"),
            *("--ignore-pot-creation-date", "--no-fuzzy-matching", "--no-wrap", "--ignore-obsolete"),
        )


def _pybabel(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", "-q", *arguments], cwd=ROOT, check=True)


def _behind() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "locale"
        shutil.copytree(LOCALE, fresh)
        _update(fresh)
        behind = [po for po in LOCALE.glob("*/LC_MESSAGES/django.po") if _differs(po, fresh / po.relative_to(LOCALE))]
    return [f"{po.relative_to(ROOT)} is behind the code. Run: make translations" for po in behind]


def _differs(one: Path, other: Path) -> bool:
    return one.read_bytes() != other.read_bytes()


def _faults(po: Path) -> Iterator[str]:
    with po.open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        if message.id and (fault := _fault(message)):
            yield f"{po.relative_to(ROOT)}: {fault}: {message.id!r}"
    for message, errors in catalogue.check():
        yield from (f"{po.relative_to(ROOT)}: {error}: {message.id!r}" for error in errors)
    msgfmt = ["msgfmt", "--check", "-o", "/dev/null", str(po)]
    said = subprocess.run(msgfmt, capture_output=True, text=True, check=False)
    yield from said.stderr.splitlines() if said.returncode else ()


def _fault(message: Message) -> str:
    words = message.string if isinstance(message.string, tuple | list) else [message.string]
    if message.fuzzy:
        return "fuzzy"
    return "" if all(words) else "not translated"


if __name__ == "__main__":
    sys.exit(main())
