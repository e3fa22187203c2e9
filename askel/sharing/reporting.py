"""Words that should not have been said, told to those who run this Askel. Either side may, and the share ends with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from askel.lib.ids import id_for
from askel.lib.refused import Refused
from askel.people.models import Person
from askel.sharing.models import Remark, Report, Share, Wrong
from askel.sharing.queries import visible
from askel.sharing.rules import MOST_REPORTED, MOST_REPORTS, REPORT_KEPT_DAYS
from askel.vault.keys import KeyGone, take_keys


class TooManyReportsError(Refused):
    def __init__(self) -> None:
        super().__init__(_("Those who run this Askel have not looked at your last reports yet. Wait until they have."))


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong, or "". ``once`` names the form, so that two taps report once."""

    words: str
    once: UUID | None = None


@transaction.atomic
def report_remark(pk: UUID, told: Told, *, by: Person, now: datetime) -> Report | None:
    """By the owner. The remark goes, and the share with whoever wrote it ends.

    None: it is not there. Raises: TooManyReportsError.
    """
    if there := _reported_by(told, by):
        return there
    remark = Remark.objects.select_for_update().filter(owner=by, pk=pk).select_related("share").first()
    if remark is None:
        return None
    report = _report(Wrong.REMARK, remark.words, told, by, now)
    _end(remark.share, now)
    remark.delete()
    return report


@transaction.atomic
def report_answer(pk: UUID, told: Told, *, by: Person, now: datetime) -> Report | None:
    """By the viewer who got it. The share ends. None: it is not shown to them. Raises: TooManyReportsError, KeyGone."""
    if there := _reported_by(told, by):
        return there
    share = visible(by, now).select_for_update().filter(remarks=pk).first()
    remark = share.remarks.answered().filter(pk=pk).first() if share else None
    if share is None or remark is None:
        return None
    report = _report(Wrong.ANSWER, remark.answer, told, by, now)
    _end(share, now)
    return report


@transaction.atomic
def report_line(pk: UUID, as_words: Callable[[Share], str], told: Told, *, by: Person, now: datetime) -> Report | None:
    """By the viewer. The share ends. None: it is not shown to them. Raises: TooManyReportsError, KeyGone."""
    if there := _reported_by(told, by):
        return there
    share = visible(by, now).with_line().select_for_update(of=("self",)).filter(pk=pk).first()
    if share is None:
        return None
    report = _report(Wrong.LINE, as_words(share), told, by, now)
    _end(share, now)
    return report


def _reported_by(told: Told, by: Person) -> Report | None:
    """What this form has reported already."""
    return Report.objects.of(by).filter(pk=id_for(by.pk, told.once)).first() if told.once else None


def _report(kind: Wrong, reported: str, told: Told, by: Person, now: datetime) -> Report:
    Person.objects.select_for_update().get(pk=by.pk)  # two devices cannot pass the limit together
    if Report.objects.of(by).open().count() >= MOST_REPORTS:
        raise TooManyReportsError
    return Report.objects.create(
        pk=id_for(by.pk, told.once or uuid4()),
        reporter=by,
        kind=kind,
        reported=reported[:MOST_REPORTED],
        words=told.words,
        made_at=now,
    )


def _end(share: Share, now: datetime) -> None:
    if share.withdrawn_at is None and now < share.ends_at:
        share.withdrawn_at = max(now, share.made_at)
        share.save(update_fields=["withdrawn_at"])


# For those who run this Askel


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report as they read it."""

    id: str
    kind: str
    made_at: datetime
    reported: str
    words: str


def open_reports() -> Iterator[OpenReport]:
    """The oldest first. Whoever is being erased has taken theirs along. 1 query, and 1 for the keys."""
    rows = list(Report.objects.open().order_by("made_at", "pk"))
    take_keys(row.reporter_id for row in rows)
    for row in rows:
        try:
            yield OpenReport(str(row.pk), row.kind, row.made_at, row.reported, row.words)
        except KeyGone:
            continue


def close_report(pk: UUID, *, now: datetime) -> bool:
    """It was looked at. Returns whether there is such a report; closing it twice is once."""
    report = Report.objects.filter(pk=pk).first()
    if report and report.closed_at is None:
        Report.objects.open().filter(pk=pk).update(closed_at=max(now, report.made_at))
    return report is not None


def forget_closed_reports(*, now: datetime) -> int:
    """Some time after they were closed. Returns how many."""
    return Report.objects.filter(closed_at__lt=now - timedelta(days=REPORT_KEPT_DAYS)).delete()[0]
