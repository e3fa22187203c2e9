"""Keys that come back from a backup. Nobody who was erased gets theirs back."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db import transaction

from askel.vault.keys import drop_held_keys
from askel.vault.models import Erased, Key

LOT = 500
Row = TypeVar("Row")


def bring_back(keys: Iterable[Key], erased: Iterable[Erased]) -> int:
    """Bring in the list of erased, then the keys of all who are not in it, now or before. Returns how many keys.

    A key takes the place of one that is there: the rows that are restored beside it were sealed with it.
    """
    with transaction.atomic(using="vault"):
        for lot in lots(erased):
            Erased.objects.bulk_create(lot, ignore_conflicts=True)
        brought = sum(_bring(lot) for lot in lots(keys))
    drop_held_keys()
    return brought


def _bring(lot: list[Key]) -> int:
    gone = set(Erased.objects.filter(owner__in=[key.owner for key in lot]).values_list("owner", flat=True))
    mine = [key for key in lot if key.owner not in gone]
    Key.objects.bulk_create(mine, update_conflicts=True, unique_fields=["owner"], update_fields=["wrapped"])
    return len(mine)


def lots(rows: Iterable[Row], size: int = LOT) -> Iterator[list[Row]]:
    """So many at once."""
    left = iter(rows)
    while lot := list(islice(left, size)):
        yield lot
