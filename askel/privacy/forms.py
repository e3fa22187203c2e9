"""The file of everything that somebody brings."""

from django import forms
from django.utils.translation import gettext_lazy as _l


class BringForm(forms.Form):
    file = forms.FileField(
        label=_l("File"),
        widget=forms.FileInput(attrs={"accept": ".zip,.json"}),
        allow_empty_file=True,
        max_length=500,
        error_messages={"required": _l("Choose the zip from “Take everything along” in Askel.")},
    )
