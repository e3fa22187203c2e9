"""Take everything along, and erase it: python -m bench.everything. Prints seconds beside what is to be reached.

One member with 300 contacts, 200 moves and 100 answers, in a fresh folder.
"""

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module

import django

CONTACTS, MOVES, ANSWERS = 300, 200, 100


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="askel-bench-") as folder:
        os.environ |= {"ASKEL_DATA": folder, "DJANGO_SETTINGS_MODULE": "askel.config.settings"}
        django.setup()
        measure()


@contextmanager
def timed(what: str, within: int | None) -> Iterator[None]:
    begun, worked = time.perf_counter(), processor()
    yield
    took, work = time.perf_counter() - begun, processor() - worked
    goal = f" (to reach: {within} s)" if within else ""
    print(f"{what}: {took:.2f} s, of the processor {work:.2f} s{goal}")


def processor() -> float:
    """Seconds of this process and of those that it waited for."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def measure() -> None:
    """Through the actions that pages use, but for rows that a bench makes at once."""
    from django.conf import settings  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415 - Django is set up now

    from askel.config.prepare import make_data_folder, make_key_file_once, migrate  # noqa: PLC0415
    from askel.journal.models import Answer  # noqa: PLC0415
    from askel.netmap.models import Contact  # noqa: PLC0415
    from askel.people.actions import erase_person, start_guest  # noqa: PLC0415
    from askel.plan.models import Move  # noqa: PLC0415
    from askel.privacy.actions import bring_everything  # noqa: PLC0415
    from askel.privacy.reading import read_everything  # noqa: PLC0415
    from askel.privacy.taken import JSON_NAME  # noqa: PLC0415
    from askel.privacy.zipped import taken_by_owner, to_zip  # noqa: PLC0415

    make_data_folder()
    make_key_file_once()
    migrate()
    import_module(settings.ROOT_URLCONF)  # a server that runs has read it
    now = timezone.now()
    one = start_guest(language="en", now=now, today=timezone.localdate())
    contacts = Contact.objects.bulk_create(
        Contact(owner=one, nickname=f"Nick {n}", note="A few words. " * 5, ring=1 + n % 3, sphere="work", made_at=now)
        for n in range(CONTACTS)
    )
    Move.objects.bulk_create(
        Move(
            owner=one,
            contact=contacts[n],
            what="I ask for 20 minutes. " * 4,
            cue="When I get off the tram",
            on=timezone.localdate() + timedelta(days=n),
            made_at=now,
        )
        for n in range(MOVES)
    )
    Answer.objects.bulk_create(
        Answer(
            owner=one, exercise=f"exercise-{n}", sealed_words='{"asks": {"a": "%s"}}' % ("word " * 200), saved_at=now
        )
        for n in range(ANSWERS)
    )
    with timed("Reading all of it", 5):
        taken = taken_by_owner(one, now=now, site="http://localhost")
    with timed("The zip of it, with three PDF files", 5):
        print(f"{len(to_zip(taken)):,} bytes")
    coming = read_everything(dict(taken.files)[JSON_NAME]())
    another = start_guest(language="en", now=now, today=timezone.localdate())
    with timed("Bringing all of it", None):
        bring_everything(coming, by=another, now=now)
    with timed("Erasing all of it", 2):
        erase_person(one)


if __name__ == "__main__":
    main()
