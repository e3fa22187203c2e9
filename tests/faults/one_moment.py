"""Write while a moment is read, in the data of a prepared Askel: python -m tests.faults.one_moment ALIAS.

Prints what a reader saw before, during and after somebody else wrote.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import django


def main(alias: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "askel.config.settings")
    django.setup()
    from django.db import connections  # noqa: PLC0415 - settings come first

    from askel.config.snapshot import one_moment  # noqa: PLC0415
    from askel.people.models import Person  # noqa: PLC0415
    from askel.vault.models import Key  # noqa: PLC0415

    model = {"default": Person, "vault": Key}[alias]
    with ThreadPoolExecutor(1) as other:
        with one_moment(alias):
            before = model._base_manager.count()  # noqa: SLF001 - Django gives each model one
            other.submit(write).result(timeout=15)  # it waits for nobody
            during = model._base_manager.count()  # noqa: SLF001
        after = model._base_manager.count()  # noqa: SLF001
        other.submit(connections.close_all).result()
    print(before, during, after)


def write() -> None:
    from django.utils import timezone  # noqa: PLC0415

    from askel.people.actions import start_guest  # noqa: PLC0415

    start_guest(language="en", now=timezone.now(), today=timezone.localdate())


if __name__ == "__main__":
    main(sys.argv[1])
