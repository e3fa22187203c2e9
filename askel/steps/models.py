"""The ledger of facts: coded, dated, without a word of anybody's."""

from typing import Self

from django.db import models

from askel.lib.ids import uuid7
from askel.people.models import Person


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
