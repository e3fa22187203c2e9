"""Names as files write them, made fit to show; and the nicknames that people get from them."""

import unicodedata
from collections.abc import Iterable

LONGEST = 80
ENCRYPTED = "ENCRYPTED"  # what Network Canvas writes where a name was sealed

# Controls that turn or hide what stands around them. Joiners and direction marks stay: Persian and emoji need them.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0xFEFF])
_SPACING = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")
_MENDED = {**_SPACING, **_TURNING}


def clean(text: str) -> str:
    """The words without controls and turned directions, on one line."""
    if text.isprintable():  # as nearly all names are: nothing to take out
        return unicodedata.normalize("NFC", " ".join(text.split()))
    kept = "".join(letter for letter in text.translate(_MENDED) if unicodedata.category(letter) not in {"Cc", "Cs"})
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def name_of(text: str) -> str | None:
    """A person's name, whole, or None where the file has none."""
    name = clean(text)
    if name == ENCRYPTED or not any(unicodedata.category(letter)[0] in "LNPS" for letter in name):
        return None
    return name


def shorten(words: str, longest: int = LONGEST) -> str:
    """At most ``longest`` letters; what was cut shows as an ellipsis, and no letter loses its accent."""
    if len(words) <= longest:
        return words
    end = longest - 1
    while end > 1 and (unicodedata.category(words[end])[0] == "M" or words[end] == "\u200d"):
        end -= 1
    return words[:end].rstrip("\u200d ") + "…"


def nickname_of(name: str) -> str:
    """First name and initial: enough for the owner to know whom they mean, little for anybody else."""
    words = name.split()
    initial = next((letter for letter in words[-1] if letter.isalpha()), "") if len(words) > 1 else ""
    return f"{shorten(words[0], LONGEST - 10)} {initial.upper()}." if initial else shorten(words[0], LONGEST - 10)


def without_clash(nickname: str, taken: Iterable[str]) -> str:
    """The nickname, with a number after it when another contact has it already."""
    others = {other.casefold() for other in taken}
    tries = (nickname if number == 1 else f"{nickname} {number}" for number in range(1, len(others) + 2))
    return next(one for one in tries if one.casefold() not in others)
