"""Which files people bring, and whom of them they pick."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from askel.netmap.forms import RingField, SphereField

MOST_FILES = 20


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files, none kept."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # noqa: ANN401 - Django's signature
        files = data if isinstance(data, list) else [data]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most 20 files."), code="many")
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class BringForm(forms.Form):
    file = FilesField(
        label=_("File"),
        widget=ManyFiles(attrs={"accept": ".csv,.graphml,.vcf,.zip,.json"}),
        allow_empty_file=True,
        max_length=500,
        error_messages={
            "required": _("Choose a file. The largest that can be read has 5 MB."),
        },
    )


class PicksInput(forms.CheckboxSelectMultiple):
    """Ticks of this page, and those that another page left in one hidden line."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:  # noqa: ANN401 - Django's signature
        return [*super().value_from_datadict(data, files, name), *data.get("held", "").split()]


class PicksField(forms.MultipleChoiceField):
    """Codes of rows. Whichever are not in the file are refused."""

    def __init__(self, codes: set[str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        self.codes = codes
        super().__init__(widget=PicksInput, **kwargs)

    def valid_value(self, value: Any) -> bool:  # noqa: ANN401 - Django's signature
        return value in self.codes


class PickForm(forms.Form):
    """Who comes onto the map, and what their file does not say."""

    def __init__(self, *args: Any, codes: set[str], most: int | None, closeness: bool, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.most = most
        self.kept_coming = 0
        nobody = {"required": _("Pick at least one.")}
        self.fields["pick"] = PicksField(codes, label=_("Who comes onto your map?"), error_messages=nobody)
        if closeness:
            self.fields["direction"] = forms.ChoiceField(
                label=_("The file has numbers for closeness. What does a bigger number mean?"),
                choices=[("closer", _("Closer")), ("farther", _("Further away")), ("neither", _("I do not know"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose what a bigger number means.")},
            )
        self.fields["ring"] = RingField(label=_("How close, where the file does not say?"))
        self.fields["sphere"] = SphereField(label=_("Where in your life, where the file does not say?"))

    def ask_no_places(self) -> None:
        """The file says where everybody stands."""
        del self.fields["ring"], self.fields["sphere"]

    def offer_kept(self, num: int) -> None:
        """The file holds kept maps that may come too. They are enough: nobody has to be picked beside them."""
        self.kept_coming = num
        words = ngettext("Bring %(num)d kept map too", "Bring %(num)d kept maps too", num) % {"num": num}
        self.fields["kept"] = forms.BooleanField(label=words, required=False)
        if self["kept"].value():
            self.fields["pick"].required = False

    def clean_pick(self) -> set[str]:
        picked = set(self.cleaned_data["pick"])
        if self.most and len(picked) > self.most:
            raise forms.ValidationError(
                ngettext(
                    "Pick at most %(most)d at a time. You picked %(num)d.",
                    "Pick at most %(most)d at a time. You picked %(num)d.",
                    len(picked),
                ),
                params={"most": self.most, "num": len(picked)},
            )
        return picked
