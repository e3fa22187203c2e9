"""Owe test letters to somebody, in the data of a prepared Askel: python -m tests.faults.owing HOW_MANY."""

import os
import sys

import django


def main(how_many: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "askel.config.settings")
    django.setup()
    from django.utils import timezone  # noqa: PLC0415 - settings come first

    from askel.letter.actions import owe_test  # noqa: PLC0415
    from askel.people.actions import start_guest  # noqa: PLC0415

    now = timezone.now()
    person = start_guest(language="en", now=now, today=now.date())
    person.email = "noor@example.org"
    person.save()
    for _ in range(how_many):
        owe_test(by=person, now=now)


if __name__ == "__main__":
    main(int(sys.argv[1]))
