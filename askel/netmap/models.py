"""Rows of the map. Names and notes are sealed; rings, spheres and days are coded, so that they can be counted."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from askel.lib.ids import uuid7
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person
from askel.vault.fields import SealedTextField


class ContactQuerySet(models.QuerySet["Contact"]):
    def of(self, person: Person) -> Self:
        """Whoever is on the map now."""
        return self.filter(owner=person, off_at=None)

    def ever_of(self, person: Person) -> Self:
        """Also those who were taken off the map, and are not forgotten yet."""
        return self.filter(owner=person)

    def taken_off(self, person: Person) -> Self:
        return self.filter(owner=person).exclude(off_at=None)

    def wished(self) -> Self:
        return self.exclude(wished_at=None)

    def here(self) -> Self:
        """No wishes: contacts and networks that are there already."""
        return self.filter(wished_at=None)


class Contact(models.Model):
    """Somebody, or a network, around the owner; or a wish for one, as long as ``wished_at`` is set.

    Whoever was taken off the map has ``off_at``: plans and earlier snapshots still name them, and they can come back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CONTACT)
    nickname = SealedTextField()
    note = SealedTextField(blank=True, default="")
    details = SealedTextField(blank=True, default="")  # see details.py
    ring = models.PositiveSmallIntegerField(choices=Ring.choices)
    sphere = models.CharField(max_length=20, choices=Sphere.choices)
    wished_at = models.DateTimeField(null=True, blank=True)
    source_key = models.CharField(max_length=64, blank=True, default="")  # keyed hash of where a file knows them from
    last_encounter_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    off_at = models.DateTimeField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["owner", "id"], name="contact_of_owner"),)
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "source_key"], condition=~Q(source_key=""), name="one_contact_a_source"
            ),
            models.CheckConstraint(condition=Q(ring__in=Ring.values), name="contact_in_a_ring"),
            models.CheckConstraint(condition=Q(sphere__in=Sphere.values), name="contact_in_a_sphere"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="contact_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"  # never the nickname: this may reach a log


class TieQuerySet(models.QuerySet["Tie"]):
    def of(self, person: Person) -> Self:
        """Also those whose ends were taken off the map: they come back with them."""
        return self.filter(owner=person)

    def at(self, contact: Contact) -> Self:
        return self.filter(Q(a=contact) | Q(b=contact))


class Tie(models.Model):
    """These two know each other. It has no direction, so the smaller id stands first."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    a = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    a_id: UUID
    b_id: UUID

    objects = TieQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["a", "b"], name="one_tie_a_pair"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="tie_has_no_direction"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class EncounterQuerySet(models.QuerySet["Encounter"]):
    def of(self, person: Person) -> Self:
        return self.filter(owner=person)


class Encounter(models.Model):
    """A contact that happened. ``about`` is the id of its cause, such as a move done, so that it counts once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="encounters")
    on = models.DateField()
    about = models.UUIDField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    objects = EncounterQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["owner", "about"], name="one_encounter_a_cause"),)

    def __str__(self) -> str:
        return str(self.pk)


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def of(self, person: Person) -> Self:
        return self.filter(owner=person)


class Snapshot(models.Model):
    """A map as it was on a day. It is never written over: only forgetting a contact rewrites it."""

    class Cause(models.TextChoices):
        HAND = "hand", _("Kept by hand")
        DUE = "due", _("Kept on its day")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    cause = models.CharField(max_length=10, choices=Cause.choices, default=Cause.HAND)
    taken_on = models.DateField()
    taken_at = models.DateTimeField()
    kept = SealedTextField()  # the map as JSON, see kept.py
    letters = models.PositiveIntegerField(default=0)  # how long it is

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["owner", "taken_at"], name="snapshot_of_owner"),)
        constraints = (models.CheckConstraint(condition=Q(cause__in=["hand", "due"]), name="snapshot_has_a_cause"),)

    def __str__(self) -> str:
        return f"snapshot {self.pk}"


class ChangeQuerySet(models.QuerySet["Change"]):
    def of(self, person: Person) -> Self:
        return self.filter(owner=person)

    def in_sitting(self, sitting: str) -> Self:
        return self.filter(sitting=sitting)


class Change(models.Model):
    """One change of a map in one sitting, as it was before and after, so that it can be undone and done again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sitting = models.CharField(max_length=64)  # keyed hash of the session
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    difference = SealedTextField()  # see history.py
    letters = models.PositiveIntegerField(default=0)  # how long it is

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["owner", "sitting", "id"], name="change_in_sitting"),)

    def __str__(self) -> str:
        return f"change {self.pk}"
