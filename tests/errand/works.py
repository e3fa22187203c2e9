"""Work that the tests have done."""

from askel.errand.kinds import Tell, register
from askel.errand.models import Errand

BYTES, WORDS, BROKEN, LOST = "tests-bytes", "tests-words", "tests-broken", "tests-lost"


def make_bytes(_errand: Errand, tell: Tell) -> bytes:
    tell(40)
    return b"%PDF-\x00"


def make_words(errand: Errand, _tell: Tell) -> str:
    return f"Zwieback for {errand.about}"


def break_down(_errand: Errand, _tell: Tell) -> None:
    raise ValueError


def lose(errand: Errand, tell: Tell) -> None:
    Errand.objects.filter(pk=errand.pk).update(lease=None)
    tell(50)


for kind, work in ((BYTES, "make_bytes"), (WORDS, "make_words"), (BROKEN, "break_down"), (LOST, "lose")):
    register(kind, f"tests.errand.works.{work}")
