"""Whatever somebody writes comes back, letter by letter."""

from hypothesis import given
from hypothesis import strategies as st

from askel.lib.ids import uuid7
from askel.vault.seal import open_sealed, seal

OWNER, PLACE = uuid7(), b"t|c|1"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(words: str) -> None:
    assert open_sealed(OWNER, PLACE, seal(OWNER, PLACE, words)) == words


def test_text_that_looks_like_padding_comes_back() -> None:
    for words in ("", "\x00", "\x80", "a\x80\x00\x00", "\x00" * 32, "\u0080" * 31):
        assert open_sealed(OWNER, PLACE, seal(OWNER, PLACE, words)) == words
