"""What happens at the door. Each is one verb in one transaction; doing it twice is doing it once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from askel.journal.models import Answer
from askel.journal.reading import read
from askel.lib.ids import id_for, uuid7
from askel.lib.refused import Refused
from askel.people.models import Person
from askel.sharing.models import ROWS, Line, Look, Remark, Row, Said, Share
from askel.sharing.queries import hash_of, visible, waiting, was_shown
from askel.sharing.rules import (
    KEPT_DAYS,
    MOST_REMARKS,
    MOST_SHARES,
    end_of,
    hour_of,
    last_day_of,
    last_days,
    may_open,
    row_of,
    today_of,
)
from askel.vault.keys import KeyGone, keyed_hash, open_key

_HEX = 32  # digits of 128 bits


class TooManySharesError(Refused):
    def __init__(self) -> None:
        words = ngettext(
            "You show %(num)d thing now. Stop showing one, and there is room for this.",
            "You show %(num)d things now. Stop showing one, and there is room for this.",
            MOST_SHARES,
        )
        super().__init__(words % {"num": MOST_SHARES})


class NothingWrittenError(Refused):
    def __init__(self) -> None:
        super().__init__(_("Nothing is written here now, so there is nothing to show. Write your answer first."))


class NoSuchDayError(Refused):
    def __init__(self) -> None:
        super().__init__(_("Choose a day from today on, at most a year away."))


class LinkUsedError(Refused):
    """The form that made this link was sent once more, and somebody has opened it, or it has ended."""

    def __init__(self) -> None:
        super().__init__(
            _("This link was made already, and it opens nothing any more. To show it again, make a new one.")
        )


class OwnLineError(Refused):
    def __init__(self) -> None:
        super().__init__(_("This is your own. The link is for the one you made it for, and it still works."))


class TooManyRemarksError(Refused):
    def __init__(self) -> None:
        words = ngettext(
            "You have written here %(num)d time. More does not fit.",
            "You have written here %(num)d times. More does not fit.",
            MOST_REMARKS,
        )
        super().__init__(words % {"num": MOST_REMARKS})


@dataclass(frozen=True, slots=True)
class Wished:
    """A line to show, for whom, and the last day on which they see it; ``row`` where the line is one of several."""

    line: Line
    for_whom: str
    last_day: date
    row: Row | None = None


@transaction.atomic
def share_line(wished: Wished, *, by: Person, now: datetime, once: UUID | None = None) -> tuple[Share, str]:
    """A share and the secret of its link, which is kept nowhere. The form ``once`` sent twice makes one.

    Raises: NothingWrittenError, TooManySharesError, NoSuchDayError, LinkUsedError.
    """
    Person.objects.select_for_update().get(pk=by.pk)  # two devices cannot pass the limit together
    secret = _secret(by, once or uuid4())
    there = Share.objects.of(by).filter(secret_hash=hash_of(secret)).first()
    if there and _is_wished(there, wished):
        if not waiting(secret, now).exists():
            raise LinkUsedError
        return there, secret
    if there:  # the form came back with other words: it is another share
        secret = _secret(by, uuid4())
    if isinstance(wished.row, Answer) and not read(wished.row).parts:
        raise NothingWrittenError
    first, last = last_days(today_of(by, now))
    if not first <= wished.last_day <= last:
        raise NoSuchDayError
    if Share.objects.of(by).open(now).count() >= MOST_SHARES:
        raise TooManySharesError
    return _keep(wished, secret, by, now), secret


def _secret(owner: Person, once: UUID) -> str:
    """The secret of the link that the form ``once`` makes: nobody else can make it without the key file."""
    return keyed_hash("share-link", owner.pk.hex, once.hex)[:_HEX]


def _is_wished(share: Share, wished: Wished) -> bool:
    return Wished(Line(share.line), share.for_whom, last_day_of(share), row_of(share)) == wished


def _keep(wished: Wished, secret: str, owner: Person, now: datetime) -> Share:
    assert wished.row is None or wished.row.owner_id == owner.pk  # noqa: S101 - nobody shows another's line
    return Share.objects.create(
        owner=owner,
        line=wished.line,
        **({ROWS[wished.line]: wished.row} if wished.row else {}),
        for_whom=wished.for_whom,
        secret_hash=hash_of(secret),
        made_at=now,
        ends_at=end_of(wished.last_day, owner),
    )


@transaction.atomic
def open_link(secret: str, *, by: Person, now: datetime) -> Share | None:
    """From now on ``by`` is the viewer, and the link opens nothing for anybody else. None: there is no such link now.

    The second of two taps finds what the first has opened. Raises: OwnLineError.
    """
    if not Person.objects.select_for_update().filter(pk=by.pk).exists():  # erased meanwhile
        return None
    opened = visible(by, now).filter(secret_hash=hash_of(secret)).first()
    if opened:
        return opened
    share = waiting(secret, now).select_for_update(of=("self",)).first()
    if share is None:
        return None
    if not may_open(by, share):
        raise OwnLineError
    share.viewer, share.opened_at = by, now
    share.save(update_fields=["viewer", "opened_at"])
    return share


@transaction.atomic
def look_at(pk: UUID, *, by: Person, now: datetime) -> Share | None:
    """What ``by`` may see now, with its line; that they saw it is written in the same breath. None: nothing is there."""
    share = visible(by, now).with_line().select_for_update(of=("self",)).filter(pk=pk).first()
    if share:
        Look.objects.bulk_create([Look(share=share, hour=hour_of(now))], ignore_conflicts=True)
    return share


@transaction.atomic
def stop_showing(share: Share, *, by: Person, now: datetime) -> None:
    """From the next request on nobody sees it. Done twice, the first time counts."""
    Share.objects.of(by).filter(pk=share.pk, withdrawn_at=None).update(withdrawn_at=max(now, share.made_at))


@transaction.atomic
def put_away(pk: UUID, *, by: Person, now: datetime) -> bool:
    """The viewer wants to see it no more. It has ended for good, and nobody is told why.

    Returns whether it was ever shown to ``by``: a second tap, or one after the end, changes nothing.
    """
    share = visible(by, now).select_for_update().filter(pk=pk).first()
    if share:
        share.withdrawn_at = max(now, share.made_at)
        share.save(update_fields=["withdrawn_at"])
    return share is not None or was_shown(by, pk)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a viewer says. ``once`` names the form, so that two taps say it once."""

    said: Said
    words: str
    once: UUID | None = None


