"""The table that ``bench.letters`` plans from: how often a tie wants to hear from a person, with nothing else."""

from django.db import models


class Rhythm(models.Model):
    """One rhythm of one person, and the day on which it is due."""

    person_id = models.UUIDField()
    next_on = models.DateField()

    class Meta:
        app_label = "letter"
        db_table = "bench_rhythm"
        indexes = (models.Index(fields=["next_on", "person_id"], name="bench_rhythm_due"),)

    def __str__(self) -> str:
        return f"{self.next_on}"
