"""Plan one night's letters for very many members: python -m bench.letters [--members 100000] [--rhythms 20].

Each member has so many rhythms, each about every two months. Planning is the nightly look itself: it finds those whose
time may be over, and owes one letter to each member who has any. Beside ``python -m tests.postgres`` it measures
PostgreSQL. The data lie in a fresh folder, and the reference is a bare copy of the same rows by the database alone.
"""

import argparse
import os
import resource
import tempfile
import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import django

if TYPE_CHECKING:
    from django.db.models import Model

    from askel.upkeep.models import Rhythm

PERIOD = 61  # days of a rhythm
NIGHT = datetime(2026, 11, 30, 1, tzinfo=UTC)  # three o'clock in Helsinki, on the Monday of a letter
TODAY = date(2026, 11, 30)
SAID = {
    "sqlite": {
        "id": "printf('%%032x', {})",
        "day": "date('2026-11-30', '+' || ({}) || ' days')",
        "chance": f"abs(random()) %% {PERIOD}",
    },
    "postgresql": {
        "id": "lpad(to_hex({}), 32, '0')::uuid",
        "day": "date '2026-11-30' + ({})",
        "chance": f"floor(random() * {PERIOD})::int",
    },
}


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
    """People, contacts and rhythms, copied from one of each by the database, as making 20 million rows here takes hours.

    The days are spread evenly over the period, or one of each person's is today.
    """
    from django.db import connection  # noqa: PLC0415

    from askel.netmap.models import Contact  # noqa: PLC0415
    from askel.people.models import Person  # noqa: PLC0415
    from askel.upkeep.models import Rhythm  # noqa: PLC0415

    first_rhythm = a_rhythm()
    chance = f"CASE WHEN i %% {rhythms} = 0 THEN 0 ELSE {sql('chance')} END" if everybody else sql("chance")
    owner = sql("id").format(f"(i - 1) / {rhythms} + 1")
    ties, contact = members * rhythms, sql("id").format("i + 4294967296")
    copy(Person, first_rhythm.owner_id, members, id=sql("id").format("i"), email="'n' || i || '@example.org'")
    copy(Contact, first_rhythm.contact_id, ties, id=contact, owner_id=owner)
    own = {"id": sql("id").format("i"), "owner_id": owner, "contact_id": contact, "next_on": sql("day").format(chance)}
    copy(Rhythm, first_rhythm.pk, ties, **own)
    first_rhythm.owner.delete()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def a_rhythm() -> "Rhythm":
    """The one that is copied. Its words are none, as only the days are looked at."""
    from askel.netmap.models import Contact  # noqa: PLC0415
    from askel.netmap.spheres import Ring, Sphere  # noqa: PLC0415
    from askel.people.models import Person  # noqa: PLC0415
    from askel.upkeep.models import Rhythm, SetBy  # noqa: PLC0415
    from askel.vault.fields import Sealed  # noqa: PLC0415

    sealed: Any = Sealed()
    person = Person.objects.create(email="first@example.org", return_code=sealed)
    words = dict.fromkeys(("nickname", "note", "details"), sealed)
    contact = Contact.objects.create(owner=person, ring=Ring.MIDDLE, sphere=Sphere.WORK, made_at=NIGHT, **words)
    kept = {"every_days": PERIOD, "set_by": SetBy.OWN, "begun_on": TODAY, "made_at": NIGHT, "next_on": TODAY}
    return Rhythm.objects.create(owner=person, contact=contact, **kept)


def sql(what: str) -> str:
    """An id from a number, a day so many days from now, and a number of days: as each database says it."""
    from django.db import connection  # noqa: PLC0415

    return SAID[connection.vendor][what]


def copy(model: "type[Model]", pk: UUID, times: int, **own: str) -> None:
    """So many copies of one row. ``own`` says in SQL, by the number ``i`` of a copy, what each has of its own."""
    from django.db import connection  # noqa: PLC0415

    columns = [field.column for field in model._meta.concrete_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(own.get(str(column), f'"{column}"') for column in columns)
    table = model._meta.db_table
    numbers = "WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < %s)"
    said = f"INSERT INTO {table} ({names}) {numbers} SELECT {values} FROM {table}, numbers WHERE {table}.id = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(said, [times, pk if connection.features.has_native_uuid_field else pk.hex])


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
