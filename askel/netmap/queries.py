"""What pages ask about a map. Only its owner asks."""

from dataclasses import dataclass
from uuid import UUID

from askel.netmap.details import Details
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.known_by import own_key
from askel.netmap.models import Contact, Tie
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person


@dataclass(frozen=True, slots=True)
class Group:
    """One sphere of the list, with those in it, the closest first."""

    sphere: Sphere
    dots: tuple[Dot, ...]


def draw_map(person: Person) -> DrawnMap:
    """The whole map. Two queries, and one for the key that opens it."""
    dots = tuple(dot_of(contact) for contact in sorted(Contact.objects.of(person), key=_made))
    there = {dot.pk for dot in dots}
    ties = Tie.objects.of(person).values_list("a", "b") if dots else ()
    return DrawnMap(dots, tuple(sorted(tie for tie in ties if there.issuperset(tie))))


def _made(contact: Contact) -> UUID:
    """Ids grow with time. Sorted here: ordering costs the making of a query more than it costs a short list."""
    return contact.pk


def dot_of(contact: Contact) -> Dot:
    return Dot(
        pk=contact.pk,
        nickname=contact.nickname,
        ring=Ring(contact.ring),
        sphere=Sphere(contact.sphere),
        kind=Kind(contact.kind),
        is_wish=contact.wished_at is not None,
        last_encounter_on=contact.last_encounter_on,
        details=Details.from_text(contact.details),
        version=contact.version,
    )


def stamp_of(drawn: DrawnMap) -> str:
    """Another one after each change of the map. No query."""
    return f"{hash((tuple((dot.pk, dot.version) for dot in drawn.dots), drawn.ties)) & 0xFFFFFFFF:08x}"


def group_by_sphere(drawn: DrawnMap) -> list[Group]:
    """The list of a map, in the order of the spheres. No query."""
    groups: dict[Sphere, list[Dot]] = {sphere: [] for sphere in Sphere}
    for dot in sorted(drawn.dots, key=lambda dot: (dot.is_wish, dot.ring, dot.nickname.casefold())):
        groups[dot.sphere].append(dot)
    return [Group(sphere, tuple(dots)) for sphere, dots in groups.items()]


def keys_on_map(person: Person) -> set[str]:
    """Where files know those on the map from, Askel's own file among them. One query."""
    rows = list(Contact.objects.of(person).values_list("source_key", "pk"))
    return {key for key, _ in rows if key} | {own_key(person.pk, pk) for _, pk in rows}
