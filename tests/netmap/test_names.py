"""Names and nicknames."""

from askel.netmap.found import Found
from askel.netmap.names import nickname_of, shorten
from askel.netmap.picking import Nicknames


def given(*names: str | None, taken: tuple[str, ...] = ()) -> list[str]:
    nicknames = Nicknames(taken)
    return [nicknames.give(Found(identity=str(at), name=name), at + 1) for at, name in enumerate(names)]


def test_a_nickname_is_the_first_name_and_an_initial() -> None:
    assert nickname_of("Päivi Äijälä") == "Päivi Ä."
    assert nickname_of("Sam") == "Sam"
    assert nickname_of("محمد & <co>") == "محمد C."
    assert nickname_of("Ana 2") == "Ana"


def test_no_two_are_alike() -> None:
    assert given("Ana Lima", "ana lopes", "Ana L. 2", taken=("ANA L.",)) == ["Ana L. 2", "ana L. 3", "Ana"]


def test_the_nameless_are_numbered() -> None:
    assert given("Ana", None, None, taken=("Contact 3",)) == ["Ana", "Contact 2", "Contact 3 2"]


def test_a_long_name_is_cut_where_no_letter_loses_its_accent() -> None:
    assert shorten("abc", 3) == "abc"
    assert shorten("abcd", 3) == "ab…"
    assert shorten("ae\u0301bc", 3) == "a…"
    assert len(nickname_of("A" * 10_000 + " B")) < 80
