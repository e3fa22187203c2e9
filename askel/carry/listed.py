"""People of an address book, whatever wrote it, on their way to a part.

Who somebody is: by the link to their profile, which other lists have too; else by the id that the book gave;
else by name and organisation, and those who are alike in both stay as many as they are.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from askel.carry.found import Found, Kind, Part
from askel.carry.linkedin import profile_key
from askel.carry.sphere_words import spheres_of
from askel.netmap.names import clean, name_of

# Books write an address where they have no name. Addresses are not kept, so this is nobody's name.
_ADDRESS = re.compile(r"[^\s@]+@\S+|(?:tel:)?[+(]?\d[\d\s()./-]{4,}")


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of the book: its names, the best first. ``near`` names others by id or by name."""

    names: tuple[str, ...]
    kind: Kind = "contact"
    organisation: str = ""
    uid: str = ""
    links: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def part_of(source: str, book: Iterable[Listed], left_out: Counter[str]) -> Part:
    """The part, with what was left out before and now."""
    found: dict[str, Found] = {}
    by_word: defaultdict[str, set[str]] = defaultdict(set)
    near: list[tuple[str, str]] = []
    alike: Counter[str] = Counter()
    dropped = 0
    for one in book:
        link, unkept = _link(one)
        dropped += unkept
        words = _best(one.names)
        if not (link or _uid_word(one.uid) or words):
            left_out["no-person"] += 1
            continue
        identity = _known(by_word, one.uid) or link or _identity(one, words, alike)
        left_out["repeat"] += identity in found
        found.setdefault(identity, _found(identity, one, words))
        for word in filter(None, (_uid_word(one.uid), words.casefold())):
            by_word[word].add(identity)
        near += [(identity, other) for other in one.near]
    edges = tuple((identity, _meant(by_word, other)) for identity, other in near)
    return Part(source, "", tuple(found.values()), edges, dict(+left_out), dropped)


def _best(names: tuple[str, ...]) -> str:
    some = [words for words in map(clean, names) if name_of(words)]
    return next((words for words in some if not _ADDRESS.fullmatch(words)), some[0] if some else "")


def _link(one: Listed) -> tuple[str, int]:
    """The first link that leads to a profile, and how many lead elsewhere."""
    keys = [profile_key(link) for link in one.links]
    return next((key for key, _ in keys if key), ""), sum(dropped for _, dropped in keys)


def _identity(one: Listed, words: str, alike: Counter[str]) -> str:
    if uid := _uid_word(one.uid):
        return uid
    told = f"{words}|{clean(one.organisation)}".casefold()
    alike[told] += 1
    return f"row|{told}|{alike[told]}"


def _found(identity: str, one: Listed, words: str) -> Found:
    name = None if _ADDRESS.fullmatch(words) else name_of(words)
    return Found(identity=identity, kind=one.kind, name=name, spheres=spheres_of(one.groups))


def _uid_word(uid: str) -> str:
    plain = clean(uid).casefold().removeprefix("urn:uuid:")
    return f"uid|{plain}" if plain else ""


def _known(by_word: dict[str, set[str]], uid: str) -> str:
    """Who had this id before: the same entry twice is one, whatever else it says."""
    return next(iter(by_word.get(_uid_word(uid), ())), "")


def _meant(by_word: dict[str, set[str]], other: str) -> str:
    """Who is meant by an id or a name; nobody where two have that name."""
    those = by_word.get(_uid_word(other)) or by_word.get(clean(other).casefold(), set())
    return next(iter(those)) if len(those) == 1 else ""
