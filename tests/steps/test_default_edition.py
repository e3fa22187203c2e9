"""The texts of the default edition: whole in each language, in words for readers of a third language."""

import re

import pytest

from askel.steps.edition import Edition, Exercise
from askel.steps.queries import edition

STEPS = ["tuning-in", "goals", "my-network", "plan", "strengthen", "new-ties", "keep-alive"]
EXERCISES = [exercise.key for exercise in edition("en").exercises()]
LANGUAGES = ["en", "fi"]
GREETING = re.compile(r"\b(?:Hei|Moi|Hyvä)(?: [\w .]{1,30})?!")  # a Finnish letter begins so


def found(key: str, language: str) -> Exercise:
    exercise = edition(language).exercise(key)
    assert exercise
    return exercise


def prose(html: str) -> str:
    """The text of a section; each list item and paragraph on its own line."""
    lines = re.sub(r"</(li|p)>", "\n", html)
    return re.sub(r"<[^>]+>", "", lines).replace("&amp;", "&").strip()


def sentences(text: str) -> list[str]:
    """Roughly: what ends with a full stop, a question mark or a line."""
    whole = re.sub(r"(\d)\.(\d)|\b(Dr|e\.g)\.", r"\1\2\3", text)
    parts = re.split(r"[.?!…]+[”\"’)]*(?:\s+|$)|\n+|:\s", whole)
    return [part for part in parts if re.search(r"\w", part)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_seven_steps_and_at_least_24_exercises(language: str) -> None:
    read = edition(language)

    assert [step.key for step in read.steps] == STEPS
    assert [step.number for step in read.steps] == [1, 2, 3, 4, 5, 6, 7]
    assert len(list(read.exercises())) >= 24
    assert all(step.exercises for step in read.steps)


def test_both_languages_hold_the_same_exercises() -> None:
    def shape(read: Edition) -> list[object]:
        return [
            (e.key, e.kind, e.minutes, e.choices and e.choices.most, [a.key for a in e.asks]) for e in read.exercises()
        ]

    assert shape(edition("en")) == shape(edition("fi"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_its_own_language(language: str) -> None:
    assert {step.language for step in edition(language).steps} == {language}
    assert {exercise.language for exercise in edition(language).exercises()} == {language}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", EXERCISES)
def test_why_is_two_sentences(key: str, language: str) -> None:
    why = prose(found(key, language).why)

    assert len(re.findall(r"[.?](?=\s|$)", why)) == 2, why


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", EXERCISES)
def test_nothing_is_shouted(key: str, language: str) -> None:
    exercise = found(key, language)
    text = f"{exercise.title}{exercise.why}{exercise.do}{exercise.example}{exercise.group}"

    assert "!" not in GREETING.sub("", text)


@pytest.mark.parametrize("key", EXERCISES)
def test_nothing_is_called_easy(key: str) -> None:
    exercise = found(key, "en")
    text = " ".join(prose(part) for part in (exercise.why, exercise.do, exercise.example, exercise.group))

    assert re.findall(r"\b(?:just|simply|simple|easy|easily|leverage)\b", text, re.IGNORECASE) == []


def test_english_sentences_are_short_on_average() -> None:
    for exercise in edition("en").exercises():
        text = "\n".join(prose(part) for part in (exercise.why, exercise.do, exercise.example, exercise.group))
        words = [len(re.findall(r"[\w’'-]+", sentence)) for sentence in sentences(text)]

        assert sum(words) / len(words) <= 15, exercise.key
