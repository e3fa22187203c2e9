"""Names and nicknames."""

from askel.netmap.names import nickname_of, shorten


def test_a_nickname_is_the_first_name_and_an_initial() -> None:
    assert nickname_of("Päivi Äijälä") == "Päivi Ä."
    assert nickname_of("Sam") == "Sam"
    assert nickname_of("محمد & <co>") == "محمد C."
    assert nickname_of("Ana 2") == "Ana"


def test_a_long_name_is_cut_where_no_letter_loses_its_accent() -> None:
    assert shorten("abc", 3) == "abc"
    assert shorten("abcd", 3) == "ab…"
    assert shorten("ae\u0301bc", 3) == "a…"
    assert len(nickname_of("A" * 10_000 + " B")) < 80
