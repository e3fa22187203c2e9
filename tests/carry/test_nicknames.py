"""The nicknames that rows of a file get, no two alike."""

from askel.carry.found import Found
from askel.carry.picking import Nicknames


def given(*names: str | None, taken: tuple[str, ...] = ()) -> list[str]:
    nicknames = Nicknames(taken)
    return [nicknames.give(Found(identity=str(at), name=name), at + 1) for at, name in enumerate(names)]


def test_no_two_are_alike() -> None:
    assert given("Ana Lima", "ana lopes", "Ana L. 2", taken=("ANA L.",)) == ["Ana L. 2", "ana L. 3", "Ana"]


def test_the_nameless_are_numbered() -> None:
    assert given("Ana", None, None, taken=("Contact 3",)) == ["Ana", "Contact 2", "Contact 3 2"]
