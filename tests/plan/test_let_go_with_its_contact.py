"""A page that was open while its contact was forgotten still answers."""

import pytest

from askel.netmap.actions import forget_contact
from askel.people.models import Person
from askel.plan.actions import Intended, finish_move, plan_move, undo_check_in
from askel.plan.models import CheckIn, Move
from tests import make
from tests.conftest import SignedIn


@pytest.mark.parametrize("result", ["dropped", "done", "moved"])
def test_a_tap_on_a_move_whose_contact_is_forgotten_changes_nothing(
    mina: Person, signed_in: SignedIn, result: str
) -> None:
    anna = make.contact(mina)
    move = plan_move(Intended(what="I ask.", contact=anna.pk, on=make.TODAY), by=mina, now=make.NOON)
    forget_contact(anna, by=mina)

    response = signed_in(mina).post(f"/plan/moves/{move.pk}/check-in/", {"result": result})

    assert response.status_code == 302
    assert not CheckIn.objects.exists()
    left = Move.objects.get(pk=move.pk)
    assert left.dropped_at
    assert left.done_at is None


def test_a_move_whose_words_went_with_its_contact_cannot_be_taken_back(mina: Person, signed_in: SignedIn) -> None:
    anna = make.contact(mina)
    done = make.move(mina, contact=anna.pk, on=make.TODAY)
    check_in = finish_move(done, by=mina, now=make.NOON, today=make.TODAY)
    client = signed_in(mina)
    offered = f'action="/plan/moves/{done.pk}/undo/"'
    assert offered in client.get(f"/plan/moves/{done.pk}/").text

    forget_contact(anna, by=mina)
    undo_check_in(done, check_in.pk, by=mina, now=make.NOON)

    assert offered not in client.get(f"/plan/moves/{done.pk}/").text
    assert Move.objects.get(pk=done.pk).done_at
