"""From a plain row of a file to a row that this Askel can keep: each value is looked at as a form would look at it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from askel.journal.words import Words
from askel.netmap import kept
from askel.netmap.details import Details
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.privacy.holdings import Holding
from askel.vault.fields import SealedTextField
from askel.web.forms import clean_text

_EARLIEST = date(2000, 1, 1)
_LATEST = timedelta(days=3660)  # a plan looks a few years ahead at most
_LONGEST = {"nickname": 80, "note": 2000, "cue": 200, "factor": 200}
_USUAL = 500  # what other boxes take

Ids = dict[type[models.Model], dict[UUID, UUID]]


class LooseEndError(Exception):
    """It belongs to something that is not in the file."""


@dataclass(frozen=True, slots=True)
class Bringing:
    """Whose rows they become, under which ids, and when. Of ``ids`` those go that did not come in.

    ``others``: the ids that are not what the file calls them.
    """

    owner: Person
    ids: Ids
    others: Mapping[str, UUID]
    now: datetime


def id_in(plain: Mapping[str, Any]) -> UUID:
    """Raises: KeyError, TypeError, ValueError, AttributeError."""
    return UUID(plain["id"])


def row_from(holding: Holding, plain: Mapping[str, Any], bringing: Bringing) -> models.Model:
    """Not kept yet. Raises: LooseEndError; KeyError, TypeError, ValueError, AttributeError, RecursionError,
    ValidationError where the file is damaged."""
    row = holding.model(**{holding.owner: bringing.owner})
    for field in holding.columns():
        setattr(row, field.attname, _value(holding, field, plain, bringing))
    return row


def _value(holding: Holding, field: "models.Field[Any, Any]", plain: Mapping[str, Any], bringing: Bringing) -> Any:  # noqa: ANN401 - of any kind
    told = plain.get(field.name)
    if field.primary_key:
        return bringing.ids[holding.model][id_in(plain)]
    if field.is_relation:
        return _other_end(field, told, bringing)
    if isinstance(field, SealedTextField):
        return _words(holding, field, told, bringing)
    if told is None:
        return _left_out(field)
    if isinstance(field, models.BooleanField) != isinstance(told, bool):
        raise TypeError(told)
    value = field.clean(told, None)
    return _about(value, bringing.others) if field.name == "about" else _in_time(value, bringing.now)


def _about(value: UUID | str, others: Mapping[str, UUID]) -> UUID | str:
    """A fact and a day in touch name their cause by its id, and a fact of an exercise by its key."""
    here = others.get(str(value))
    return value if here is None else here if isinstance(value, UUID) else str(here)


def _left_out(field: "models.Field[Any, Any]") -> Any:  # noqa: ANN401 - of any kind
    if field.has_default():
        return field.get_default()
    if field.null:
        return None
    if field.blank:
        return ""
    raise KeyError(field.name)


def _other_end(field: "models.Field[Any, Any]", told: Any, bringing: Bringing) -> UUID | None:  # noqa: ANN401 - whatever JSON holds
    """Another row of the file. One that is not in it is let go of where that can be."""
    ids = bringing.ids.get(field.related_model, {})  # type: ignore[arg-type] # a model
    end = ids.get(UUID(told)) if told is not None else None
    if end is None and not field.null:
        raise LooseEndError
    return end


def _in_time(value: Any, now: datetime) -> Any:  # noqa: ANN401 - of any kind
    """A moment has a zone and has come; a day is within reason."""
    if isinstance(value, datetime):
        if value.tzinfo is None or not value.date() >= _EARLIEST or value > now + timedelta(days=1):
            raise ValueError(value)
    elif isinstance(value, date) and not _EARLIEST <= value <= now.date() + _LATEST:
        raise ValueError(value)
    return value


def _words(holding: Holding, field: SealedTextField, told: Any, bringing: Bringing) -> str:  # noqa: ANN401 - whatever JSON holds
    if told in (None, ""):
        return ""
    if field.name in holding.plain:
        return _READERS[field.name](told, bringing.ids)
    if not isinstance(told, str):
        raise TypeError(told)
    words = clean_text(told)
    if len(words) > _LONGEST.get(field.name, _USUAL):
        raise ValueError(field.name)
    return words


def _details(told: Any, _ids: Ids) -> str:  # noqa: ANN401 - whatever JSON holds
    said = Details.from_plain(told)
    if max(map(len, (said.trade, said.meaning, said.origin))) > _LONGEST["note"]:
        raise ValueError(told)
    return said.to_text()


def _kept(told: Any, ids: Ids) -> str:  # noqa: ANN401 - whatever JSON holds
    """Those who came from the same file have on it the ids that they have here."""
    here = ids.get(Contact, {})
    return kept.to_text(kept.renamed(kept.from_plain(told), lambda pk: here.get(pk, pk)))


def _answer(told: Any, _ids: Ids) -> str:  # noqa: ANN401 - whatever JSON holds
    words = Words.read(json.dumps(told))
    texts = [*words.asks.values(), *(part for line in words.lines for part in (line.text, line.mark)), *words.choices]
    if not all(isinstance(text, str) for text in texts) or sum(map(len, texts)) > 40_000:  # noqa: PLR2004 - all boxes of an exercise, full
        raise ValueError(told)
    return words.write()


_READERS: dict[str, Callable[[Any, Ids], str]] = {"details": _details, "kept": _kept, "sealed_words": _answer}
DAMAGED = (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError, ValidationError)
