"""Reading an edition: what is in it, and what whoever writes one is told."""

from pathlib import Path

import pytest
from django.utils.translation import override

from askel.steps.content import read_edition
from askel.steps.content_file import ContentError
from askel.steps.edition import Kind
from askel.steps.queries import edition

STEP = """---
title: Tuning in
leaves: "I know what I can do."
---
# why
You begin here.
# story
Noor begins too.
"""
LIST = """---
title: What stands in the way
kind: list
minutes: 10
lines:
  label: One thing
  marks:
    - {key: mine, label: I can change this}
asks:
  - {key: small, label: "What is small: a word?"}
---
# why
One. Two.
# do
1. Write *one* thing.
# example
Noor wrote <script>alert(1)</script> and a [link](https://example.org).
# group
- Ten minutes.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition of one step with one exercise, in English."""
    step = tmp_path / "small" / "1-tuning-in"
    step.mkdir(parents=True)
    (step / "step.en.md").write_text(STEP, encoding="utf-8")
    (step / "1-in-the-way.en.md").write_text(LIST, encoding="utf-8")
    return step.parent


def exercise_file(folder: Path) -> Path:
    return folder / "1-tuning-in" / "1-in-the-way.en.md"


def test_an_edition_is_what_its_files_say(folder: Path) -> None:
    read = read_edition(folder, "en")

    (step,) = read.steps
    assert (read.key, step.key, step.number, step.title) == ("small", "tuning-in", 1, "Tuning in")
    (exercise,) = step.exercises
    assert (exercise.key, exercise.step, exercise.kind, exercise.minutes) == ("in-the-way", "tuning-in", Kind.LIST, 10)
    assert exercise.lines
    assert exercise.lines.marks[0].key == "mine"
    assert exercise.asks[0].label == "What is small: a word?"
    assert exercise.do == "<ol>\n<li>Write <em>one</em> thing.</li>\n</ol>\n"


def test_nothing_in_a_text_can_run_or_lead_away(folder: Path) -> None:
    (exercise,) = read_edition(folder, "en").exercises()

    assert "<script" not in exercise.example
    assert "<a" not in exercise.example


def test_what_is_missing_in_a_language_is_there_in_english(folder: Path) -> None:
    finnish = STEP.replace("Tuning in", "Virittäytyminen")
    (folder / "1-tuning-in" / "step.fi.md").write_text(finnish, encoding="utf-8")

    (step,) = read_edition(folder, "fi").steps

    assert (step.title, step.language) == ("Virittäytyminen", "fi")
    assert (step.exercises[0].title, step.exercises[0].language) == ("What stands in the way", "en")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("kind: list", "kind: dance", "kind is one of write, choose, list, map, plan, act"),
        ("kind: list", "kind: act", "lines and kind act do not go together"),
        ("minutes: 10", "minutes: ten", "minutes must be a whole number above 0"),
        ("minutes: 10", "minutes: 10\nminuets: 3", "nobody knows minuets"),
        ("title: What stands in the way", "title: ''", "title must be some words"),
        ("# do", "# dont", "it needs these sections, in this order: why, do, example, group"),
        ("One. Two.", "", "it needs these sections"),
        ("key: mine", "key: My Own", "each key in marks must be its own"),
        (
            "  marks:\n    - {key: mine, label: I can change this}",
            "  marks: [mine]",
            "marks must be a list of {key, label}",
        ),
        ("  label: One thing\n", "  label: One thing\n  most: 3\n", "lines may hold label, marks"),
        ("---\ntitle", "title", "the front matter between the two --- lines cannot be read"),
        ("title: What", "title: [What", "the front matter between the two --- lines cannot be read"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(folder: Path, before: str, after: str, words: str) -> None:
    path = exercise_file(folder)
    path.write_text(LIST.replace(before, after), encoding="utf-8")

    with pytest.raises(ContentError) as told:
        read_edition(folder, "en")

    assert str(told.value).startswith(f"{path}: {words}")


def test_write_needs_a_question(folder: Path) -> None:
    bare = "---\ntitle: A\nkind: write\nminutes: 5\n---\n" + LIST.split("---\n")[2]
    exercise_file(folder).write_text(bare, encoding="utf-8")

    with pytest.raises(ContentError, match="kind write needs at least one of asks"):
        read_edition(folder, "en")


def test_choose_reads_its_options(folder: Path) -> None:
    choices = "choices:\n  label: Which?\n  most: 1\n  options:\n    - {key: a, label: A}\n    - {key: b, label: B}\n"
    front = f"---\ntitle: A\nkind: choose\nminutes: 5\n{choices}---\n"
    exercise_file(folder).write_text(front + LIST.split("---\n")[2], encoding="utf-8")

    (exercise,) = read_edition(folder, "en").exercises()

    assert exercise.choices
    assert exercise.choices.most == 1
    assert [option.key for option in exercise.choices.options] == ["a", "b"]


@pytest.mark.parametrize("changed", ["minutes: 11", "minutes: 10\n"])
def test_a_translation_keeps_kind_minutes_and_keys(folder: Path, changed: str) -> None:
    path = folder / "1-tuning-in" / "1-in-the-way.fi.md"
    path.write_text(LIST.replace("minutes: 10\n", f"{changed.strip()}\n"), encoding="utf-8")

    if changed == "minutes: 10\n":
        assert next(read_edition(folder, "fi").exercises()).language == "fi"
    else:
        with pytest.raises(ContentError, match="must be as in the English file"):
            read_edition(folder, "fi")


def test_one_name_means_one_exercise(folder: Path) -> None:
    exercise_file(folder).with_name("2-in-the-way.en.md").write_text(LIST, encoding="utf-8")

    with pytest.raises(ContentError, match="two exercises are called in-the-way"):
        read_edition(folder, "en")


def test_an_exercise_is_there_in_english_first(folder: Path) -> None:
    exercise_file(folder).rename(exercise_file(folder).with_name("1-in-the-way.fi.md"))

    with pytest.raises(ContentError, match="is there in en"):
        read_edition(folder, "en")


def test_a_folder_says_its_place(folder: Path) -> None:
    (folder / "tuning-in").mkdir()

    with pytest.raises(ContentError, match="place-key"):
        read_edition(folder, "en")


def test_texts_are_read_once_and_follow_the_reader() -> None:
    with override("fi"):
        finnish = edition()

    assert edition("fi") is finnish
    assert edition("en") is not finnish
    assert edition("en").step("my-network") is not None
    assert edition("en").step("nowhere") is None
    assert edition("en").exercise("nowhere") is None


def test_from_the_last_exercise_the_way_goes_round() -> None:
    keys = [exercise.key for exercise in edition("en").exercises()]

    assert next(edition("en").after(keys[-1])).key == keys[0]
    assert [exercise.key for exercise in edition("en").after(keys[0])] == keys[1:]
