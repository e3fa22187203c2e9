"""Somebody with as many contacts as are asked for, six ties each. Prints the cookie to look at them with."""

import random
import sys
from datetime import timedelta
from itertools import combinations

from django.utils import timezone

from bench.signed_in import cookie_of

TIES_EACH = 6


def make_crowd(size: int) -> str:
    from askel.netmap.details import Details, Resource  # noqa: PLC0415 - models exist once the application does
    from askel.netmap.models import Contact, Tie  # noqa: PLC0415
    from askel.netmap.spheres import Ring, Sphere  # noqa: PLC0415
    from askel.people.actions import start_guest  # noqa: PLC0415

    chance, now = random.Random(1), timezone.now()  # noqa: S311 - the same map in each run
    person = start_guest(language="en", now=now, today=now.date())

    def one(number: int) -> Contact:
        gives = frozenset(chance.sample([*Resource], chance.randrange(4)))
        last_on = now.date() - timedelta(days=chance.randrange(400))
        place = {"ring": chance.choice([*Ring]), "sphere": chance.choice([*Sphere])}
        details = Details(gives=gives, last_on=last_on, is_rooted=chance.choice([None, True, False])).to_text()
        return Contact(owner=person, nickname=f"Anna {number}", details=details, made_at=now, **place)

    contacts = Contact.objects.bulk_create(map(one, range(size)))
    pairs = chance.sample([*combinations(sorted(contact.pk for contact in contacts), 2)], size * TIES_EACH // 2)
    Tie.objects.bulk_create(Tie(owner=person, a_id=a, b_id=b) for a, b in pairs)
    return cookie_of(person)


if __name__ == "__main__":
    print(make_crowd(int(sys.argv[1])))
