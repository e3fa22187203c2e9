"""With whom to keep in touch, and how often."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from askel.upkeep.actions import Chosen
from askel.upkeep.models import Every, SetBy
from askel.upkeep.queries import Offer
from askel.web.forms import VersionedForm

_WRONG = {"required": _("Choose how often."), "invalid_choice": _("Choose how often.")}


class OfferForm(forms.Form):
    """One row of the page: somebody, a tick that nobody has set, and a rhythm."""

    keep = forms.BooleanField(required=False)
    every = forms.TypedChoiceField(coerce=lambda days: Every(int(days)), label=_("How often?"), error_messages=_WRONG)

    def __init__(self, data: Any, offer: Offer) -> None:  # noqa: ANN401 - what a browser sent
        super().__init__(data, prefix=offer.dot.pk.hex, initial={"every": offer.suggested})
        self.offer = offer
        self.fields["keep"].label = offer.dot.nickname
        choices: Any = self.fields["every"]
        choices.choices = [(every.value, every.label) for every in Every if every != Every.NEVER]

    def chosen(self) -> Chosen | None:
        """None without the tick. What was not changed was suggested."""
        if not self.cleaned_data["keep"]:
            return None
        every = self.cleaned_data["every"]
        return Chosen(self.offer.dot.pk, every, SetBy.SUGGESTED if every == self.offer.suggested else SetBy.OWN)


def chosen_in(forms: Sequence[OfferForm]) -> list[Chosen]:
    """Those with a tick. What else came is passed over: a form that is wrong has no tick."""
    found = (form.chosen() for form in forms if form.is_valid())
    return [one for one in found if one]


class RhythmForm(VersionedForm):
    """Another rhythm for one tie."""

    every = forms.TypedChoiceField(
        coerce=lambda days: Every(int(days)),
        choices=Every.choices,
        widget=forms.RadioSelect,
        label=_("How often do you want to be in touch?"),
        error_messages=_WRONG,
    )

    def show_saved(self, every: Every, version: int) -> None:
        self.show_both({"every": str(every.label)}, version)
