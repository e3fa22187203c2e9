"""Saving what somebody writes, and marking an exercise as done."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from askel.journal.models import Answer
from askel.journal.words import Words
from askel.lib.refused import StaleError
from askel.people.models import Person
from askel.steps.actions import record_fact, withdraw_fact
from askel.steps.edition import Exercise
from askel.steps.models import Fact


@dataclass(frozen=True)
class Seen:
    """What the page knew: the version it began from, and its own random name.

    A page may save again over what it saved itself, also when the answer to that never came back to it.
    """

    version: int
    writer: str
    beat: int = 0

    def knows(self, answer: Answer) -> bool:
        return answer.version == self.version or self._is_writer_of(answer)

    def is_late_for(self, answer: Answer) -> bool:
        """The line has turned two saves of one page round: this is the older one."""
        return self._is_writer_of(answer) and self.beat < answer.beat

    def _is_writer_of(self, answer: Answer) -> bool:
        return bool(self.writer) and answer.writer == self.writer


class ChangedElsewhereError(StaleError):
    """Another page saved other words meanwhile. ``current`` is the ``Answer`` as it is now."""

    current: Answer


@transaction.atomic
def save_answer(exercise: Exercise, words: Words, *, by: Person, seen: Seen, now: datetime) -> Answer:
    """Keep ``words``. The same words once more change nothing.

    Raises: ChangedElsewhereError.
    """
    answer = _held(exercise, by, now)
    words = words.over(answer.words)
    if words == answer.words or seen.is_late_for(answer):
        return answer
    if not seen.knows(answer):
        raise ChangedElsewhereError(_("This was changed on another device."), answer)
    answer.sealed_words = words.write()
    answer.version += 1
    answer.writer = seen.writer
    answer.beat = seen.beat
    answer.saved_at = now
    answer.begun_at = (answer.begun_at or now) if answer.sealed_words else None
    answer.save()
    return answer


def _held(exercise: Exercise, by: Person, now: datetime) -> Answer:
    """The row, locked. One that is made here is version 0 and without words, as the page thought."""
    answer, _made = Answer.objects.select_for_update().get_or_create(
        owner=by, exercise=exercise.key, defaults={"version": 0, "saved_at": now}
    )
    return answer


@transaction.atomic
def finish_answer(exercise: Exercise, words: Words, *, by: Person, seen: Seen, now: datetime) -> Answer:
    """Keep ``words`` and mark the exercise as done. Done on paper counts: there may be no words.

    Raises: ChangedElsewhereError.
    """
    answer = save_answer(exercise, words, by=by, seen=seen, now=now)
    if not answer.done_at:
        answer.done_at = now
        answer.save(update_fields=["done_at"])
        record_fact(by, Fact.Kind.ANSWERED, now=now, about=exercise.key)
    return answer


@transaction.atomic
def reopen_answer(exercise: Exercise, words: Words, *, by: Person, seen: Seen, now: datetime) -> Answer:
    """Keep ``words``; the exercise is not done after all.

    Raises: ChangedElsewhereError.
    """
    answer = save_answer(exercise, words, by=by, seen=seen, now=now)
    if answer.done_at:
        answer.done_at = None
        answer.save(update_fields=["done_at"])
        withdraw_fact(by, Fact.Kind.ANSWERED, about=exercise.key)
    return answer
