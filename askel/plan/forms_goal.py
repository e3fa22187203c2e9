"""What people type about a goal."""

from django import forms
from django.utils.translation import gettext_lazy as _l

from askel.plan.forms import WHAT_LIMIT
from askel.plan.goals import Wanted
from askel.plan.models import Goal
from askel.web.forms import OnceField, TextField, VersionedForm


class GoalForm(VersionedForm):
    """A wish, why now, what stands in its way within and around, and the answer to that."""

    once = OnceField()
    wish = TextField(
        limit=WHAT_LIMIT,
        label=_l("What would you like to be different?"),
        help_text=_l("For example: By summer I work in a hospital laboratory."),
        error_messages={"required": _l("Write what you would like to be different.")},
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    why_now = TextField(
        limit=WHAT_LIMIT,
        required=False,
        label=_l("Why now?"),
        help_text=_l("For example: My course ends in May."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    obstacle = TextField(
        limit=WHAT_LIMIT,
        required=False,
        label=_l("What within you may get in the way?"),
        help_text=_l("For example: I am tired after work and do not write to anyone."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    around = TextField(
        limit=WHAT_LIMIT,
        required=False,
        label=_l("What around you may get in the way?"),
        help_text=_l("For example: I know nobody who works in a hospital."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    answer = TextField(
        limit=WHAT_LIMIT,
        required=False,
        label=_l("If that happens, what will you do?"),
        help_text=_l("For example: Then I write two lines on the tram, before I am home."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def wanted(self) -> Wanted:
        typed = self.cleaned_data
        return Wanted(typed["wish"], typed["obstacle"], typed["answer"], typed["why_now"], typed["around"])

    def show_saved(self, goal: Goal) -> None:
        """Beside what was typed, what another device saved."""
        names = ("wish", "why_now", "obstacle", "around", "answer")
        self.show_both({name: getattr(goal, name) for name in names}, goal.version)
