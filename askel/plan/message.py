"""A message to start from: filled with what is known, and whole without it."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import override

from askel.plan.idea import Idea

PLACES = ("name", "factor", "me")
_FINNISH, _ENGLISH = "fi", "en"
_STOPS = " .,;:!…"
_NO_NAMES = frozenset(("the", "my", "our", "one", "an", "that", "se", "minun", "mun", "meidän", "yksi", "eräs"))


@dataclass(frozen=True, slots=True)
class Message:
    """The words in one language. ``mail`` opens them in the reader's own mail program: no server of ours gets them."""

    language: str
    words: str
    mail: str


def first_name(nickname: str) -> str:
    """The first word, where it looks like a name: "Kirsi" of "Kirsi from the lab". Nothing of "the one from the lab"."""
    first, *_rest = nickname.split() or [""]
    bare = first.strip(_STOPS)
    is_name = len(bare) > 1 and bare[0].isalpha() and not bare[0].islower() and bare[1:] != bare[1:].upper()
    return bare if (is_name or _has_no_case(bare)) and bare.casefold() not in _NO_NAMES else ""


def _has_no_case(word: str) -> bool:
    """Letters of a script without capitals, such as Arabic."""
    return word.isalpha() and word.lower() == word.upper()


def fill(text: str, *, name: str = "", factor: str = "", me: str = "") -> str:
    """A line that needs the factor is left out when there is none. Without a name the greeting stands alone."""
    known = {"name": name.strip(), "factor": factor.strip().rstrip(".… "), "me": me.strip()}
    return "\n".join(_filled(text.splitlines(), known))


def _filled(lines: list[str], known: dict[str, str]) -> Iterator[str]:
    for line in lines:
        if "{factor}" in line and not known["factor"]:
            continue
        whole = line if known["name"] else line.replace(" {name}", "").replace("{name}", "")
        for place in PLACES:
            whole = whole.replace(f"{{{place}}}", known[place])
        if whole.strip():
            yield whole


def beside(language: str) -> tuple[str, str]:
    """The two languages a message stands in: Finnish, and the reader's. Who reads in Finnish sees English."""
    return (_FINNISH, _ENGLISH if language == _FINNISH else language)


def message_of(idea: Idea, *, name: str = "", factor: str = "") -> Message:
    with override(idea.language):
        subject = _("Greetings")
        # Translators: a gap in a message, to be filled by the one who sends it
        greeted = (first_name(name) or _("[name]")) if name else ""
    words = fill(idea.message, name=greeted, factor=factor)
    body = words.replace("\n", "\r\n")  # what mail programs break lines at
    return Message(idea.language, words, f"mailto:?subject={quote(subject)}&body={quote(body)}")
