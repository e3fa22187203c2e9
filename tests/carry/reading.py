"""A list of people, read as the front door reads it: what is found, or the words of the refusal."""

import pytest

from askel.carry.bring import BroughtFile, UnreadableFileError, read_files
from askel.carry.found import FoundMap


def read(text: str | bytes) -> FoundMap:
    content = text if isinstance(text, bytes) else text.encode()
    (found,) = read_files([BroughtFile("people", content)])
    return found


def refused(text: str | bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(text)
    return str(caught.value)


def names(found: FoundMap) -> list[str | None]:
    return [one.name for one in found.found]
