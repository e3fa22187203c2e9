"""What people type and tap when they are asked about their network, gently."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from askel.netmap.actions import Named, Put
from askel.netmap.asking import NAMES, Question
from askel.netmap.details import Details, Language, LastTold, Often, Resource, Resources, day_of
from askel.netmap.drawn import Dot
from askel.netmap.forms import NicknameField, RingField
from askel.netmap.saying import about_month, i_could, they_could
from askel.netmap.spheres import Sphere
from askel.web.forms import LineField, TextField, VersionedForm

_UNSAID = ("", _("Not said"))
_YES_NO = (("yes", _("Yes")), ("no", _("No")), _UNSAID)


class NamesForm(forms.Form):
    """Up to five nicknames that one question brought to mind. An empty page is an answer too."""

    sphere = forms.ChoiceField(
        label=_("Where in your life are the new names?"),
        choices=[("", _("Choose one")), *Sphere.choices],
        required=False,
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.question = question
        if question.sphere:
            del self.fields["sphere"]
        for number in range(1, NAMES + 1):
            field = NicknameField(required=False)
            field.label = _("Nickname %(number)d") % {"number": number}
            field.widget.attrs |= {"list": "on-map", "aria-describedby": "names-hint"}
            self.fields[f"name_{number}"] = field

    def boxes(self) -> list[forms.BoundField]:
        return [self[f"name_{number}"] for number in range(1, NAMES + 1)]

    def named(self, today: date) -> Named:
        said = self.cleaned_data
        nicknames = tuple(said[box.name] for box in self.boxes() if said[box.name])
        sphere = self.question.sphere or (Sphere(said["sphere"]) if said.get("sphere") else None)
        gives = frozenset({self.question.resource}) if self.question.resource else frozenset()
        last_on = day_of(self.question.last, today) if self.question.last else None
        return Named(nicknames, sphere, gives, last_on)


class PlaceForm(forms.Form):
    """How close somebody is, and where in life. One of several on a page."""

    ring = RingField(label=_("How close?"))
    sphere = forms.TypedChoiceField(
        label=_("Where in your life?"),
        choices=Sphere.choices,
        coerce=Sphere,
        error_messages={"required": _("Choose one part of your life.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, data: QueryDict | None, *, dot: Dot) -> None:
        first = {"ring": dot.ring.value, "sphere": dot.sphere.value, "version": dot.version}
        super().__init__(data, prefix=str(dot.pk), initial=first)
        self.dot = dot
        self.fields["ring"].label = dot.nickname

    def put(self) -> Put:
        said = self.cleaned_data
        return Put(self.dot.pk, said["ring"], said["sphere"], said["version"] or 0)


class GroupForm(forms.Form):
    """Who of one part of life know each other: those who are ticked, or all."""

    def __init__(self, *args: Any, group: tuple[Dot, ...], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["knows"] = forms.TypedMultipleChoiceField(
            label=_("Who of these know each other?"),
            choices=[(str(dot.pk), dot.nickname) for dot in group],
            coerce=UUID,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class LastField(forms.ChoiceField):
    """Roughly when, or the day that is stored already: it is shown as about its month."""

    def valid_value(self, value: str) -> bool:
        return super().valid_value(value) or _day(value) is not None

    def show_days(self, values: set[str]) -> None:
        days = {value: day for value in sorted(values) if (day := _day(value))}
        stored = [(value, about_month(day)) for value, day in days.items()]
        self.choices = [_UNSAID, *stored, *LastTold.choices]


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


class TicksField(forms.MultipleChoiceField):
    """Codes of resources, in one line with spaces between: so two devices' ticks can be compared as texts."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        return value.split() if isinstance(value, str) else value

    def clean(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        ticked = super().clean(value)
        return " ".join(one for one in Resource.values if one in ticked)


def _choice(label: Any, choices: Any) -> forms.ChoiceField:  # noqa: ANN401 - a lazy text, and Django's choices
    return forms.ChoiceField(label=label, choices=[_UNSAID, *choices], required=False)


def _yes_no(label: Any) -> forms.ChoiceField:  # noqa: ANN401 - a lazy text
    return forms.ChoiceField(label=label, choices=_YES_NO, required=False, widget=forms.RadioSelect)


class MoreForm(VersionedForm):
    """What the owner may say about somebody besides name and place. Nothing is needed."""

    often = _choice(_("How often are you in touch?"), Often.choices)
    last = LastField(label=_("About when were you last in touch?"), required=False)
    language = _choice(_("Which language do you mostly use together?"), Language.choices)
    trade = LineField(label=_("Field of work"), limit=80, required=False)
    in_my_field = _yes_no(_("Is it your field too?"))
    is_rooted = _yes_no(_("Do they know working life here?"))
    introduces = _yes_no(_("Could they introduce you to somebody?"))
    meaning = TextField(
        label=_("What does this relation mean to you?"),
        help_text=_("A few words for yourself. Leave out health, faith and origin."),
        required=False,
    )
    gives = TicksField(label=_("They could"), required=False)
    takes = TicksField(label=_("I could"), required=False)

    def __init__(self, *args: Any, is_network: bool = False, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self._choices("gives", they_could())
        self._choices("takes", i_could())
        if is_network:
            self.fields["gives"].label = _("Somebody there could")
        last = self.fields["last"]
        if isinstance(last, LastField):
            last.show_days({str(self.initial.get("last", "")), str(self.data.get("last", ""))})

    def _choices(self, name: str, words: dict[Resource, str]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(words.items())

    def show_both(self, current: dict[str, str], version: int) -> None:
        super().show_both(current, version)
        self.others = {name: self._in_words(name, text) for name, text in self.others.items()}

    def _in_words(self, name: str, text: str) -> str:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            return text
        choices = cast("Iterable[tuple[object, object]]", field.choices)
        words = {str(code): str(label) for code, label in choices}
        day = _day(text)
        if day:
            return about_month(day)
        return "\n".join(words[code] for code in text.split()) if text else words.get("", "")

    def details(self, today: date) -> Details:
        said = self.cleaned_data
        last = said["last"]
        return Details(
            often=Often(said["often"]) if said["often"] else None,
            last_on=_day(last) or (day_of(LastTold(last), today) if last else None),
            is_rooted=_SAID[said["is_rooted"]],
            language=Language(said["language"]) if said["language"] else None,
            trade=said["trade"],
            in_my_field=_SAID[said["in_my_field"]],
            gives=_resources(said["gives"]),
            takes=_resources(said["takes"]),
            introduces=_SAID[said["introduces"]],
            meaning=said["meaning"],
        )


_SAID = {"yes": True, "no": False, "": None}
_CODES = {said: code for code, said in _SAID.items()}


def _resources(codes: str) -> Resources:
    return frozenset(map(Resource, codes.split()))


def _codes(resources: Resources) -> str:
    return " ".join(one.value for one in Resource if one in resources)


def as_told(details: Details) -> dict[str, str]:
    """The details as ``MoreForm`` shows them."""
    return {
        "often": details.often or "",
        "last": details.last_on.isoformat() if details.last_on else "",
        "language": details.language or "",
        "trade": details.trade,
        "in_my_field": _CODES[details.in_my_field],
        "is_rooted": _CODES[details.is_rooted],
        "introduces": _CODES[details.introduces],
        "gives": _codes(details.gives),
        "takes": _codes(details.takes),
        "meaning": details.meaning,
    }
