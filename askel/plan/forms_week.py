"""What people tick about their week, and when they look at it."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext

from askel.letter.rules import QUIET_FROM, QUIET_UNTIL
from askel.plan.lines import MoveLine
from askel.plan.rules import MOST_A_WEEK, WeekLook
from askel.web.jinja import day as spelled

DAYS = 7
_HOURS = range(QUIET_UNTIL.hour, QUIET_FROM.hour)  # at any other the letter of the week would wait for the morning


class _Waiting(forms.TypedMultipleChoiceField):
    """Ticks. One on a move that waits no more, as it ended on another page, counts as none."""

    def to_python(self, value: Any) -> list[str]:  # noqa: ANN401 - Django's signature
        return [one for one in super().to_python(value) if self.valid_value(one)]


class WeekForm(forms.Form):
    """Ticks on moves that wait, and a day of this week for each. ``enough`` says that the week has something already."""

    choose = _Waiting(
        coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple, label=_l("What do you do this week?")
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        waiting: Sequence[MoveLine],
        today: date,
        enough: bool,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        self.enough = enough
        self.fields["choose"].choices = [(str(line.pk), "") for line in waiting]  # type: ignore[attr-defined] # a choice field
        days = [today + timedelta(days=ahead) for ahead in range(DAYS)]
        names = {days[0]: _("Today"), days[1]: _("Tomorrow")}
        choices = [(day.isoformat(), names.get(day, spelled(day))) for day in days]
        for line in waiting:
            self.fields[self.day_of(line.pk)] = forms.ChoiceField(
                choices=choices, required=False, initial=choices[1][0], label=_("Which day?")
            )

    @staticmethod
    def day_of(pk: UUID) -> str:
        return f"day-{pk}"

    def rows(self, waiting: Sequence[MoveLine]) -> list[tuple[MoveLine, BoundWidget, BoundField]]:
        """Each move with its box and its day, for the page."""
        boxes = {box.data["value"]: box for box in self["choose"]}
        return [(line, boxes[str(line.pk)], self[self.day_of(line.pk)]) for line in waiting]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("choose", [])
        if len(chosen) > MOST_A_WEEK:
            self.add_error("choose", _("Choose three at most. The others wait for another week."))
        elif not chosen and not self.enough and not self.errors:
            self.add_error("choose", _("Choose one to three, or look again another day."))
        for pk in chosen:
            if not cleaned.get(self.day_of(pk)) and self.day_of(pk) not in self.errors:
                self.add_error(self.day_of(pk), _("Choose a day."))
        return cleaned

    def days(self) -> dict[UUID, date]:
        typed = self.cleaned_data
        return {pk: date.fromisoformat(typed[self.day_of(pk)]) for pk in typed["choose"]}


def look_words(look: WeekLook) -> str:
    """When the week is looked at, as one sentence."""
    if look.weekday is None or look.hour is None:
        return _("You have no fixed day for this look.")
    # Translators: %(day)s is a weekday on its own ("Sunday"), %(time)s a time of day ("18:00")
    return _("Your time for this look: %(day)s, %(time)s.") % {"day": WEEKDAYS[look.weekday], "time": _clock(look.hour)}


def _clock(hour: int) -> str:
    return time_format(time(hour), pgettext("time format", "H:i"))


class LookForm(forms.Form):
    """On which weekday, and at which hour, the week is looked at. No day is an answer too."""

    weekday = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        choices=lambda: [("", _("No fixed day")), *((str(day), name) for day, name in WEEKDAYS.items())],
        label=_l("Which day?"),
    )
    hour = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        choices=lambda: [("", _("No fixed time")), *((str(hour), _clock(hour)) for hour in _HOURS)],
        label=_l("What time?"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and (cleaned["weekday"] is None) != (cleaned["hour"] is None):
            missing = "hour" if cleaned["hour"] is None else "weekday"
            self.add_error(missing, _("Choose both a day and a time, or neither."))
        return cleaned
