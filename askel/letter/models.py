"""A message owed to a person, and the few that a page has written itself."""

from datetime import date, datetime
from typing import NamedTuple, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from askel.lib.ids import uuid7
from askel.people.models import Person
from askel.vault.fields import SealedTextField

HOUSE = UUID(int=0)  # seals for those who have no place here, and so no key of their own


class Key(NamedTuple):
    """What makes a letter the same letter."""

    person: UUID | None
    kind: str
    about: str
    due_on: date


class LetterQuerySet(models.QuerySet["Letter"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def waiting(self) -> Self:
        """Something is still to be done about it."""
        return self.exclude(next_try_at=None)

    def due(self, now: datetime) -> Self:
        """To be looked at now, and in no loop's hand."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lt=now), next_try_at__lte=now)

    def not_sent(self) -> Self:
        """Given up, or too late and shown instead."""
        return self.filter(Q(given_up_at__isnull=False) | Q(late_at__isnull=False))

    def in_hand(self, letter: "Letter") -> Self:
        """This letter, as long as the lease is still the one it was taken with."""
        return self.filter(pk=letter.pk, lease=letter.lease)


class Letter(models.Model):
    """A letter owed. ``person`` is None where a page writes to an address that opens no place.

    ``next_try_at`` is when to look at it next; None says that nothing more happens to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=32)
    about = models.CharField(max_length=64, blank=True)  # an id, never words
    due_at = models.DateTimeField()
    due_on = models.DateField()  # the day of ``due_at`` where the person is
    made_at = models.DateTimeField()
    is_pressing = models.BooleanField(default=False)  # a person waits for it: it goes before all others
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)  # those that failed
    next_try_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    late_at = models.DateTimeField(null=True)  # too old to be sent: shown on the front page instead
    refused_for = models.CharField(max_length=64, blank=True)  # a keyed hash of the address that took no letter

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "kind", "about", "due_on"], name="one_letter_for_one_cause"),
        )
        indexes = (
            models.Index(
                fields=["is_pressing", "next_try_at"], name="letter_due", condition=Q(next_try_at__isnull=False)
            ),
            models.Index(
                fields=["person"],
                name="letter_not_sent",
                condition=Q(given_up_at__isnull=False) | Q(late_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def key(self) -> Key:
        return Key(self.person_id, self.kind, self.about, self.due_on)


class Enclosure(models.Model):
    """The words and the address of a letter that a page wrote, such as a sign-in code. Gone with the letter."""

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, primary_key=True, related_name="enclosure")
    owner = models.UUIDField(default=HOUSE)
    words = SealedTextField(owner="owner")

    def __str__(self) -> str:
        return str(self.pk)