@transaction.atomic
def leave_remark(pk: UUID, spoken: Spoken, *, by: Person, now: datetime) -> Remark | None:
    """Words for the owner alone. None: the share is over, or its owner is being erased. Raises: TooManyRemarksError."""
    share = visible(by, now).select_for_update().filter(pk=pk).first()
    if share is None or not _has_key(share.owner_id):
        return None
    made = id_for(share.pk, spoken.once or uuid4())
    there = share.remarks.filter(pk=made).first()
    if there and (there.said, there.words) == (spoken.said, spoken.words):
        return there
    if share.remarks.count() >= MOST_REMARKS:
        raise TooManyRemarksError
    return Remark.objects.create(
        pk=uuid7() if there else made,
        share=share,
        owner_id=share.owner_id,
        said=spoken.said,
        words=spoken.words,
        said_at=now,
    )


def _has_key(owner: UUID) -> bool:
    """Whether it is there, and in memory: sealing makes a key where there is none, and an erased owner gets no new one."""
    try:
        open_key(owner)
    except KeyGone:
        return False
    return True


@transaction.atomic
def take_away(remark: Remark, *, by: Person) -> None:
    """Nobody reads it any more, its writer neither."""
    Remark.objects.filter(owner=by, pk=remark.pk).delete()


def forget_ended_shares(*, now: datetime) -> int:
    """With their looks and remarks, some time after the end. Returns how many."""
    before = now - timedelta(days=KEPT_DAYS)
    over = Share.objects.filter(Q(ends_at__lt=before) | Q(withdrawn_at__lt=before))
    return over.delete()[1].get("sharing.Share", 0)
