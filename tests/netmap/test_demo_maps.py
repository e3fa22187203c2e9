"""The cast's maps."""

import pytest

from askel.netmap.demo import load
from askel.netmap.models import Contact
from askel.people.models import Person
from tests import make


@pytest.mark.parametrize(
    ("name", "people", "networks", "wishes"),
    [("mina", 12, 3, 2), ("pavel", 5, 0, 0), ("fatou", 2, 1, 0), ("chen", 2, 0, 0), ("sam", 0, 0, 0)],
)
def test_each_of_the_cast_has_a_map(mina: Person, name: str, people: int, networks: int, wishes: int) -> None:
    load(mina, name, now=make.NOON, today=make.TODAY)

    mine = Contact.objects.of(mina)
    assert mine.here().filter(kind="contact").count() == people
    assert mine.here().filter(kind="network").count() == networks
    assert mine.wished().count() == wishes
