"""What is not shown is on no page that a viewer can reach: every sealed field of the owner holds a word of its own."""

import pytest
from django.utils import timezone

from askel.journal.models import Answer
from askel.netmap.models import Contact, Snapshot
from askel.netmap.spheres import Ring
from askel.people.models import Person
from askel.plan.models import Goal, Move
from askel.sharing.models import Line, Row
from tests import make
from tests.conftest import SignedIn
from tests.marked import Marked, mark, mark_everything, marks_in
from tests.test_every_private_word import addresses, said

NAMES = {mark("netmap_contact", "nickname"), mark("netmap_snapshot", "kept"), mark("netmap_change", "difference")}
SHOWN = {
    Line.GOAL: {mark("plan_goal", name) for name in ("wish", "obstacle", "answer")},
    Line.MOVE: {mark("plan_move", name) for name in ("what", "cue", "factor")} | {mark("netmap_contact", "nickname")},
    Line.MOVEMENT: set(),
    Line.ANSWER: {mark("journal_answer", "sealed_words")},
    Line.OUTLINE: set(),
    Line.MAP: NAMES,  # all three are nicknames of people on the map
    Line.COMPARISON: NAMES,
}


def row_of(line: Line, marked: Marked) -> Row | None:
    """What was marked."""
    match line:
        case Line.GOAL:
            return Goal.objects.get(pk=marked.goal)
        case Line.MOVE:
            return Move.objects.get(pk=marked.done)
        case Line.ANSWER:
            return Answer.objects.get()
        case Line.COMPARISON:
            return Snapshot.objects.get(pk=marked.snapshot)
        case _:
            return None


@pytest.mark.parametrize("line", Line)
def test_a_viewer_gets_the_line_and_no_other_word(line: Line, mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    marked = mark_everything(mina)
    Contact.objects.update(ring=Ring.MIDDLE)  # everybody has moved since the map was kept
    share = make.share(
        mina, pavel, line, now=timezone.now(), row=row_of(line, marked), for_whom=mark("sharing_share", "for_whom")
    )
    browser = signed_in(pavel)

    page = said(browser.get(f"/shared/{share.pk}/"))

    assert marks_in(page) == SHOWN[line]
    for pk in (mina.pk, marked.contact, marked.goal, marked.move, marked.done, marked.snapshot):
        assert str(pk) not in page
    assert mina.email
    assert mina.email not in page
    others = "".join(said(browser.get(address)) for address in addresses(mina, marked))
    assert marks_in(others) == set()


def test_the_map_in_numbers_counts_rings_parts_of_life_and_wishes(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    for name in ("Anna", "Leila"):
        make.contact(mina, name)
    make.contact(mina, "Omar", wished=True)
    share = make.share(mina, pavel, now=timezone.now())

    page = signed_in(pavel).get(f"/shared/{share.pk}/").text

    assert "2 contacts and networks are on the map." in page
    assert "Quite close: 2" in page
    assert "Wishes: 1" in page
    assert not {name for name in ("Anna", "Leila", "Omar") if name in page}
