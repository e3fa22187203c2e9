"""What people type to come in."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from askel.web.forms import LineField


class ReturnCodeForm(forms.Form):
    """The code that a guest wrote down."""

    code = LineField(
        limit=40,
        label=_("Your return code"),
        help_text=_("12 letters and numbers, such as K7QM-2X4P-9TRB."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class LanguageForm(forms.Form):
    """One of the languages Askel speaks."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
