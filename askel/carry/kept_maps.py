"""The kept maps of Askel's own file: which can come, and as what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from askel.carry.found import FoundKept, FoundMap
from askel.netmap.drawn import Dot
from askel.netmap.kept import from_plain, past
from askel.netmap.models import Snapshot
from askel.netmap.shelf import KeptThen


def without_odd(found_map: FoundMap, *, today: date) -> FoundMap:
    """Only kept maps of days that have come, in words that we know. The others are counted."""
    reasons = [(one, _reason(one, today)) for one in found_map.kept]
    out = Counter(found_map.kept_out) + Counter(reason for _, reason in reasons if reason)
    return replace(found_map, kept=tuple(one for one, reason in reasons if not reason), kept_out=dict(out))


def _reason(one: FoundKept, today: date) -> str:
    try:
        drawn = from_plain(one.plain)
    except (KeyError, TypeError, ValueError, RecursionError):
        return "kept-junk"
    if not all(can_be_kept(words) for dot in drawn.dots for words in (dot.details.trade, dot.details.meaning)):
        return "kept-junk"
    return "kept-day" if date.fromisoformat(one.on) > today else ""


def can_be_kept(words: str) -> bool:
    return "\x00" not in words and not any("\ud800" <= sign <= "\udfff" for sign in words)


def ids_of(maps: Sequence[FoundMap]) -> set[UUID]:
    """What the files call their kept maps. Two files of one owner may hold the same."""
    return {UUID(one.once) for found_map in maps for one in found_map.kept}


def kept_then(maps: Sequence[FoundMap], *, today: date) -> list[KeptThen]:
    """Kept maps as they will be kept."""
    return [_then(one, today) for found_map in maps for one in found_map.kept]


def _then(one: FoundKept, today: date) -> KeptThen:
    drawn = from_plain(one.plain)
    dots = tuple(_named(dot, number, today) for number, dot in enumerate(drawn.dots, 1))
    return KeptThen(UUID(one.once), date.fromisoformat(one.on), Snapshot.Cause(one.cause), replace(drawn, dots=dots))


def _named(dot: Dot, number: int, today: date) -> Dot:
    return replace(
        dot,
        nickname=dot.nickname or _("Contact %(number)d") % {"number": number},
        last_encounter_on=past(dot.last_encounter_on, today),
        details=replace(dot.details, last_on=past(dot.details.last_on, today)),
    )
