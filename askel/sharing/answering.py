"""The owner's answer to what a viewer said: one at a time, for that viewer alone, as long as the share is open."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
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
    remark.answer, remark.answered_at = words, max(now, remark.said_at)
    remark.save(update_fields=["answer", "answered_at"])
    return remark


@transaction.atomic
def take_answer_away(pk: UUID, *, by: Person) -> None:
    """The viewer reads it no more. What they said themselves stays."""
    remark = Remark.objects.select_for_update().filter(owner=by, pk=pk).first()
    if remark:
        remark.answer, remark.answered_at = "", None
        remark.save(update_fields=["answer", "answered_at"])
