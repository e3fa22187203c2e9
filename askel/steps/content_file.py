"""Reading one content file: front matter (YAML) between two lines of ``---``, then sections under ``# name``."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from askel.steps.edition import Labelled
from askel.steps.rendering import as_html

FALLBACK = "en"
_KEY = re.compile(r"[a-z0-9-]{1,40}")
_SECTION = re.compile(r"^# (.*?)\s*$", re.MULTILINE)


class ContentError(Exception):
    """A content file is wrong: which one, and what about it."""

    def __init__(self, path: Path, words: str) -> None:
        super().__init__(f"{path}: {words}")


class ContentFile:
    """One content file: its front matter, asked for with a check, and its sections as they were written."""

    def __init__(self, path: Path, *, front: Iterable[str], sections: tuple[str, ...]) -> None:
        self.path = path
        try:
            _, matter, text = re.split(r"^---\s*$", path.read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)
            self.front: dict[str, Any] = dict(yaml.safe_load(matter))
        except (ValueError, TypeError, yaml.YAMLError) as fault:
            raise ContentError(path, f"the front matter between the two --- lines cannot be read ({fault}).") from fault
        if unknown := sorted(set(self.front) - set(front)):
            raise ContentError(path, f"nobody knows {', '.join(unknown)}.")
        self.texts = self._split(text, sections)

    @property
    def sections(self) -> dict[str, Any]:
        """The sections as HTML."""
        return {name: as_html(text) for name, text in self.texts.items()}

    def _split(self, text: str, names: tuple[str, ...]) -> dict[str, str]:
        _, *parts = _SECTION.split(text)
        found = dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))
        if tuple(found) != names or not all(found.values()):
            raise ContentError(self.path, f"it needs these sections, in this order: {', '.join(names)}.")
        return found

    def words(self, name: str, of: dict[str, Any] | None = None) -> str:
        value = (self.front if of is None else of).get(name)
        if not isinstance(value, str) or not value.strip():
            raise ContentError(self.path, f"{name} must be some words.")
        return value.strip()

    def number(self, name: str, of: dict[str, Any] | None = None) -> int:
        value = (self.front if of is None else of).get(name)
        if not isinstance(value, int) or value < 1:
            raise ContentError(self.path, f"{name} must be a whole number above 0.")
        return value

    def labelled(self, name: str, of: dict[str, Any] | None = None) -> tuple[Labelled, ...]:
        rows = (self.front if of is None else of).get(name, [])
        if not isinstance(rows, list) or not all(
            isinstance(row, dict) and set(row) == {"key", "label"} for row in rows
        ):
            raise ContentError(self.path, f"{name} must be a list of {{key, label}}.")
        found = tuple(Labelled(self.words("key", row), self.words("label", row)) for row in rows)
        if len({row.key for row in found}) < len(found) or not all(_KEY.fullmatch(row.key) for row in found):
            raise ContentError(self.path, f"each key in {name} must be its own, in small letters and hyphens.")
        return found

    def table(self, name: str, keys: set[str]) -> dict[str, Any] | None:
        value = self.front.get(name)
        if value is not None and not (isinstance(value, dict) and set(value) <= keys):
            raise ContentError(self.path, f"{name} may hold {', '.join(sorted(keys))}.")
        return value


def in_language(stem: Path, language: str) -> tuple[Path, str]:
    """The file of ``stem`` in ``language`` if it is there, or else the English one; and which language that is."""
    wanted = stem.with_name(f"{stem.name}.{language}.md")
    return (wanted, language) if wanted.exists() else (stem.with_name(f"{stem.name}.{FALLBACK}.md"), FALLBACK)
