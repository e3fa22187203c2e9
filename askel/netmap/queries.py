"""What pages ask about a map. Only its owner asks."""

from dataclasses import dataclass

from askel.netmap.drawn import Dot, DrawnMap
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
    contacts = Contact.objects.of(person).defer("note").order_by("pk")
    dots = tuple(dot_of(contact) for contact in contacts)
    ties = Tie.objects.of(person).order_by("pk").values_list("a", "b") if dots else ()
    return DrawnMap(dots, tuple(ties))


def dot_of(contact: Contact) -> Dot:
    return Dot(
        pk=contact.pk,
        nickname=contact.nickname,
        ring=Ring(contact.ring),
        sphere=Sphere(contact.sphere),
        kind=Kind(contact.kind),
        is_wish=contact.wished_at is not None,
        last_encounter_on=contact.last_encounter_on,
    )


def group_by_sphere(drawn: DrawnMap) -> list[Group]:
    """The list of a map, in the order of the spheres. No query."""
    groups: dict[Sphere, list[Dot]] = {sphere: [] for sphere in Sphere}
    for dot in sorted(drawn.dots, key=lambda dot: (dot.is_wish, dot.ring, dot.nickname.casefold())):
        groups[dot.sphere].append(dot)
    return [Group(sphere, tuple(dots)) for sphere, dots in groups.items()]


def keys_on_map(person: Person) -> set[str]:
    """Where files know those on the map from. One query."""
    return set(Contact.objects.of(person).exclude(source_key="").values_list("source_key", flat=True))
