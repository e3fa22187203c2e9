"""Kinds of letters that the tests owe."""

from askel.letter.kinds import Written, register
from askel.letter.models import Letter
from askel.letter.writing import from_template

WEEKLY, UNWANTED, BROKEN = "tests-weekly", "tests-unwanted", "tests-broken"


def weekly(letter: Letter) -> Written:
    return from_template(letter, "test", page="/home/")


def unwanted(_letter: Letter) -> None:
    return None


def broken(_letter: Letter) -> None:
    raise ValueError


for kind, write in ((WEEKLY, "weekly"), (UNWANTED, "unwanted"), (BROKEN, "broken")):
    register(kind, f"tests.letter.kinds.{write}")
