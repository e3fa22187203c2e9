"""Form pieces for every app: limits on what comes in, and two texts side by side when two devices met."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from askel.lib.ids import uuid7

_INVISIBLE = dict.fromkeys([*range(32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
_INVISIBLE_LINES = {code: None for code in _INVISIBLE if code not in (9, 10, 13)}


def clean_line(text: str) -> str:
    """One visible line: no control characters, no direction overrides, single spaces."""
    return " ".join(text.replace("\t", " ").replace("\n", " ").translate(_INVISIBLE).split())


def clean_text(text: str) -> str:
    """Several visible lines, with the line ends of every system made one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE_LINES).strip()


def _too_long(text: str, limit: int) -> ValidationError:
    over = len(text) - limit
    return ValidationError(
        ngettext(
            "This is %(n)d letter too long. Make it shorter.", "This is %(n)d letters too long. Make it shorter.", over
        ),
        code="max_length",
        params={"n": over},
    )


class LineField(forms.CharField):
    """A short line of a person's own words."""

    def __init__(self, *, limit: int = 120, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        self.limit = limit
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        return clean_line(str(value or ""))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.limit:
            raise _too_long(value, self.limit)


class TextField(LineField):
    """A few lines of a person's own words."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, *, limit: int = 2000, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(limit=limit, **kwargs)

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        return clean_text(str(value or ""))


class OnceField(forms.UUIDField):
    """Names one form that was opened, so that sending it twice makes one row. What is no such name counts as none."""

    def __init__(self) -> None:
        widget = forms.HiddenInput(attrs={"autocomplete": "off"})  # or a browser brings back the name of a form before
        super().__init__(required=False, initial=uuid7, widget=widget)

    def clean(self, value: Any) -> UUID | None:  # noqa: ANN401 - Django's signature
        try:
            name: UUID | None = super().clean(value)
        except ValidationError:
            return None
        return name


class VersionedForm(forms.Form):
    """A form over one row that another device may have changed meanwhile.

    On a clash the view calls ``show_both``; the page then shows the other text under each field that
    differs, and saving again keeps what stands in the boxes.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    others: dict[str, str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.others = {}

    def show_both(self, current: dict[str, str], version: int) -> None:
        """Remember the saved texts beside the typed ones, and take the newer version for the next try."""
        self.others = {name: text for name, text in current.items() if text != str(self.cleaned_data.get(name, ""))}
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("version")] = str(version)
        self.data = data
        self.add_error(
            None,
            _("This was changed on another device. Both texts are below. Keep one, or join them, and save again."),
        )
