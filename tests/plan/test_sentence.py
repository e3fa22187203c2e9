"""A move read back: whole sentences, in which no name is bent."""

from datetime import date

import pytest
from django.utils import translation

from askel.lib.ids import uuid7
from askel.plan.lines import MoveLine
from askel.plan.models import Channel
from askel.plan.rules import Part, missing
from askel.plan.sentences import read_back
from tests import make

THURSDAY = date(2026, 11, 26)


def words(channel: Channel, *, name: str = "Anna", cue: str = "", on: date | None = None) -> str:
    return read_back(channel, name=name, cue=cue, on=on, today=make.TODAY).striptags()


def test_when_and_whom_stand_in_one_sentence() -> None:
    said = words(Channel.MESSAGE, cue="I get off the tram", on=THURSDAY)

    assert said == "When I get off the tram on Thursday 26 November, I write to Anna."


def test_it_reads_in_finnish_with_the_name_as_it_is() -> None:
    with translation.override("fi"):
        said = words(Channel.MESSAGE, cue="jään pois ratikasta", on=THURSDAY)

    assert said == "Kun jään pois ratikasta torstaina 26. marraskuuta, Anna saa minulta viestin."


@pytest.mark.parametrize(
    ("cue", "said"),
    [
        ("When I get home.", "When I get home, I call Anna."),
        ("kun tulen kotiin", "When tulen kotiin, I call Anna."),
        (" … ", "I call Anna."),
    ],
)
def test_the_word_that_the_page_writes_is_not_written_twice(cue: str, said: str) -> None:
    assert words(Channel.CALL, cue=cue) == said


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (make.TODAY, "I meet Anna today."),
        (date(2026, 11, 25), "I meet Anna tomorrow."),
        (date(2026, 11, 29), "I meet Anna on Sunday 29 November."),
        (date(2027, 1, 4), "I meet Anna on Monday 4 January 2027."),
    ],
)
def test_a_day_is_named_as_people_do(on: date, said: str) -> None:
    assert words(Channel.MEET, on=on) == said


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 25), "When the course ends tomorrow, on Wednesday, I call Anna."),
        (date(2026, 12, 2), "When the course ends on Wednesday 2 December, I call Anna."),
    ],
)
def test_a_weekday_that_the_cue_ends_with_is_said_once(on: date, said: str) -> None:
    assert words(Channel.CALL, cue="the course ends on Wednesday", on=on) == said


def test_what_is_over_is_told_with_its_date() -> None:
    said = read_back(Channel.CALL, name="Anna", cue="", on=date(2026, 11, 25), today=None).striptags()

    assert said == "I call Anna on Wednesday 25 November 2026."


def test_a_name_that_ends_with_a_full_stop_brings_it_along() -> None:
    assert words(Channel.CALL, name="Liisa V.") == "I call Liisa V."


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("channel", Channel)
def test_each_channel_has_each_sentence(channel: Channel, language: str) -> None:
    with translation.override(language):
        said = [
            words(channel, name=name, cue=cue, on=on)
            for name in ("Anna", "")
            for cue in ("x", "")
            for on in (THURSDAY, None)
        ]

    assert len(set(said)) == 8
    assert all(one[0].isupper() and one.endswith(".") and "%" not in one for one in said)


def test_what_a_person_wrote_stays_text() -> None:
    said = read_back(Channel.CALL, name="<b>Anna</b> 100%(x)s", cue="a < b", on=None, today=make.TODAY)

    assert "&lt;b&gt;Anna&lt;/b&gt; 100%(x)s" in said
    assert "a &lt; b" in said


def line(**parts: object) -> MoveLine:
    whole = {"name": "Anna", "what": "I ask", "cue": "I get home", "factor": "", "on": THURSDAY}
    return MoveLine(pk=uuid7(), channel=Channel.CALL, today=make.TODAY, **{**whole, **parts})  # type: ignore[arg-type] # parts are named by the test


def test_a_whole_move_misses_nothing() -> None:
    assert missing(line()) == ()


@pytest.mark.parametrize(
    ("part", "gone"),
    [
        ({"name": ""}, Part.PERSON),
        ({"what": ""}, Part.ACT),
        ({"on": None}, Part.DAY),
        ({"cue": ""}, Part.CUE),
    ],
)
def test_what_is_not_there_is_said(part: dict[str, object], gone: Part) -> None:
    assert missing(line(**part)) == (gone,)
