"""A loop with errands: python -m tests.faults.working_loop ERRANDS SECONDS LEASE, in the data of a prepared Askel.

Asks for so many of so many seconds, then runs the loop of ``askel up`` until it is told to stop.
"""

import os
import sys
from datetime import timedelta

import django


def main(how_many: int, seconds: float, lease: float) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "askel.config.settings")
    django.setup()
    from django.utils import timezone  # noqa: PLC0415 - settings come first

    from askel.config import process  # noqa: PLC0415
    from askel.errand import actions, kinds, running  # noqa: PLC0415

    kinds.register("slow", "tests.faults.slow_work.slow")
    vars(actions)["LEASE"], vars(running)["RENEW_EVERY"] = timedelta(seconds=lease), timedelta(seconds=lease / 8)
    for number in range(how_many):
        actions.ask("slow", f"{number} {seconds}", by=None, now=timezone.now())
    process.run_loop()


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]))
