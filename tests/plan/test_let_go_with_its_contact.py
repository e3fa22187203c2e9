"""A page that was open while its contact was forgotten still answers."""

import pytest

from askel.netmap.actions import remove_contact
from askel.people.models import Person
from askel.plan.actions import Intended, plan_move
from askel.plan.models import CheckIn, Move
from tests import make
from tests.conftest import SignedIn


@pytest.mark.parametrize("result", ["dropped", "done", "moved"])
def test_a_tap_on_a_move_whose_contact_is_forgotten_changes_nothing(
    mina: Person, signed_in: SignedIn, result: str
) -> None:
    anna = make.contact(mina)
    move = plan_move(Intended(what="I ask.", contact=anna.pk, on=make.TODAY), by=mina, now=make.NOON)
    remove_contact(anna, by=mina)

    response = signed_in(mina).post(f"/plan/moves/{move.pk}/check-in/", {"result": result})

    assert response.status_code == 302
    assert not CheckIn.objects.exists()
    left = Move.objects.get(pk=move.pk)
    assert left.dropped_at
    assert left.done_at is None
