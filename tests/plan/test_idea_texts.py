"""The library of ideas: whole in each language, in words that somebody would send."""

import re
from pathlib import Path

import pytest

from askel.plan.idea import SIZES, STEPS, Idea, Situation, read_ideas
from askel.plan.ideas import find_idea, ideas
from askel.plan.message import PLACES, beside, fill, message_of
from askel.steps.content_file import ContentError

LANGUAGES = ["en", "fi"]
KEYS = [idea.key for idea in ideas("en")]
IDEA = """---
title: Say thanks
what: I say thanks.
minutes: 5
step: 5
channel: message
suits: [close]
order: 1
---
# do
Say thanks.
# cue
When I get home
# message
Hello {name},
Thank you.
"""
NAMED = {
    *("wake-dormant-tie", "thank", "help-first", "ask-20-minutes", "coffee-talk", "two-more-names", "prepare-event"),
    *("follow-up-48-hours", "follow-up-weeks", "join-association", "comment-in-public", "introduce-two"),
    *("thank-introducer", "ask-introduction", "ask-about-hiring", "cv-read", "practise-interview", "visit-workplace"),
    *("language-cafe", "greet-neighbour", "ask-the-union", "volunteer", "write-classmate", "old-home-friend"),
    *("linkedin-note", "say-no-kindly", "reply-to-silence", "congratulate", "share-article", "ask-feedback"),
    *("invite-to-lunch", "go-together", "ask-a-teacher", "ask-which-door", "tell-three-people"),
}


def found(key: str, language: str) -> Idea:
    idea = find_idea(key, language)
    assert idea
    return idea


def texts(idea: Idea) -> list[str]:
    return [idea.title, idea.what, re.sub(r"<[^>]+>", "", idea.do), idea.cue, idea.message]


def sentences(text: str) -> list[str]:
    whole = re.sub(r"(\d)\.(\d)|\b(ym|al)\.", r"\1\2\3", text)
    return [part for part in re.split(r"[.?…]+[”\"’)]*(?:\s+|$)|\n+", whole) if re.search(r"\w", part)]


def test_there_are_at_least_42_kinds_the_named_ones_among_them() -> None:
    assert len(KEYS) >= 42
    assert set(KEYS) >= NAMED


def test_both_languages_hold_the_same_ideas_in_their_own_words() -> None:
    english, finnish = ideas("en"), ideas("fi")

    assert [idea.shape for idea in english] == [idea.shape for idea in finnish]
    for language, some in (("en", english), ("fi", finnish)):
        assert {idea.language for idea in some} == {language}
    assert not {idea.title for idea in english} & {idea.title for idea in finnish}


