"""The cast's maps: Mina's is well on its way, Pavel's small, Sam's empty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from askel.netmap.actions import Told, add_contact, record_encounter, tie_contacts
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person

CLOSE, MIDDLE, OUTER = Ring.CLOSE, Ring.MIDDLE, Ring.OUTER


@dataclass(frozen=True, slots=True)
class Drawn:
    """One contact of the demo. ``days_ago`` is when they were last in touch."""

    nickname: str
    ring: Ring
    sphere: Sphere
    knows: tuple[str, ...] = ()
    kind: Kind = Kind.CONTACT
    note: str = ""
    days_ago: int | None = None
    wished: bool = False


MINA = (
    Drawn("Reza", CLOSE, Sphere.FAMILY_NEIGHBOURS, days_ago=0),
    Drawn("Leila", CLOSE, Sphere.OLD_HOME, ("Reza",), days_ago=6),
    Drawn("Rana", CLOSE, Sphere.OLD_HOME, ("Reza", "Leila"), days_ago=3),
    Drawn("Mikko", MIDDLE, Sphere.FAMILY_NEIGHBOURS, ("Reza",), note="Neighbour. We talk when he walks the dog."),
    Drawn("Sofia", MIDDLE, Sphere.STUDY, note="Sat beside me on the Finnish course.", days_ago=9),
    Drawn("Pavel", MIDDLE, Sphere.STUDY, ("Sofia",), days_ago=2),
    Drawn("Anna", OUTER, Sphere.STUDY, note="Evening course in spring. Works in a hospital laboratory.", days_ago=210),
    Drawn("Finnish course", MIDDLE, Sphere.STUDY, ("Sofia", "Pavel"), Kind.NETWORK),
    Drawn("Aino", MIDDLE, Sphere.FREE_TIME, note="Runs the language café on Tuesdays.", days_ago=14),
    Drawn("Language café", MIDDLE, Sphere.FREE_TIME, ("Aino", "Sofia"), Kind.NETWORK),
    Drawn("Jukka", OUTER, Sphere.OFFICIALS_SERVICES, note="Employment services.", days_ago=40),
    Drawn("Fatou", OUTER, Sphere.OFFICIALS_SERVICES, ("Pavel",), days_ago=5),
    Drawn("Daria", OUTER, Sphere.ONLINE, note="Same trade, lives in Oulu."),
    Drawn("Lab people in Finland", OUTER, Sphere.ONLINE, ("Daria",), Kind.NETWORK),
    Drawn("Omid", MIDDLE, Sphere.OLD_HOME, ("Rana",), note="My first boss.", days_ago=300),
    Drawn("Dr Hakala", OUTER, Sphere.WORK, ("Anna",), note="Leads a laboratory.", wished=True),
    Drawn("Laboratory association", OUTER, Sphere.WORK, kind=Kind.NETWORK, wished=True),
)
PAVEL = (
    Drawn("Mina", MIDDLE, Sphere.STUDY, days_ago=2),
    Drawn("Oksana", CLOSE, Sphere.FAMILY_NEIGHBOURS, days_ago=0),
    Drawn("Timo", OUTER, Sphere.WORK, note="Showed me the warehouse.", days_ago=25),
    Drawn("Ville", OUTER, Sphere.FREE_TIME, note="Floorball on Sundays."),
    Drawn("Ihor", CLOSE, Sphere.OLD_HOME, ("Oksana",), days_ago=20),
)
FATOU = (
    Drawn("Chen", MIDDLE, Sphere.WORK, days_ago=1),
    Drawn("Awa", CLOSE, Sphere.FAMILY_NEIGHBOURS, days_ago=0),
    Drawn("City library", MIDDLE, Sphere.FREE_TIME, ("Chen",), Kind.NETWORK),
)
CHEN = (
    Drawn("Fatou", MIDDLE, Sphere.WORK, days_ago=1),
    Drawn("Liisa", MIDDLE, Sphere.WORK, ("Fatou",), days_ago=12),
)
MAPS = {"mina": MINA, "pavel": PAVEL, "fatou": FATOU, "chen": CHEN}


def load(person: Person, name: str, *, now: datetime, today: date) -> None:
    """Draw the map of one of the cast."""
    _draw(MAPS.get(name, ()), person, now, today)


def _draw(drawn: Iterable[Drawn], owner: Person, now: datetime, today: date) -> None:
    contacts = {}
    for one in drawn:
        told = Told(one.nickname, one.ring, one.sphere, one.kind, one.note)
        contact = contacts[one.nickname] = add_contact(told, by=owner, now=now, wished=one.wished)
        for other in one.knows:
            tie_contacts(contact, contacts[other], by=owner)
        if one.days_ago is not None:
            record_encounter(contact, by=owner, on=today - timedelta(days=one.days_ago), now=now)
