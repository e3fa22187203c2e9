"""Kept maps that a file brings: each becomes a snapshot of its own day, and none is written over another."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from uuid import UUID

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import ngettext

from askel.lib.ids import id_for
from askel.netmap import kept
from askel.netmap.drawn import DrawnMap
from askel.netmap.known_by import own_key
from askel.netmap.models import Snapshot
from askel.netmap.rules import MOST_KEPT_LETTERS, MOST_SNAPSHOTS, FullShelfError
from askel.people.models import Person


@dataclass(frozen=True, slots=True)
class KeptThen:
    """A map that was kept on a day. ``once`` is what its file calls it, and those on it have the ids of the file."""

    once: UUID
    on: date
    cause: Snapshot.Cause
    drawn: DrawnMap


def kept_already(person: Person, ids: Collection[UUID]) -> set[UUID]:
    """Those of a file's kept maps that were made here, or came before. 1 query."""
    there = set(Snapshot.objects.of(person).values_list("pk", flat=True)) if ids else set()
    return {once for once in ids if once in there or id_for(person.pk, once) in there}


def bring_kept(coming: Sequence[KeptThen], there: Mapping[str, UUID], *, by: Person) -> int:
    """Keep what was kept elsewhere, and say how much of it is new. Whoever calls holds the owner's row.

    Whoever the map knows, by ``there``, has on it the id that they have here; anybody else the one that they get when
    they come from the same file. So then and now can be compared.

    The file is the owner's own, and forgetting leaves no trace: it may bring back whom they forgot. But a kept map that
    is here stays as it is, so nobody comes back onto that.

    Raises: FullShelfError.
    """
    already = kept_already(by, {one.once for one in coming})
    fresh = {one.once: one for one in coming if one.once not in already}.values()
    texts = _texts(by, {one.on for one in fresh})
    new: list[Snapshot] = []
    id_here = _ids_here(by, there)
    for place, one in enumerate(fresh):
        text = kept.to_text(kept.renamed(one.drawn, id_here))
        if (one.on, text) not in texts:
            texts.add((one.on, text))
            new.append(_snapshot(one, text, place, by))
    make_shelf_room(by, new)
    Snapshot.objects.bulk_create(new)
    return len(new)


def _texts(person: Person, days: Collection[date]) -> set[tuple[date, str]]:
    """What is kept of these days, to the letter."""
    rows = Snapshot.objects.of(person).filter(taken_on__in=days) if days else ()
    return {(row.taken_on, row.kept) for row in rows}


def _ids_here(owner: Person, there: Mapping[str, UUID]) -> Callable[[UUID], UUID]:
    @cache
    def id_here(once: UUID) -> UUID:
        return there.get(own_key(owner.pk, once)) or id_for(owner.pk, once)

    return id_here


def _snapshot(one: KeptThen, text: str, place: int, owner: Person) -> Snapshot:
    """Those of one day stay in the order of their file, and before those that were kept here."""
    begun = timezone.make_aware(datetime.combine(one.on, time.min))
    return Snapshot(
        id=id_for(owner.pk, one.once),
        owner=owner,
        cause=one.cause,
        taken_on=one.on,
        taken_at=begun + timedelta(microseconds=place),
        kept=text,
        letters=len(text),
    )


def make_shelf_room(person: Person, coming: Sequence[Snapshot]) -> None:
    """Raises: FullShelfError. 1 query."""
    kept_here = Snapshot.objects.of(person).aggregate(count=Count("pk"), letters=Sum("letters", default=0))
    letters = kept_here["letters"] + sum(one.letters for one in coming)
    if coming and (kept_here["count"] + len(coming) > MOST_SNAPSHOTS or letters > MOST_KEPT_LETTERS):
        raise FullShelfError(
            ngettext(
                "There is no room for %(num)d kept map of the file. Delete some that you do not need.",
                "There is no room for %(num)d kept maps of the file. Delete some that you do not need.",
                len(coming),
            )
            % {"num": len(coming)}
        )
