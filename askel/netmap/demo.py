"""The cast's maps: Mina's is well on its way, Pavel's small, Sam's empty."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from askel.netmap import kept
from askel.netmap.actions import Told, add_contact, record_encounter, take_off, tie_contacts
from askel.netmap.details import UNTOLD, Details, Language, Often, Resource
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.models import Contact, Snapshot
from askel.netmap.queries import draw_map
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
    details: Details = UNTOLD


ANNA = Details(
    often=Often.YEARLY,
    is_rooted=True,
    language=Language.FINNISH,
    trade="hospital laboratories",
    in_my_field=True,
    gives=frozenset({Resource.HIRING, Resource.TRADE_TALK}),
    introduces=True,
)
SOFIA = Details(is_rooted=False, language=Language.ENGLISH, gives=frozenset({Resource.CHEER, Resource.INTERVIEW}))
JUKKA = Details(is_rooted=True, language=Language.FINNISH, gives=frozenset({Resource.PERMITS, Resource.OPENINGS}))
RANA = Details(often=Often.WEEKLY, is_rooted=False, language=Language.OWN, takes=frozenset({Resource.CV}))
MINA = (
    Drawn("Reza", CLOSE, Sphere.FAMILY_NEIGHBOURS, days_ago=0),
    Drawn("Leila", CLOSE, Sphere.OLD_HOME, ("Reza",), days_ago=6),
    Drawn("Rana", CLOSE, Sphere.OLD_HOME, ("Reza", "Leila"), days_ago=3, details=RANA),
    Drawn("Mikko", MIDDLE, Sphere.FAMILY_NEIGHBOURS, ("Reza",), note="Neighbour. We talk when he walks the dog."),
    Drawn("Sofia", MIDDLE, Sphere.STUDY, note="Sat beside me on the Finnish course.", days_ago=9, details=SOFIA),
    Drawn("Pavel", MIDDLE, Sphere.STUDY, ("Sofia",), days_ago=2),
    Drawn(
        "Anna",
        OUTER,
        Sphere.STUDY,
        note="Evening course in spring. Works in a hospital laboratory.",
        days_ago=210,
        details=ANNA,
    ),
    Drawn("Finnish course", MIDDLE, Sphere.STUDY, ("Sofia", "Pavel"), Kind.NETWORK),
    Drawn("Aino", MIDDLE, Sphere.FREE_TIME, note="Runs the language café on Tuesdays.", days_ago=14),
    Drawn("Language café", MIDDLE, Sphere.FREE_TIME, ("Aino", "Sofia"), Kind.NETWORK),
    Drawn("Jukka", OUTER, Sphere.OFFICIALS_SERVICES, note="Employment services.", days_ago=40, details=JUKKA),
    Drawn("Fatou", OUTER, Sphere.OFFICIALS_SERVICES, ("Pavel",), days_ago=5),
    Drawn("Daria", OUTER, Sphere.ONLINE, note="Same trade, lives in Oulu."),
    Drawn("Lab people in Finland", OUTER, Sphere.ONLINE, ("Daria",), Kind.NETWORK),
    Drawn("Omid", MIDDLE, Sphere.OLD_HOME, ("Rana",), note="My first boss.", days_ago=300),
    Drawn("Dr Hakala", OUTER, Sphere.WORK, ("Anna",), note="Leads a laboratory.", wished=True),
    Drawn("Laboratory association", OUTER, Sphere.WORK, kind=Kind.NETWORK, wished=True),
)
PETRA = Drawn("Petra", CLOSE, Sphere.STUDY, ("Sofia",), note="Moved to another town.", days_ago=170)
KEPT: tuple[
    tuple[int, tuple[str, ...], dict[str, Ring]], ...
] = (  # days ago, who was not there yet, who stood elsewhere
    (184, ("Aino", "Language café", "Fatou", "Daria", "Lab people in Finland"), {"Pavel": OUTER, "Omid": CLOSE}),
    (93, ("Fatou", "Lab people in Finland", "Laboratory association"), {"Pavel": OUTER, "Jukka": MIDDLE}),
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
    if name == "mina":
        _remember(person, now, today)


def _remember(owner: Person, now: datetime, today: date) -> None:
    """Mina began half a year ago, kept her map twice, and took somebody off since."""
    contacts = {contact.nickname: contact for contact in Contact.objects.of(owner)}
    petra = _draw_one(PETRA, owner, contacts, now, today)
    Contact.objects.of(owner).update(made_at=now - timedelta(days=186))
    drawn = draw_map(owner)
    for days, later, stood in KEPT:
        Snapshot.objects.create(
            owner=owner,
            taken_on=today - timedelta(days=days),
            taken_at=now - timedelta(days=days),
            kept=kept.to_text(_earlier(drawn, later, stood)),
        )
    take_off(petra, by=owner, now=now)


def _earlier(drawn: DrawnMap, later: Iterable[str], stood: dict[str, Ring]) -> DrawnMap:
    there = kept.without(drawn, [dot.pk for dot in drawn.dots if dot.nickname in later])
    return replace(there, dots=tuple(_as_then(dot, stood) for dot in there.dots))


def _as_then(dot: Dot, stood: dict[str, Ring]) -> Dot:
    return replace(dot, ring=stood.get(dot.nickname, dot.ring), last_encounter_on=None)


def _draw(drawn: Iterable[Drawn], owner: Person, now: datetime, today: date) -> None:
    contacts: dict[str, Contact] = {}
    for one in drawn:
        contacts[one.nickname] = _draw_one(one, owner, contacts, now, today)


def _draw_one(one: Drawn, owner: Person, contacts: dict[str, Contact], now: datetime, today: date) -> Contact:
    told = Told(one.nickname, one.ring, one.sphere, one.kind, one.note, one.details)
    contact = add_contact(told, by=owner, now=now, wished=one.wished)
    for other in one.knows:
        tie_contacts(contact, contacts[other], by=owner)
    if one.days_ago is not None:
        record_encounter(contact, by=owner, on=today - timedelta(days=one.days_ago), now=now)
    return contact
