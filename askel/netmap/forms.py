"""What people type and tap about their map."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from askel.netmap.actions import Told
from askel.netmap.models import Contact
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.web.forms import LineField, OnceField, TextField, VersionedForm

RING_HINTS: dict[object, object] = {
    1: _("I can call them on a bad day"),
    2: _("We are in touch now and then"),
    3: _("I know them only a little"),
}
NETWORK_HINTS: dict[object, object] = {
    1: _("I am there often, and they know me"),
    2: _("I go there now and then"),
    3: _("I know only a little of it"),
}
_TWO_NEEDED = {"required": _("Choose two who know each other.")}


def _ring(value: str) -> Ring:
    return Ring(int(value))


class RingField(forms.TypedChoiceField):
    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        missing = {"required": _("Choose how close you are.")}
        super().__init__(choices=Ring.choices, coerce=_ring, widget=forms.RadioSelect, error_messages=missing, **kwargs)


class SphereField(forms.TypedChoiceField):
    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        missing = {"required": _("Choose one part of your life.")}
        super().__init__(
            choices=Sphere.choices, coerce=Sphere, widget=forms.RadioSelect, error_messages=missing, **kwargs
        )


class NicknameField(LineField):
    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        widget = forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"})
        missing = {"required": _("Write a nickname.")}
        super().__init__(limit=80, label=_("Nickname"), widget=widget, error_messages=missing, **kwargs)


class AddForm(forms.Form):
    """Somebody new: a nickname and two taps. A wish has no ring yet, so it is not asked for one."""

    nickname = NicknameField(
        help_text=_("A first name and a letter is enough, or “the one from the course”. They are not told.")
    )
    ring = RingField(label=_("How close?"))
    sphere = SphereField(label=_("Where in your life?"))
    kind = forms.TypedChoiceField(
        choices=Kind.choices, coerce=Kind, empty_value=Kind.CONTACT, required=False, widget=forms.HiddenInput
    )
    wished = forms.BooleanField(required=False, widget=forms.HiddenInput)
    once = OnceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.is_wish = self["wished"].value() not in {None, "", "False", "0", False}
        self.is_network = self["kind"].value() == Kind.NETWORK
        if self.is_wish:
            del self.fields["ring"]
        if self.is_network:
            name = self.fields["nickname"]
            name.label = _("Name of the network")
            name.help_text = _("A course, a club, a workplace, an association, a group of friends.")
            name.error_messages["required"] = _("Write the name of the network.")

    def told(self) -> Told:
        said = self.cleaned_data
        ring = said.get("ring", Ring.OUTER)
        return Told(said["nickname"], ring, said["sphere"], said["kind"])


class ChangeForm(VersionedForm):
    """All that the owner may say about somebody."""

    nickname = NicknameField()
    ring = RingField(label=_("How close?"))
    sphere = SphereField(label=_("Where in your life?"))
    kind = forms.TypedChoiceField(
        label=_("What is it?"),
        choices=Kind.choices,
        coerce=Kind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    note = TextField(
        label=_("Note to yourself"),
        help_text=_("What you share, or would like to remember. Leave out health, faith and origin."),
        required=False,
    )

    def told(self) -> Told:
        said = self.cleaned_data
        return Told(said["nickname"], said["ring"], said["sphere"], said["kind"], said["note"])


class MoveToForm(forms.Form):
    """Another place on the map. What is left out stays."""

    ring = forms.TypedChoiceField(choices=Ring.choices, coerce=_ring, empty_value=None, required=False)
    sphere = forms.TypedChoiceField(choices=Sphere.choices, coerce=Sphere, empty_value=None, required=False)
    version = forms.IntegerField(min_value=0, required=False)


def as_saved(contact: Contact) -> dict[str, str]:
    """The row as ``ChangeForm`` shows it."""
    return {
        "nickname": contact.nickname,
        "ring": str(contact.ring),
        "sphere": contact.sphere,
        "kind": contact.kind,
        "note": contact.note,
    }


class TieForm(forms.Form):
    """Two who know each other, chosen below the picture."""

    one = forms.UUIDField(label=_("Who"), error_messages=_TWO_NEEDED)
    other = forms.UUIDField(label=_("Knows"), error_messages=_TWO_NEEDED)
