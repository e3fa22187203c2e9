"""A model field whose words are sealed in the database and plain on the row."""

from typing import TYPE_CHECKING, Any, Never, Self, overload
from uuid import UUID

from django import forms
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from askel.vault.seal import open_sealed, seal


class Sealed(bytes):
    """What lies in the database. It never shows itself. Nothing at all stands for "" in rows older than their column."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__


class Opening(DeferredAttribute):
    """Opens a sealed value when it is first read, and keeps the words on the row."""

    field: "SealedTextField"

    @overload
    def __get__(self, instance: None, owner: object = None) -> Self: ...
    @overload
    def __get__(self, instance: models.Model, owner: object = None) -> str: ...
    def __get__(self, instance: models.Model | None, owner: object = None) -> Self | str:
        if instance is None:
            return self
        held = instance.__dict__
        name = self.field.attname
        if name not in held:
            held[name] = self._bring(instance)
        if isinstance(held[name], Sealed):
            held[name] = self.field.open(instance, held[name])
        return str(held[name])

    def _bring(self, instance: models.Model) -> object:
        """A deferred value, as it lies: Django's way would open it on a row that lacks its owner."""
        rows = type(instance)._base_manager.using(instance._state.db)  # noqa: SLF001 - where the row came from
        return rows.values_list(self.field.attname, flat=True).get(pk=instance.pk)

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = value


if TYPE_CHECKING:
    _TextField = models.Field[str, str]
else:
    _TextField = models.Field


class SealedTextField(_TextField):
    """Words for their owner alone. Never null: "" means empty.

    ``owner`` names the attribute of the row that holds the owner's id. The seal is bound to table,
    column, row and owner: a value that is moved to another of these does not open (``NotYours``).
    Filters, ``update()`` and ``bulk_update()`` refuse; ``save()`` and ``bulk_create()`` seal.
    """

    descriptor_class = Opening

    def __init__(self, *args: Any, owner: str = "owner_id", **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        self.owner = owner
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:  # noqa: ANN401 - Django's signature
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "owner": self.owner}

    def get_internal_type(self) -> str:
        return "BinaryField"

    def _place(self, row: models.Model) -> tuple[UUID, bytes]:
        place = b"|".join((self.model._meta.db_table.encode(), (self.column or "").encode(), row.pk.bytes))
        return getattr(row, self.owner), place

    def seal(self, row: models.Model, words: str) -> Sealed:
        """The words as the database may hold them."""
        owner, place = self._place(row)
        return Sealed(seal(owner, place, words))

    def open(self, row: models.Model, sealed: bytes) -> str:
        """The words. Raises: NotYours, KeyGone."""
        if not sealed:  # the row is older than the column
            return ""
        owner, place = self._place(row)
        return open_sealed(owner, place, bytes(sealed))

    def from_db_value(self, value: bytes | None, *_: object) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> object:  # noqa: ARG002, FBT001 - Django's signature
        value = model_instance.__dict__[self.attname]  # not getattr: what nobody read goes back as it lies
        return self.seal(model_instance, value) if isinstance(value, str) else value

    def get_prep_value(self, value: object) -> object:
        if value is None or isinstance(value, Sealed):
            return value
        message = f"{self} is sealed: use save() or bulk_create()."
        raise FieldError(message)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> object:  # noqa: ANN401, FBT001, FBT002 - Django's signature
        value = super().get_db_prep_value(value, connection, prepared)
        return None if value is None else connection.Database.Binary(value)  # type: ignore[attr-defined] # the driver

    def get_lookup(self, lookup_name: str) -> Any:  # noqa: ANN401 - Django's signature
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> None:  # noqa: ARG002 - Django's signature
        return None

    def value_to_string(self, obj: models.Model) -> Never:  # noqa: ARG002 - Django's signature
        message = f"{self} is sealed and leaves only through an export by its owner."
        raise FieldError(message)

    def formfield(self, **kwargs: Any) -> Any:  # noqa: ANN401 - Django's signature
        return super().formfield(**{"form_class": forms.CharField, **kwargs})
