"""What pages ask about the steps. Texts are read from files once and kept: none of this asks the database."""

from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from askel.steps.content import read_edition
from askel.steps.content_file import FALLBACK
from askel.steps.edition import Edition

_FOLDER = Path(__file__).parent / "content" / "default"


def edition(language: str | None = None) -> Edition:
    """The edition in ``language``, by default the reader's. No queries."""
    return _read(language or get_language() or FALLBACK)


@cache
def _read(language: str) -> Edition:
    return read_edition(_FOLDER, language)
