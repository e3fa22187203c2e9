"""Who can see what: ``visible`` is the whole rule, and every page of this room asks through it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Prefetch
from django.utils import timezone

from askel.journal.models import Answer
from askel.journal.reading import title_of
from askel.netmap.keeping import spelled
from askel.netmap.models import Snapshot
from askel.people.models import Person
from askel.plan.models import Goal, Move
from askel.sharing.models import Line, Look, Remark, Row, Said, Share, ShareQuerySet
from askel.sharing.rules import last_day_of, row_of, today_of
from askel.vault.keys import keyed_hash

A_PAGE = 50
LATELY = 20  # so many looks of one share, and so many ended shares, are listed


def visible(viewer: Person, now: datetime) -> ShareQuerySet:
    """Shared with this viewer, not withdrawn, not over. A line that is gone took its shares along.

    No other query of this room opens a share to anybody but its owner.
    """
    return Share.objects.open(now).filter(viewer=viewer)


def was_shown(viewer: Person, pk: UUID) -> bool:
    """Whether there was ever something to see for them, ended or not."""
    return Share.objects.filter(viewer=viewer, pk=pk).exists()


def waiting(secret: str, now: datetime) -> ShareQuerySet:
    """The share that a link opens, while nobody has opened it."""
    return Share.objects.open(now).filter(secret_hash=hash_of(secret), viewer=None)


def hash_of(secret: str) -> str:
    return keyed_hash("share-secret", secret)


# Shown to me


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line that somebody shows: what it is and until when. Its words are on its own page, where a look is written."""

    pk: UUID
    line: Line
    opened_on: date | None
    last_day: date
    is_answered: bool  # newly


@dataclass(frozen=True, slots=True)
class ShownPage:
    lines: tuple[ShownLine, ...]
    earlier: int  # the page that follows, or 0


def shown_page(viewer: Person, now: datetime, number: int) -> ShownPage:
    """The latest first, a page at a time. 1 query, and no key."""
    start = (number - 1) * A_PAGE
    answered = Exists(Remark.objects.new_answers().filter(share=OuterRef("pk")))
    rows = visible(viewer, now).select_related("owner").annotate(is_answered=answered).order_by("-opened_at", "-pk")
    lines = [_shown_line(one, viewer) for one in rows[start : start + A_PAGE + 1]]
    return ShownPage(tuple(lines[:A_PAGE]), number + 1 if len(lines) > A_PAGE else 0)


def _shown_line(row: Share, viewer: Person) -> ShownLine:
    newly = row.is_answered  # type: ignore[attr-defined] # looked up along
    return ShownLine(row.pk, Line(row.line), _day(row.opened_at, viewer), last_day_of(row), newly)


@dataclass(frozen=True, slots=True)
class RemarkLine:
    pk: UUID
    said: Said
    words: str
    said_at: datetime
    answer: str  # "" where there is none
    is_new: bool  # to the owner
    is_newly_answered: bool  # to the viewer


def remarks_on(share: Share) -> tuple[RemarkLine, ...]:
    """What its viewer said, and what was answered. 1 query, and 1 for the key."""
    return tuple(_remark(one) for one in share.remarks.order_by("pk"))


def _remark(row: Remark) -> RemarkLine:
    return RemarkLine(
        pk=row.pk,
        said=Said(row.said),
        words=row.words,
        said_at=row.said_at,
        answer=row.answer,
        is_new=row.read_at is None,
        is_newly_answered=row.answered_at is not None and row.answer_read_at is None,
    )


# What I show


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One share as its owner sees it. ``looks`` are the latest of ``many_looks``."""

    pk: UUID
    line: Line
    words: str
    for_whom: str
    last_day: date
    is_opened: bool
    withdrawn_on: date | None
    many_looks: int
    looks: tuple[datetime, ...]
    remarks: tuple[RemarkLine, ...]


@dataclass(frozen=True, slots=True)
class SharesPage:
    open: tuple[ShareLine, ...]
    ended: tuple[ShareLine, ...]


def shares_page(owner: Person, now: datetime) -> SharesPage:
    """What is shown now, and what was shown lately. 6 queries, and 1 for the key."""
    rows = _with_looks(Share.objects.of(owner))
    ended = rows.ended(now).order_by("-ends_at", "-pk")[:LATELY]
    return SharesPage(
        tuple(_share(one, owner) for one in rows.open(now).order_by("-pk")), tuple(_share(one, owner) for one in ended)
    )


def _with_looks(rows: ShareQuerySet) -> ShareQuerySet:
    latest = Prefetch("looks", Look.objects.order_by("-hour")[:LATELY], to_attr="latest_looks")
    said = Prefetch("remarks", Remark.objects.order_by("pk"))
    return (
        rows.with_line()
        .defer("answer__sealed_words", "snapshot__kept")
        .annotate(many_looks=Count("looks"))
        .prefetch_related(latest, said)
    )


def _day(at: datetime | None, person: Person) -> date | None:
    """The day where the person is."""
    return today_of(person, at) if at else None


def _share(row: Share, owner: Person) -> ShareLine:
    zone = ZoneInfo(owner.time_zone)
    return ShareLine(
        pk=row.pk,
        line=Line(row.line),
        words=_words_of(row_of(row)),
        for_whom=row.for_whom,
        last_day=last_day_of(row),
        is_opened=row.opened_at is not None,
        withdrawn_on=_day(row.withdrawn_at, owner),
        many_looks=row.many_looks,  # type: ignore[attr-defined] # counted along
        looks=tuple(timezone.localtime(look.hour, zone) for look in row.latest_looks),  # type: ignore[attr-defined] # brought along
        remarks=tuple(_remark(remark) for remark in row.remarks.all()),
    )


def _words_of(row: Row | None) -> str:
    """By which its owner knows a line again. An answer and a kept map stay closed."""
    match row:
        case Goal():
            return row.wish
        case Move():
            return row.what or (row.contact.nickname if row.contact else "")
        case Answer():
            return title_of(row)
        case Snapshot():
            return spelled(row.taken_on)
        case _:
            return ""


# New words


@dataclass(frozen=True, slots=True)
class NewWords:
    """Whether there are any, and nothing more of them."""

    to_me: bool = False  # somebody wrote of what I show
    answers: bool = False  # somebody answered what I wrote


def new_words(person: Person, now: datetime) -> NewWords:
    """What *Today* says. 1 query, and no key."""
    to_me = Exists(Remark.objects.new_to(person))
    answers = Exists(Remark.objects.new_answers().filter(share__in=visible(person, now)))
    found = Person.objects.filter(pk=person.pk).values_list(to_me, answers).first()
    return NewWords(*found) if found else NewWords()
