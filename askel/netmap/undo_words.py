"""What a change, an undo or a redo did, in words: one short sentence for each change, the first few of them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from askel.netmap.drawn import DrawnMap
from askel.netmap.history import Difference, Pair, Row
from askel.netmap.spheres import Ring, Sphere

_MOST = 3  # sentences
_EACH = 2  # of more contacts than so many, only the number is told


def step_words(step: Difference, drawn: DrawnMap) -> list[str]:
    """``drawn`` is the map after it: it knows the names."""
    return [*_contacts(step), *_ties(step, drawn)][:_MOST]


def _contacts(step: Difference) -> Iterator[str]:
    came = [_name(after) for before, after in step.contacts.values() if not _is_on(before) and _is_on(after)]
    went = [_name(before) for before, after in step.contacts.values() if _is_on(before) and not _is_on(after)]
    if len(came) > _EACH:
        yield ngettext("%(num)d is on the map now.", "%(num)d are on the map now.", len(came)) % {"num": len(came)}
    else:
        yield from (_("%(name)s is on the map now.") % {"name": name} for name in came)
    if len(went) > _EACH:
        words = ngettext("%(num)d is not on the map now.", "%(num)d are not on the map now.", len(went))
        yield words % {"num": len(went)}
    else:
        yield from (_("%(name)s is not on the map now.") % {"name": name} for name in went)
    for before, after in step.contacts.values():
        if before and after and _is_on(before) and _is_on(after):
            yield from _changed(before, after)


def _is_on(row: Row | None) -> bool:
    return row is not None and not row["off_at"]


def _name(row: Row | None) -> str:
    return str(row["nickname"]) if row else ""


def _changed(before: Row, after: Row) -> Iterator[str]:
    name = after["nickname"]
    if before["nickname"] != name:
        yield _("%(before)s is called %(name)s now.") % {"before": before["nickname"], "name": name}
    if bool(before["wished_at"]) != bool(after["wished_at"]):
        words = _("%(name)s is a wish now.") if after["wished_at"] else _("%(name)s is not a wish now.")
        yield words % {"name": name}
    if (before["ring"], before["sphere"]) != (after["ring"], after["sphere"]):
        place = {"sphere": Sphere(after["sphere"]).label, "ring": Ring(after["ring"]).label}
        yield _("%(name)s stands here now: %(sphere)s, %(ring)s.") % {"name": name, **place}
    if any(before[part] != after[part] for part in ("note", "details", "kind")):
        yield _("What you say about %(name)s: the other version is there now.") % {"name": name}


def _ties(step: Difference, drawn: DrawnMap) -> Iterator[str]:
    moved = {pk for pk, (before, after) in step.contacts.items() if _is_on(before) != _is_on(after)}
    came = [pair for pair in step.came if not moved & set(pair)]  # others came and went with their people
    went = [pair for pair in step.went if not moved & set(pair)]
    names = {str(dot.pk): dot.nickname for dot in drawn.dots}
    if len(came) == 1 and (pair := _names(came[0], names)):
        yield _("%(one)s and %(other)s are tied now.") % pair
    elif came:
        yield ngettext("%(num)d tie is new now.", "%(num)d ties are new now.", len(came)) % {"num": len(came)}
    if len(went) == 1 and (pair := _names(went[0], names)):
        yield _("%(one)s and %(other)s are not tied now.") % pair
    elif went:
        yield ngettext("%(num)d tie is gone now.", "%(num)d ties are gone now.", len(went)) % {"num": len(went)}


def _names(pair: Pair, names: dict[str, str]) -> dict[str, str] | None:
    one, other = pair
    return {"one": names[one], "other": names[other]} if one in names and other in names else None
