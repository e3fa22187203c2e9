"""What is on the map already does not come again."""

from askel.netmap.actions import Told
from askel.netmap.bringing import Brought, Picked, bring_people
from askel.netmap.models import Contact
from askel.netmap.spheres import Ring, Sphere
from askel.people.models import Person
from askel.steps.models import Fact
from tests import make


def test_bringing_the_same_people_again_adds_nobody_and_no_fact(mina: Person) -> None:
    anna = [Picked("key of anna", Told("Anna", Ring.MIDDLE, Sphere.STUDY))]
    bring_people(anna, [], by=mina, now=make.NOON)

    again = bring_people(anna, [], by=mina, now=make.NOON)

    assert again == Brought(people=0, networks=0, ties=0, there_already=1)
    assert Contact.objects.of(mina).count() == 1
    assert Fact.objects.of(mina).filter(kind=Fact.Kind.MAP_BEGUN).count() == 1
