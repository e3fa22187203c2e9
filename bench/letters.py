"""Plan one night's letters for very many members: python -m bench.letters [--members 100000] [--rhythms 20].

Each member has so many rhythms, each about every two months. Planning is the nightly look itself: it finds those whose
time may be over, and owes one letter to each member who has any. Beside ``python -m tests.postgres`` it measures
PostgreSQL. The data lie in a fresh folder, and the reference is a bare copy of the same rows by the database alone.
"""

import argparse
import os
import random
import resource
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import django

PERIOD = 61  # days of a rhythm
BATCH = 1_000
NIGHT = datetime(2026, 11, 30, 1, tzinfo=UTC)  # three o'clock in Helsinki, on the Monday of a letter
TODAY = date(2026, 11, 30)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--members", type=int, default=100_000)
    asked.add_argument("--rhythms", type=int, default=20)
    asked.add_argument("--all", action="store_true", help="every member has a rhythm whose day has come")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="askel-bench-") as folder:
        os.environ |= {"ASKEL_DATA": folder, "DJANGO_SETTINGS_MODULE": "askel.config.settings"}
        django.setup()
        measure(options.members, options.rhythms, everybody=options.all)


def measure(members: int, rhythms: int, *, everybody: bool) -> None:
    from django.db import connection  # noqa: PLC0415 - settings come first

    from askel.config.prepare import migrate  # noqa: PLC0415
    from askel.upkeep.week import owe_week_letters  # noqa: PLC0415

    migrate()
    fill(members, rhythms, everybody=everybody)
    before = peak()
    began = time.perf_counter()
    made = owe_week_letters(now=NIGHT)
    planned = time.perf_counter() - began
    began = time.perf_counter()
    again = owe_week_letters(now=NIGHT)
    repeated = time.perf_counter() - began
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_copy AS SELECT * FROM letter_letter")
    bare = time.perf_counter() - began
    print(f"{connection.vendor}: {members:,} members, {members * rhythms:,} rhythms, {made:,} letters owed")
    print(f"  planned in {planned:.2f} s ({planned / bare:.1f} x the reference, a bare copy of the rows: {bare:.2f} s)")
    print(f"  planned once more in {repeated:.2f} s, {again} new")
    print(f"  memory of this process: {peak()} MB, of it {peak() - before} for the planning")


def fill(members: int, rhythms: int, *, everybody: bool) -> None:
    """People, contacts and rhythms; the days are spread evenly over the period, or one of each person's is today."""
    from django.db import connection, transaction  # noqa: PLC0415

    from askel.lib.ids import uuid7  # noqa: PLC0415
    from askel.people.models import Person  # noqa: PLC0415
    from askel.vault.fields import Sealed  # noqa: PLC0415

    sealed: Any = Sealed()  # no word, as only the days are looked at
    chance = random.Random(4)  # noqa: S311 - the same rows each time
    for start in range(0, members, BATCH):
        ids: list[UUID] = [uuid7() for _ in range(min(BATCH, members - start))]
        with transaction.atomic():
            Person.objects.bulk_create([Person(id=pk, email=f"{pk.hex}@example.org", return_code=sealed) for pk in ids])
            days = [[day(chance, number, everybody=everybody) for number in range(rhythms)] for _ in ids]
            keep_in_touch(ids, days)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def keep_in_touch(ids: list[UUID], days: list[list[int]]) -> None:
    """For each person a contact and its rhythm for each day, which is so many days from now."""
    from askel.netmap.models import Contact  # noqa: PLC0415
    from askel.netmap.spheres import Ring, Sphere  # noqa: PLC0415
    from askel.upkeep.models import Rhythm, SetBy  # noqa: PLC0415
    from askel.vault.fields import Sealed  # noqa: PLC0415

    sealed = {name: Sealed() for name in ("nickname", "note", "details")}
    place = {"ring": Ring.MIDDLE, "sphere": Sphere.WORK, "made_at": NIGHT, **sealed}
    pairs = [
        (Contact(owner_id=pk, **place), days_ahead) for pk, own in zip(ids, days, strict=True) for days_ahead in own
    ]
    Contact.objects.bulk_create([contact for contact, _ in pairs])
    kept = {"every_days": PERIOD, "set_by": SetBy.OWN, "begun_on": TODAY, "made_at": NIGHT}
    Rhythm.objects.bulk_create(
        Rhythm(owner_id=one.owner_id, contact=one, next_on=TODAY + timedelta(days=ahead), **kept)
        for one, ahead in pairs
    )


def day(chance: random.Random, number: int, *, everybody: bool) -> int:
    return 0 if everybody and number == 0 else chance.randrange(PERIOD)


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
