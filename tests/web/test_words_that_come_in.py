"""What every form does with a person's words before anything else sees them."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from askel.web.forms import LineField, TextField, VersionedForm, clean_line, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna \t K. ", "Anna K."),
        ("two\nlines", "two lines"),
        ("nul\x00 bell\x07", "nul bell"),
        ("\u202egnorw si siht\u202c", "gnorw si siht"),  # a direction override turns what stands around it
        ("\u2066isolate\u2069", "isolate"),
        ("محمد", "محمد"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian needs its joiners
    ],
)
def test_a_line_is_one_visible_line(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


def test_a_text_keeps_its_lines_whatever_system_wrote_them() -> None:
    assert clean_text("one\r\ntwo\rthree\nfour\x00\u202e") == "one\ntwo\nthree\nfour"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    assert clean_line(clean_line(typed)) == clean_line(typed)
    assert clean_text(clean_text(typed)) == clean_text(typed)


def test_a_line_that_is_too_long_says_by_how_much() -> None:
    with pytest.raises(ValidationError, match="This is 1 letter too long"):
        LineField(limit=3).clean("four")
    with pytest.raises(ValidationError, match="This is 3 letters too long"):
        TextField(limit=3).clean("sixsix")


class OneBox(VersionedForm):
    words = LineField()
    more = LineField(required=False)


def test_when_two_devices_met_both_texts_are_kept_and_the_next_try_knows_the_newer_version() -> None:
    form = OneBox({"version": "1", "words": "mine", "more": "same"})
    assert form.is_valid()

    form.show_both({"words": "theirs", "more": "same"}, version=2)

    assert form.others == {"words": "theirs"}
    assert form["version"].value() == "2"
    assert form["words"].value() == "mine"
    assert "another device" in str(form.non_field_errors())
