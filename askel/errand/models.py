"""Work done for a person behind the page, and the loop's own sign of life."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from askel.lib.ids import uuid7
from askel.people.models import Person
from askel.vault.fields import SealedTextField


class ErrandQuerySet(models.QuerySet["Errand"]):
    def of(self, person: Person) -> Self:
        return self.filter(owner=person)

    def due(self, now: datetime) -> Self:
        """Waiting, and nobody has it in hand."""
        return self.filter(
            Q(leased_until=None) | Q(leased_until__lt=now), due_at__lte=now, done_at=None, failed_at=None
        )

    def in_hand(self, errand: "Errand") -> Self:
        """This errand, as long as the lease is still the one it was taken with."""
        return self.filter(pk=errand.pk, lease=errand.lease, done_at=None, failed_at=None)


class Errand(models.Model):
    """One piece of work. ``owner`` is None for the work of the house itself, which has no result.

    The result is text, or bytes written as base64, sealed for the owner.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=64, blank=True)  # an id, never words
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()  # moves on with each try that failed
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)  # of 100
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    result = SealedTextField(default="", blank=True)
    expires_at = models.DateTimeField(null=True)

    objects = ErrandQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["due_at"], name="errand_due", condition=Q(done_at=None, failed_at=None)),
            models.Index(fields=["owner"], name="errand_of_owner"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Tick(models.Model):
    """When a loop last went round, and for which day the nightly work was asked. There is one row."""

    ticked_at = models.DateTimeField()
    night_of = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.ticked_at:%H:%M:%S}"
