"""Keys lie in a database of their own; everything else lies in the default one."""

from typing import Any

from django.db.models import Model


class Router:
    """Django asks this for each query and migration."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str:  # noqa: ANN401 - Django's signature
        return "vault" if model._meta.app_label == "vault" else "default"

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:  # noqa: ANN401 - Django's signature
        return (app_label == "vault") == (db == "vault")
