"""docs/privacy.md names every field that is held, and says of each whether it is sealed."""

import re
from pathlib import Path

from django.apps import apps

from askel.vault.fields import SealedTextField

PAGE = Path(__file__).parent.parent / "docs/privacy.md"
ABOUT_NOBODY = {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}
Fields = tuple[set[str], set[str]]


def listed() -> dict[str, Fields]:
    """What the page says: table -> (not sealed, sealed)."""
    rows = re.findall(r"^\| `(\w+)` \|([^|]*)\|([^|]*)\|$", PAGE.read_text(), re.MULTILINE)
    return {
        table: (set(re.findall(r"`(\w+)`", plain)), set(re.findall(r"`(\w+)`", sealed)))
        for table, plain, sealed in rows
    }


def held() -> dict[str, Fields]:
    """What the models hold."""
    tables: dict[str, Fields] = {}
    for model in apps.get_models(include_auto_created=True):
        fields = model._meta.concrete_fields
        sealed = {field.column or "" for field in fields if isinstance(field, SealedTextField)}
        tables[model._meta.db_table] = ({field.column or "" for field in fields} - sealed, sealed)
    return {table: fields for table, fields in tables.items() if table not in ABOUT_NOBODY}


def test_the_page_lists_every_field_as_it_is_held() -> None:
    assert listed() == held()
