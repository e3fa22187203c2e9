"""What an owner says of a share, what a viewer says of a line, and what the owner answers."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _l

from askel.sharing.models import Said
from askel.sharing.rules import last_days, usual_last_day
from askel.web.forms import LineField, OnceField, TextField

WHOM_LIMIT = 80
WORDS_LIMIT = 1000


class ShareForm(forms.Form):
    """For whom, and until when."""

    once = OnceField()
    for_whom = LineField(
        limit=WHOM_LIMIT,
        label=_l("Who is it for?"),
        help_text=_l("For example: Anna from the course. Only you see this."),
        error_messages={"required": _l("Write who it is for, so that you know it later.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "maxlength": WHOM_LIMIT}),
    )
    until = forms.DateField(
        label=_l("Until which day?"),
        help_text=_l("At most a year away. You can end it sooner at any time."),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        error_messages={
            "required": _l("Choose the last day on which they see it."),
            "invalid": _l("Write the day like this: 24.12.2026."),
        },
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid4  # random throughout: the secret is made from it
        self.fields["until"].initial = usual_last_day(today)
        first, last = last_days(today)
        self.fields["until"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}


class RemarkForm(forms.Form):
    """An encouragement or a question."""

    once = OnceField()
    said = forms.TypedChoiceField(
        choices=Said.choices,
        coerce=Said,
        initial=Said.ENCOURAGEMENT,
        widget=forms.RadioSelect,
        label=_l("What is it?"),
        error_messages={
            "required": _l("Choose what it is."),
            "invalid_choice": _l("Choose what it is."),
        },
    )
    words = TextField(
        limit=WORDS_LIMIT,
        label=_l("Your words"),
        help_text=_l("At most 1000 letters. No other user sees them."),
        error_messages={"required": _l("Write something, or leave it for another day.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class AnswerForm(forms.Form):
    """What an owner answers. A page has one for each remark, so each has ids of its own."""

    words = TextField(
        limit=WORDS_LIMIT,
        label=_l("Your answer"),
        help_text=_l("At most 1000 letters. The one who wrote to you reads it, nobody else."),
        error_messages={"required": _l("Write an answer, or leave it for another day.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, remark: UUID, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **{"auto_id": f"id_%s_{remark.hex}", **kwargs})


class ReportForm(forms.Form):
    """What is wrong with something that was said or shown. Saying it is not asked for."""

    once = OnceField()
    words = TextField(
        limit=WORDS_LIMIT,
        required=False,
        label=_l("What is wrong? You may leave this empty."),
        help_text=_l("At most 1000 letters. Those who run this Askel read them."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class SupporterForm(forms.Form):
    """Nothing to fill in: its button is the consent. ``once`` makes two taps one link."""

    once = OnceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid4  # random throughout: the secret is made from it


class LabelForm(forms.Form):
    """By what a supporter knows somebody. A page has one for each, so each has ids of its own."""

    label = LineField(
        limit=WHOM_LIMIT,
        required=False,
        label=_l("Whom do you support?"),
        help_text=_l("A word by which you know them. Only you see it. You may leave it empty."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "maxlength": WHOM_LIMIT}),
    )

    def __init__(self, *args: Any, support: UUID, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **{"auto_id": f"id_%s_{support.hex}", **kwargs})
