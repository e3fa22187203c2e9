"""The owner's answer to what a viewer said: one at a time, for that viewer alone, as long as the share is open.

And what each of them has read, so that *Today* can say that there are new words.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from askel.lib.refused import Refused
from askel.people.models import Person
from askel.sharing.models import Remark, Share


class NotShownError(Refused):
    """Nobody would read it."""

    def __init__(self) -> None:
        super().__init__(_("This is not shown any more, so nobody would read your answer."))


@transaction.atomic
def answer_remark(pk: UUID, words: str, *, by: Person, now: datetime) -> Remark | None:
    """An answer takes the place of the one before. The same words said again change nothing.

    None: the remark is not there any more. Raises: NotShownError.
    """
    remark = Remark.objects.select_for_update().filter(owner=by, pk=pk).first()
    if remark is None or remark.answer == words:
        return remark
    if not Share.objects.open(now).filter(pk=remark.share_id).exists():
        raise NotShownError
    remark.answer, remark.answered_at, remark.answer_read_at = words, max(now, remark.said_at), None
    remark.save(update_fields=["answer", "answered_at", "answer_read_at"])
    return remark


@transaction.atomic
def take_answer_away(pk: UUID, *, by: Person) -> None:
    """The viewer reads it no more. What they said themselves stays."""
    remark = Remark.objects.select_for_update().filter(owner=by, pk=pk).first()
    if remark:
        remark.answer, remark.answered_at, remark.answer_read_at = "", None, None
        remark.save(update_fields=["answer", "answered_at", "answer_read_at"])


def note_read(*, by: Person, now: datetime) -> None:
    """The owner has opened the page on which all words to them are. Costs 1 query where none is new."""
    new = Remark.objects.new_to(by)
    if new.exists():
        new.update(read_at=now)


def note_answers_read(shown: Collection[UUID], *, now: datetime) -> None:
    """The viewer was shown the new answers of these remarks. No query where there are none."""
    if shown:
        new = Remark.objects.new_answers().filter(pk__in=shown)
        new.update(answer_read_at=Greatest(F("answered_at"), now))
