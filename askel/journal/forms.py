"""The form of one exercise: a box for each question, rows for a list, choices to tick."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from askel.journal.actions import Seen
from askel.journal.reading import shown
from askel.journal.words import Line, Words
from askel.steps.edition import Exercise, Labelled
from askel.web.forms import LineField, TextField, VersionedForm

TEXT_LIMIT = 4000
LINE_LIMIT = 300
MOST_LINES = 30
ROWS_AT_FIRST = 3
_LINE = re.compile(r"line-([0-9]{1,4})")


@dataclass(frozen=True)
class Row:
    """One line on the page: its number for people, its box, and its mark if there are marks."""

    number: int
    text: BoundField
    mark: BoundField | None


def differing(exercise: Exercise, theirs: Words, mine: Words) -> dict[str, str]:
    """Their texts, where they are not mine."""
    own = shown(exercise, mine)
    return {name: text for name, text in shown(exercise, theirs).items() if text != own[name]}


def raw(exercise: Exercise, words: Words) -> dict[str, str | list[str]]:
    """Words as the form's boxes hold them."""
    boxes: dict[str, str | list[str]] = {f"ask-{ask.key}": words.asks.get(ask.key, "") for ask in exercise.asks}
    for n, line in enumerate(words.lines if exercise.lines else ()):
        boxes |= {f"line-{n}": line.text, f"mark-{n}": line.mark}
    return boxes | ({"choices": list(words.choices)} if exercise.choices else {})


class AnswerForm(VersionedForm):
    """``rows`` says how many lines are shown at least; a form that comes back shows all that it brought."""

    owner = forms.CharField(widget=forms.HiddenInput, required=False)  # the mark of whom the page was made for
    writer = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    beat = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000, required=False)

    def __init__(self, exercise: Exercise, *args: Any, rows: int = 0, draft: bool = False, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.exercise = exercise
        self.draft = draft
        if exercise.choices:
            self.fields["choices"] = self._choices()
        self.row_count = self._count_rows(rows) if exercise.lines else 0
        for n in range(self.row_count):
            self.fields[f"line-{n}"] = self._line(n)
            if exercise.lines and exercise.lines.marks:
                self.fields[f"mark-{n}"] = self._mark(exercise.lines.marks, n)
        for ask in exercise.asks:
            self.fields[f"ask-{ask.key}"] = TextField(limit=TEXT_LIMIT, required=False, label=ask.label)

    def _choices(self) -> forms.MultipleChoiceField:
        assert self.exercise.choices  # noqa: S101 - its caller looked
        return forms.MultipleChoiceField(
            choices=[(option.key, option.label) for option in self.exercise.choices.options],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=self.exercise.choices.label,
            help_text=_("Choose %(num)d at most.") % {"num": self.exercise.choices.most},
        )

    def _line(self, n: int) -> LineField:
        """One line in meaning; its box grows, so that a phone shows all of it."""
        box = forms.Textarea(attrs={"rows": 1})
        return LineField(limit=LINE_LIMIT, required=False, label=_("Line %(n)s") % {"n": n + 1}, widget=box)

    def _mark(self, marks: tuple[Labelled, ...], n: int) -> forms.ChoiceField:
        choices = [("", _("No mark yet")), *((mark.key, mark.label) for mark in marks)]
        return forms.ChoiceField(choices=choices, required=False, label=_("Mark of line %(n)s") % {"n": n + 1})

    def _count_rows(self, asked: int) -> int:
        held = sum(name.startswith("line-") for name in self.initial)
        return min(max(ROWS_AT_FIRST, asked, held + 1, *self._brought()), MOST_LINES)

    def _brought(self) -> Iterator[int]:
        """The numbers of the lines that came in, counted from one."""
        yield 0
        for name in self.data:
            if found := _LINE.fullmatch(name):
                yield int(found[1]) + 1

    def rows(self) -> Iterator[Row]:
        for n in range(self.row_count):
            mark = self[f"mark-{n}"] if f"mark-{n}" in self.fields else None
            yield Row(n + 1, self[f"line-{n}"], mark)

    @property
    def has_boxes(self) -> bool:
        return bool(self.exercise.asks or self.exercise.lines or self.exercise.choices)

    def asks(self) -> Iterator[BoundField]:
        for ask in self.exercise.asks:
            yield self[f"ask-{ask.key}"]

    def clean_choices(self) -> list[str]:
        """A draft may hold more for a moment: nobody loses words because one tick is too much."""
        chosen: list[str] = self.cleaned_data["choices"]
        most = self.exercise.choices.most if self.exercise.choices else 0
        if len(chosen) > most and not self.draft:
            raise ValidationError(_("Choose %(num)d at most. Take away a tick.") % {"num": most})
        return chosen

    def clean(self) -> dict[str, Any]:
        """Lines beyond the limit are spoken of, not dropped."""
        cleaned = super().clean() or self.cleaned_data
        if self.row_count and max(self._brought()) > MOST_LINES:
            raise ValidationError(_("There is room for %(num)s lines.") % {"num": MOST_LINES})
        return cleaned

    def seen(self) -> Seen:
        known = self.cleaned_data
        return Seen(known["version"] or 0, known["writer"], known["beat"] or 0)

    def show_theirs(self, theirs: Words, version: int) -> None:
        """Both texts on the page, as ``show_both`` does, for lines and ticks too."""
        self.cleaned_data |= shown(self.exercise, self.words())
        self.show_both(shown(self.exercise, theirs), version)

    def words(self) -> Words:
        """What was typed, once the form is valid."""
        typed = self.cleaned_data
        lines = (Line(typed[f"line-{n}"], typed.get(f"mark-{n}", "")) for n in range(self.row_count))
        return Words(
            asks={ask.key: typed[f"ask-{ask.key}"] for ask in self.exercise.asks},
            lines=tuple(line for line in lines if line.text or line.mark),
            choices=tuple(typed.get("choices", ())),
        )
