"""Two people with the same in every room: no id of one opens anything for the other, and no word comes across."""

from uuid import UUID

import pytest
from django.urls import reverse

from askel.people.models import Person
from tests import test_access
from tests.conftest import SignedIn
from tests.marked import Marked, mark_everything, marks_in
from tests.test_every_private_word import ENDING, PRESSED, ids_of, said


def pages_of_one_row(hers: Marked) -> dict[str, UUID]:
    ids = ids_of(hers)
    rows = test_access.PAGES.items()
    return {name: ids[row.arguments] for name, row in rows if name not in PRESSED | ENDING and row.arguments in ids}


@pytest.fixture
def twins(mina: Person, pavel: Person) -> tuple[Marked, Marked]:
    return mark_everything(mina), mark_everything(pavel)


def test_each_id_of_the_other_is_not_found(pavel: Person, twins: tuple[Marked, Marked], signed_in: SignedIn) -> None:
    pages, his = pages_of_one_row(twins[0]), signed_in(pavel)
    assert len(pages) > 30

    for name, pk in pages.items():
        address = reverse(name, kwargs={"pk": pk})
        for answer in (his.get(address), his.post(address)):
            assert answer.status_code in {404, 405}, (name, answer.status_code)
            assert marks_in(said(answer)) == set(), name
