"""Letters that a page has written: kept sealed until the loop has sent them."""

import json
from typing import NamedTuple

from askel.letter.models import Letter


class Enclosed(NamedTuple):
    """Where to, and the words."""

    address: str
    subject: str
    text: str


def to_words(enclosed: Enclosed) -> str:
    return json.dumps(enclosed, ensure_ascii=False)


def enclosed(letter: Letter) -> Enclosed:
    return Enclosed(*json.loads(letter.enclosure.words))
