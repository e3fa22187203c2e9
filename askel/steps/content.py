"""Reading an edition from its folder: one folder a step, one file an exercise and language.

Folders and files begin with their place (``3-my-network/1-draw-my-network.en.md``); what follows is the key.
A file is front matter (YAML), then its sections under ``# why``, ``# do`` and so on. Whoever writes these
files is told which file is wrong, and what about it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from askel.steps.content_file import FALLBACK, ContentError, ContentFile, in_language
from askel.steps.edition import Choices, Edition, Exercise, Kind, Lines, Step

_PLACED = re.compile(r"(?P<place>\d+)-(?P<key>[a-z0-9-]{1,60})")
_STEP = {"front": {"title", "leaves"}, "sections": ("why", "story")}
_EXERCISE = {
    "front": {"title", "kind", "minutes", "lines", "choices", "asks"},
    "sections": ("why", "do", "example", "group"),
}


def read_edition(folder: Path, language: str) -> Edition:
    """The edition in ``folder``; what is not there in ``language`` is there in English. Raises: ContentError."""
    edition = Edition(folder.name, tuple(_step(path, language) for path in _in_order(folder)))
    seen: set[str] = set()
    for exercise in edition.exercises():
        if exercise.key in seen:
            raise ContentError(folder, f"two exercises are called {exercise.key}.")
        seen.add(exercise.key)
    return edition


def _in_order(folder: Path) -> list[Path]:
    found = [path for path in folder.iterdir() if path.is_dir()]
    for path in found:
        if not _PLACED.fullmatch(path.name):
            raise ContentError(path, "a step's folder is called place-key, such as 3-my-network.")
    return sorted(found, key=lambda path: int(path.name.split("-")[0]))


def _step(folder: Path, language: str) -> Step:
    number, key = folder.name.split("-", 1)
    path, spoken = in_language(folder / "step", language)
    file = ContentFile(path, front=_STEP["front"], sections=tuple(_STEP["sections"]))
    exercises = tuple(_exercise(folder, stem, key, language) for stem in _stems(folder))
    return Step(
        key, int(number), spoken, file.words("title"), file.words("leaves"), **file.sections, exercises=exercises
    )


def _stems(folder: Path) -> Iterator[str]:
    """The exercises of a step in their order, each once. English is what makes one exist."""
    paths = [path for path in folder.glob("*.md") if not path.name.startswith("step.")]
    for path in paths:
        stem = path.name.split(".")[0]
        if not _PLACED.fullmatch(stem) or not (folder / f"{stem}.{FALLBACK}.md").exists():
            raise ContentError(path, f"an exercise is called place-key.language.md, and is there in {FALLBACK}.")
    stems = {path.name.split(".")[0] for path in paths}
    yield from sorted(stems, key=lambda stem: int(stem.split("-")[0]))


def _exercise(folder: Path, stem: str, step: str, language: str) -> Exercise:
    path, spoken = in_language(folder / stem, language)
    exercise = _read_exercise(path, stem.split("-", 1)[1], step, spoken)
    if spoken != FALLBACK:
        english = _read_exercise(folder / f"{stem}.{FALLBACK}.md", exercise.key, step, FALLBACK)
        if _shape(exercise) != _shape(english):
            raise ContentError(path, "kind, minutes, most and the keys must be as in the English file.")
    return exercise


def _read_exercise(path: Path, key: str, step: str, language: str) -> Exercise:
    file = ContentFile(path, front=_EXERCISE["front"], sections=tuple(_EXERCISE["sections"]))
    try:
        kind = Kind(file.front.get("kind", ""))
    except ValueError:
        raise ContentError(path, f"kind is one of {', '.join(Kind)}.") from None
    exercise = Exercise(
        key=key,
        step=step,
        language=language,
        title=file.words("title"),
        kind=kind,
        minutes=file.number("minutes"),
        lines=_lines(file),
        choices=_choices(file),
        asks=file.labelled("asks"),
        **file.sections,
    )
    _check_kind(file, exercise)
    return exercise


def _lines(file: ContentFile) -> Lines | None:
    table = file.table("lines", {"label", "marks"})
    return None if table is None else Lines(file.words("label", table), file.labelled("marks", table))


def _choices(file: ContentFile) -> Choices | None:
    table = file.table("choices", {"label", "most", "options"})
    if table is None:
        return None
    return Choices(file.words("label", table), file.number("most", table), file.labelled("options", table))


def _check_kind(file: ContentFile, exercise: Exercise) -> None:
    wanted = {"lines": exercise.kind == Kind.LIST, "choices": exercise.kind == Kind.CHOOSE}
    for name, needed in wanted.items():
        if needed != (getattr(exercise, name) is not None):
            raise ContentError(file.path, f"{name} and kind {exercise.kind} do not go together.")
    if exercise.kind == Kind.WRITE and not exercise.asks:
        raise ContentError(file.path, "kind write needs at least one of asks.")


def _shape(exercise: Exercise) -> tuple[object, ...]:
    """What must be the same in every language."""
    lines, choices = exercise.lines, exercise.choices
    return (
        exercise.kind,
        exercise.minutes,
        [ask.key for ask in exercise.asks],
        lines and [mark.key for mark in lines.marks],
        choices and (choices.most, [option.key for option in choices.options]),
    )
