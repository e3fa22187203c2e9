"""A member's answers, as they are read."""

from django.utils.translation import get_language

from askel.journal.models import Answer
from askel.journal.reading import Read, read
from askel.people.models import Person
from askel.steps.queries import edition


def answers_of(person: Person) -> tuple[Read, ...]:
    """Those that hold words, in the order of the steps and the reader's language. 1 query, and 1 for the key."""
    kept = {answer.exercise: answer for answer in Answer.objects.of(person)}
    there = (read(kept[one.key]) for one in edition(get_language()).exercises() if one.key in kept)
    return tuple(one for one in there if one.parts)
