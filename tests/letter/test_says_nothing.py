"""A letter says that something waits. It holds no name and no word of a map, a plan or an answer."""

from datetime import timedelta

from django.utils import timezone

from askel.letter.actions import owe_test
from askel.letter.models import Letter
from askel.letter.writing import message_of
from askel.people.models import Person
from askel.plan.models import Move
from tests import make

MARKER = "Zwieback"


def test_no_letter_that_a_plan_owes_holds_a_word_of_it(mina: Person) -> None:
    today = timezone.localdate()
    goal = make.goal(mina, wish=f"{MARKER} goal")
    contact = make.contact(mina, f"{MARKER} Anna")
    make.move(mina, f"{MARKER} move", on=today + timedelta(days=1), contact=contact.pk, goal=goal.pk, factor=MARKER)
    owe_test(by=mina, now=timezone.now())
    Move.objects.of(mina).update(on=today)  # the day has come
    Letter.objects.update(due_on=today)

    letters = [message_of(letter) for letter in Letter.objects.all()]

    assert len(letters) == 2
    for letter in letters:
        assert letter
        said = letter.message().as_string() + str(letter.subject) + str(letter.body)
        assert "http://localhost:8000/" in said
        assert MARKER not in said
        assert "Anna" not in said
