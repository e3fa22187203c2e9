"""The keys, in a database of their own (alias ``vault``)."""

from django.db import models


class Key(models.Model):
    """One owner's key, wrapped by the key file. Without the file the row opens nothing."""

    owner = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return str(self.owner)
