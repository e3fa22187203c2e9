"""What people choose about their calendar, and the rows of a paper plan that they type in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from askel.plan.actions import Intended
from askel.plan.forms import WHAT_LIMIT
from askel.plan.models import Shows
from askel.plan.rules import is_near
from askel.web.forms import LineField, OnceField, TextField
from askel.web.jinja import day as spelled

ROWS = range(1, 6)
NAME_LIMIT = 80


class ShowsForm(forms.Form):
    """What a calendar may show. What is not known counts as nothing chosen: only that something is planned."""

    hints: dict[str, str]
    shows = forms.TypedChoiceField(
        choices=Shows.choices,
        coerce=Shows,
        empty_value=Shows.NEUTRAL,
        required=False,
        widget=forms.RadioSelect,
        label=_l("What may the calendar show?"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.hints = {
            Shows.NEUTRAL: _("Each day says “Askel: one small step”, and nothing else."),
            Shows.WORDS: _("The nickname and what you wrote. The calendar service reads them then."),
        }


class AddressForm(ShowsForm):
    """A button that makes a new address, in place of the one this page knew of."""

    once = OnceField()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid4  # random throughout: the secret is made from it


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a paper plan, as the page shows it."""

    number: int
    whom: BoundField
    what: BoundField
    on: BoundField


class PaperForm(forms.Form):
    """Up to five moves. Rows left empty are left out; a row needs somebody or something to do."""

    once = OnceField()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.today = today
        for number in ROWS:
            self.fields |= _fields_of(number)

    def rows(self) -> Iterator[Row]:
        for number in ROWS:
            yield Row(number, self[f"whom-{number}"], self[f"what-{number}"], self[f"on-{number}"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in ROWS:
            self._look_at(number, cleaned)
        if not self.errors and not self.intended():
            self.add_error("whom-1", _("Write one move at least."))
        return cleaned

    def _look_at(self, number: int, cleaned: dict[str, Any]) -> None:
        day = cleaned.get(f"on-{number}")
        is_said = any(name in self.errors or cleaned.get(name) for name in (f"whom-{number}", f"what-{number}"))
        if day and not is_said:
            self.add_error(f"whom-{number}", _("Say towards whom, or what you do. One of them is enough to begin."))
        if day and day < self.today:
            self._offer_today(f"on-{number}", day)
        elif day and not is_near(day, self.today):
            self.add_error(f"on-{number}", _("That is far away. Choose a day within two years."))

    def _offer_today(self, name: str, passed: date) -> None:
        words = _("%(day)s has passed. Today is chosen now instead. Save again, or choose another day.")
        self.add_error(name, words % {"day": spelled(passed)})
        data = cast("QueryDict", self.data).copy()
        data[name] = self.today.isoformat()
        self.data = data

    def intended(self) -> list[Intended]:
        """The rows that say something, in their order."""
        typed = self.cleaned_data
        rows = (
            Intended(what=typed[f"what-{number}"], newcomer=typed[f"whom-{number}"], on=typed[f"on-{number}"])
            for number in ROWS
        )
        return [row for row in rows if row.what or row.newcomer]


def _fields_of(number: int) -> dict[str, forms.Field]:
    """Each label names its row, so that an error above the form does too."""
    at = {"number": number}
    whom = LineField(
        limit=NAME_LIMIT,
        required=False,
        label=_("%(number)d. Towards whom?") % at,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "list": "on-map"}),
    )
    what = TextField(
        limit=WHAT_LIMIT,
        required=False,
        label=_("%(number)d. What do you do?") % at,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    on = forms.DateField(
        required=False,
        label=_("%(number)d. On which day?") % at,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _l("This is not a day. Write it like 24.11.2026.")},
    )
    return {f"whom-{number}": whom, f"what-{number}": what, f"on-{number}": on}
