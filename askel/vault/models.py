"""The keys, in a database of their own (alias ``vault``)."""

from django.db import models
from django.utils import timezone


class Key(models.Model):
    """One owner's key, wrapped by the key file. Without the file the row opens nothing."""

    owner = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return str(self.owner)


class Erased(models.Model):
    """An owner whose words were ended: a random id and when. A restore looks here before it serves."""

    owner = models.UUIDField(primary_key=True)
    erased_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.owner)
