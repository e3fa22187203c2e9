"""Does every template compile? A page that nobody opens in a test would break in front of somebody."""

import os
import sys
from pathlib import Path
from typing import cast

import django
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import TemplateError

ROOT = Path(__file__).parent.parent


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "askel.config.settings")
    django.setup()
    faults = [fault for folder in sorted(ROOT.glob("askel/*/templates")) for fault in _faults(folder)]
    print(*faults, sep="\n", file=sys.stderr)
    return int(bool(faults))


def _faults(folder: Path) -> list[str]:
    environment = cast("Jinja2", engines["jinja2"]).env
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            environment.get_template(str(path.relative_to(folder)))
        except TemplateError as fault:
            found.append(f"{path.relative_to(ROOT)}:{getattr(fault, 'lineno', '?')}: {fault}")
    return found


if __name__ == "__main__":
    sys.exit(main())
