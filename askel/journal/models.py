"""A member's answer to one exercise."""

from typing import Self

from django.db import models

from askel.journal.words import Words
from askel.lib.ids import uuid7
from askel.people.models import Person
from askel.vault.fields import SealedTextField


class AnswerQuerySet(models.QuerySet["Answer"]):
    def of(self, person: Person) -> Self:
        return self.filter(owner=person)

    def to(self, exercise: str) -> Self:
        return self.filter(exercise=exercise)


class Answer(models.Model):
    """What one person wrote for one exercise, as it stands now. ``exercise`` is the key of an edition's exercise."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    exercise = models.SlugField(max_length=60)
    sealed_words = SealedTextField(default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    writer = models.CharField(max_length=32, blank=True)  # the opened page that saved last, a random name
    beat = models.PositiveIntegerField(default=0)  # how often that page had saved by then
    saved_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)  # since when it holds words
    done_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["owner", "exercise"], name="one_answer_an_exercise"),)

    def __str__(self) -> str:
        return self.exercise

    @property
    def words(self) -> Words:
        return Words.read(self.sealed_words)