def test_every_size_step_and_situation_has_an_idea() -> None:
    every = ideas("en")

    assert {idea.minutes for idea in every} == set(SIZES)
    assert {idea.step for idea in every} == set(STEPS)
    assert {situation for idea in every for situation in idea.suits} == set(Situation)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_a_message_has_only_the_three_places(key: str, language: str) -> None:
    message = found(key, language).message

    assert set(re.findall(r"\{(.*?)\}", message)) <= set(PLACES)
    assert "{name}" in message.splitlines()[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_a_message_reads_well_with_and_without_what_is_known(key: str, language: str) -> None:
    message = found(key, language).message

    bare, full = fill(message), fill(message, name="Anna", factor="the course.", me="Noor")

    assert not re.search(r"[{}]|\s,|:\.| \.|  ", bare + full)
    assert "Anna" in full.splitlines()[0]
    assert len(bare.splitlines()) >= 2
    assert ("the course." in full) == ("{factor}" in message)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_nothing_is_shouted_or_called_easy(key: str, language: str) -> None:
    text = " ".join(texts(found(key, language)))

    assert "!" not in text
    assert not re.search(r"\b(easy|easily|just|simply|helposti|80 %)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(language: str) -> None:
    said = [part for idea in ideas(language) for text in texts(idea) for part in sentences(text)]

    for key in KEYS:
        own = [part for text in texts(found(key, language)) for part in sentences(text)]
        assert sum(len(part.split()) for part in own) / len(own) <= 15, key
    assert max(len(part.split()) for part in said) <= 30, max(said, key=lambda part: len(part.split()))


@pytest.mark.parametrize(("language", "when"), [("en", "When "), ("fi", "Kun ")])
def test_a_cue_is_one_clause_after_when(language: str, when: str) -> None:
    for idea in ideas(language):
        assert idea.cue.startswith(when), idea.key
        assert "\n" not in idea.cue
        assert not idea.cue.endswith("."), idea.key


@pytest.mark.parametrize(("language", "own"), [("en", "I "), ("fi", "")])
def test_the_act_is_said_by_the_one_who_does_it(language: str, own: str) -> None:
    assert all(idea.what.startswith(own) and idea.what.endswith(".") for idea in ideas(language))


def test_a_number_names_its_source() -> None:
    for language in LANGUAGES:
        for idea in ideas(language):
            if re.search(r"\d+ %|\bd = |\d{3} ", idea.do):
                assert re.search(r"Sitra|Harkin|Yrkesdörren|Burt", idea.do), idea.key


def test_finnish_readers_see_english_beside_and_all_others_finnish() -> None:
    assert [beside(language) for language in ("fi", "en", "uk")] == [("fi", "en"), ("fi", "en"), ("fi", "uk")]


@pytest.mark.parametrize(
    ("nickname", "greeted"),
    [
        ("Kirsi from the lab", "Hello Kirsi,"),
        ("Liisa V.", "Hello Liisa,"),
        ("Anna-Liisa", "Hello Anna-Liisa,"),
        ("the one from the course", "Hello [name],"),
        ("My boss", "Hello [name],"),
        ("HR", "Hello [name],"),
        ("أحمد", "Hello أحمد,"),
        ("", "Hello,"),
    ],
)
def test_a_message_greets_by_a_name_and_never_by_what_one_calls_them(nickname: str, greeted: str) -> None:
    assert message_of(found("thank", "en"), name=nickname).words.startswith(greeted)


def test_mail_is_built_in_the_page_and_has_no_address() -> None:
    message = message_of(found("thank", "fi"), name="Änna&co")

    assert message.mail.startswith("mailto:?subject=")
    assert "&body=Hei%20%C3%84nna%26co%2C%0D%0A" in message.mail


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("minutes: 5", "minutes: 7", "minutes is 5, 15 or 60"),
        ("step: 5", "step: 8", "step is 1 to 7"),
        ("channel: message", "channel: pigeon", "channel is one of"),
        ("suits: [close]", "suits: [near]", "suits is a list of"),
        ("suits: [close]", "suits: close", "suits is a list of"),
        ("# cue", "# when", "it needs these sections"),
        ("order: 1", "order: first", "order must be a whole number"),
    ],
)
def test_whoever_writes_an_idea_is_told_what_is_wrong(old: str, new: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "thank.en.md").write_text(IDEA.replace(old, new))

    with pytest.raises(ContentError, match=words):
        read_ideas(tmp_path, "en")


def test_a_translation_keeps_the_shape_of_the_english_file(tmp_path: Path) -> None:
    (tmp_path / "thank.en.md").write_text(IDEA)
    (tmp_path / "thank.fi.md").write_text(IDEA.replace("minutes: 5", "minutes: 15"))

    with pytest.raises(ContentError, match="must be as in the English file"):
        read_ideas(tmp_path, "fi")


def test_what_is_not_translated_yet_is_there_in_english(tmp_path: Path) -> None:
    (tmp_path / "thank.en.md").write_text(IDEA)

    assert [(idea.key, idea.language) for idea in read_ideas(tmp_path, "uk")] == [("thank", "en")]


@pytest.mark.parametrize("name", ["thank.fi.md", "Thank.en.md", "thank.md"])
def test_a_file_with_another_name_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(IDEA)

    with pytest.raises(ContentError, match="is there in en"):
        read_ideas(tmp_path, "en")
