"""The ledger of facts: coded, dated, without a word of anybody's."""

from typing import Self

from django.db import models

from askel.lib.ids import uuid7
from askel.people.models import Person
from askel.steps.movement import Because, Coded, State


class FactQuerySet(models.QuerySet["Fact"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)


class Fact(models.Model):
    """Something a person reached, and when. ``about`` is an exercise's key, a row's id or empty; never content."""

    class Kind(models.TextChoices):
        ANSWERED = "answered"  # an exercise marked as done
        MAP_BEGUN = "map_begun"  # the first contact was drawn
        GOAL_SET = "goal_set"
        MOVE_PLANNED = "move_planned"
        MOVE_DONE = "move_done"
        MOVE_MOVED = "move_moved"
        MOVE_DROPPED = "move_dropped"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    about = models.SlugField(max_length=60, blank=True)
    at = models.DateTimeField()

    objects = FactQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["person", "kind"], name="fact_of_person"),)
        constraints = (
            models.UniqueConstraint(
                fields=["person", "about"], condition=models.Q(kind="answered"), name="answered_once_an_exercise"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.about}".strip()


class MovementQuerySet(models.QuerySet["Movement"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)


class Movement(models.Model):
    """How one person's plan moves, and since when. Whoever has no row has no plan yet."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices)
    because = models.CharField(max_length=20, choices=Because.choices, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = MovementQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["state"], name="movement_by_state"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="movement_has_a_state"),
            models.CheckConstraint(condition=models.Q(because__in=["", *Because.values]), name="movement_because"),
            models.CheckConstraint(
                condition=models.Q(state=State.STILL) & ~models.Q(because="")
                | models.Q(state=State.ASKS)
                | models.Q(state__in=[State.MOVING, State.PAUSED], because=""),
                name="still_because_of_something",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.PAUSED, until__isnull=False)
                | ~models.Q(state=State.PAUSED) & models.Q(until=None),
                name="a_pause_has_an_end",
            ),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.because}".strip()

    @property
    def coded(self) -> Coded:
        return Coded(State(self.state), Because(self.because) if self.because else None, self.until)
