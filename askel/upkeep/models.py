"""How often a tie wants to hear from its owner. A code and days, no words."""

from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from askel.lib.ids import uuid7
from askel.netmap.models import Contact
from askel.people.models import Person


class Every(models.IntegerChoices):
    """How often, in days. ``NEVER`` is a choice too: nothing is offered for such a tie again."""

    WEEK = 7, pgettext_lazy("how often to be in touch", "Every week")
    TWO_WEEKS = 14, pgettext_lazy("how often to be in touch", "Every two weeks")
    MONTH = 30, pgettext_lazy("how often to be in touch", "About every month")
    TWO_MONTHS = 61, pgettext_lazy("how often to be in touch", "About every two months")
    THREE_MONTHS = 91, pgettext_lazy("how often to be in touch", "About every three months")
    HALF_YEAR = 183, pgettext_lazy("how often to be in touch", "About twice a year")
    YEAR = 365, pgettext_lazy("how often to be in touch", "About once a year")
    NEVER = 0, _("No rhythm for this one")


class SetBy(models.TextChoices):
    """Whose idea the rhythm was."""

    SUGGESTED = "suggested"
    OWN = "own"


class RhythmQuerySet(models.QuerySet["Rhythm"]):
    def of(self, person: Person) -> Self:
        return self.filter(owner=person)

    def may_be_over(self, on: date) -> Self:
        """At least all those whose time is over by this day. Some of them are not, or pause: see ``Rhythm.next_on``."""
        return self.filter(next_on__lte=on)


class Rhythm(models.Model):
    """One tie's rhythm.

    ``next_on`` is the first day on which its time may be over, by the encounters alone; it is there to find people by it.
    What the owner told besides is sealed, a snooze is short, and whoever was taken off the map pauses, so whoever reads
    it looks once more. None: never.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="+")
    contact_id: UUID
    every_days = models.PositiveSmallIntegerField(choices=Every.choices)
    set_by = models.CharField(max_length=10, choices=SetBy.choices)
    next_on = models.DateField(null=True)
    snoozed_until = models.DateField(null=True)
    begun_on = models.DateField()  # a tie of which nothing is known counts from here
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = RhythmQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["owner", "next_on"], name="rhythm_of_owner"),)
        constraints = (
            models.CheckConstraint(condition=Q(every_days__in=Every.values), name="rhythm_as_often_as_offered"),
            models.CheckConstraint(condition=Q(set_by__in=SetBy.values), name="rhythm_set_by_somebody"),
            models.CheckConstraint(
                condition=Q(every_days=0, next_on=None) | (~Q(every_days=0) & Q(next_on__isnull=False)),
                name="rhythm_comes_round_or_never",
            ),
        )

    def __str__(self) -> str:
        return f"rhythm {self.pk}"
