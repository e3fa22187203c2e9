"""Plan one day's letters for very many members: python -m bench.letters [--members 100000] [--rhythms 20].

Each member has so many rhythms, each about every two months. Planning finds those whose day has come, and owes one letter
to each member who has any. Beside ``python -m tests.postgres`` it measures PostgreSQL. The data lie in a fresh folder,
and the reference is a bare copy of the same rows to the same table by the database alone.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import django

PERIOD = 60  # days of a rhythm
BATCH = 5_000
TODAY = date(2026, 11, 24)
KIND = "bench-upkeep"


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
    from askel.letter.actions import Due, owe_all  # noqa: PLC0415
    from askel.letter.kinds import register  # noqa: PLC0415
    from bench.rhythms import Rhythm  # noqa: PLC0415

    migrate()
    register(KIND, "bench.letters.main")  # nothing is written here
    fill(members, rhythms, everybody=everybody)
    now = datetime(2026, 11, 24, 2, tzinfo=UTC)
    due = Rhythm.objects.filter(next_on__lte=TODAY).values("person_id").distinct()
    before = peak()
    began = time.perf_counter()
    made = owe_all(due, "person_id", kind=KIND, due=Due(now + timedelta(hours=4), TODAY), now=now)
    planned = time.perf_counter() - began
    began = time.perf_counter()
    again = owe_all(due, "person_id", kind=KIND, due=Due(now + timedelta(hours=4), TODAY), now=now)
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
    """People and rhythms; the days are spread evenly over the period, or one of each person's is today."""
    from django.db import connection, transaction  # noqa: PLC0415

    from askel.lib.ids import uuid7  # noqa: PLC0415
    from askel.people.models import Person  # noqa: PLC0415
    from askel.vault.fields import Sealed  # noqa: PLC0415
    from bench.rhythms import Rhythm  # noqa: PLC0415

    with connection.schema_editor() as editor:
        editor.create_model(Rhythm)
    chance = random.Random(4)  # noqa: S311 - the same rows each time
    for start in range(0, members, BATCH):
        ids: list[UUID] = [uuid7() for _ in range(min(BATCH, members - start))]
        with transaction.atomic():
            Person.objects.bulk_create(
                [Person(id=pk, email=f"{pk.hex}@example.org", return_code=Sealed()) for pk in ids]
            )
            rows = [
                Rhythm(person_id=pk, next_on=TODAY + timedelta(days=day(chance, number, everybody=everybody)))
                for pk in ids
                for number in range(rhythms)
            ]
            Rhythm.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")  # as a server does by itself


def day(chance: random.Random, number: int, *, everybody: bool) -> int:
    return 0 if everybody and number == 0 else chance.randrange(PERIOD)


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
