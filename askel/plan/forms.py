"""What people type and tap about their plan. Little is demanded: what is missing is told afterwards, kindly."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from askel.netmap.spheres import Kind
from askel.plan.actions import Intended
from askel.plan.idea import Idea
from askel.plan.ideas import find_idea
from askel.plan.lines import MoveLine
from askel.plan.models import Channel, CheckIn, Every, Move, Outcome, Size
from askel.plan.queries import GoalLine, Towards
from askel.plan.rules import FIRST_DAY, PAUSES, days_at_hand, is_near
from askel.plan.sentences import clause
from askel.web.forms import LineField, OnceField, TextField, VersionedForm
from askel.web.jinja import day as spelled

NO_DAY = "none"
WHAT_LIMIT = 500
LINE_LIMIT = 200


class DayForm(forms.Form):
    """Days at hand to tap, or any other one to choose. A day that is typed counts before one that is tapped.

    A day that has passed is refused, and the nearest one is offered in its place. ``kept`` is the day a move
    has already: it may stay, also when it has passed.
    """

    when = forms.CharField(required=False, widget=forms.RadioSelect, label=_l("When?"))
    on = forms.DateField(
        required=False,
        label=_l("Or another day"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _l("This is not a day. Write it like 24.11.2026.")},
    )
    needs_day = False

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        today: date,
        offers: tuple[int, ...] = FIRST_DAY,
        kept: date | None = None,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.kept = kept
        self.days = days_at_hand(today, offers)
        names = {0: _("Today"), 1: _("Tomorrow"), 3: _("In three days"), 7: _("In a week")}
        names |= {14: _("In two weeks"), 30: _("In a month")}
        choices = [(day.isoformat(), names[days]) for day, days in zip(self.days, offers, strict=True)]
        self.day_hints = {day.isoformat(): spelled(day) for day in self.days}
        if kept and kept not in self.days:
            choices.insert(0, (kept.isoformat(), spelled(kept)))
            self.day_hints[kept.isoformat()] = _("As it is now")
        if not self.needs_day:
            choices.append((NO_DAY, _("No day yet")))
        self.fields["when"].widget.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "on" not in self.errors:
            cleaned["day"] = self._day(cleaned.get("on"), cleaned.get("when", ""))
        return cleaned

    def _day(self, typed: date | None, tapped: str) -> date | None:
        day = typed or self._tapped(tapped)
        if day is None:
            if self.needs_day:
                self.add_error("when", _("Choose a day."))
        elif day < self.today and day != self.kept:
            self._offer_instead(day)
        elif not is_near(day, self.today):
            self.add_error("on", _("That is far away. Choose a day within two years."))
        return day

    def _tapped(self, value: str) -> date | None:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None

    def _offer_instead(self, passed: date) -> None:
        if self.days[0] == self.today:
            words = _("%(day)s has passed. Today is chosen now instead. Save again, or choose another day.")
        else:
            words = _("%(day)s has passed. Tomorrow is chosen now instead. Save again, or choose another day.")
        self.add_error("on", words % {"day": spelled(passed)})
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("when")], data[self.add_prefix("on")] = self.days[0].isoformat(), ""
        self.data = data


class AnotherDayForm(DayForm):
    """Only a day, and it is needed."""

    needs_day = True


class PauseForm(DayForm):
    """Until when nothing is expected: a day after today."""

    needs_day = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, offers=PAUSES, **kwargs)
        self.fields["when"].label = _("Until when?")

    def _day(self, typed: date | None, tapped: str) -> date | None:
        day = typed or self._tapped(tapped)
        if day and day <= self.today:
            self.add_error("on", _("A pause lasts at least until tomorrow. Choose a later day."))
            return None
        return super()._day(typed, tapped)


def _grouped(people: Iterable[Towards]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {_("Contacts"): [], _("Networks"): [], _("Wishes"): []}
    contacts, networks, wishes = groups.values()
    for one in people:
        group = wishes if one.is_wish else networks if one.kind == Kind.NETWORK else contacts
        group.append((str(one.pk), one.nickname))
    return ((name, choices) for name, choices in groups.items() if choices)


class TowardsForm(DayForm):
    """Whom, what, when. Somebody who is on the map is chosen, somebody new is named."""

    once = OnceField()
    towards = forms.TypedChoiceField(
        required=False,
        coerce=UUID,
        empty_value=None,
        label=_l("Towards whom?"),
        error_messages={"invalid_choice": _l("They are not on your map any more. Choose somebody else.")},
    )
    nickname = LineField(limit=80, required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}))
    what = TextField(
        limit=WHAT_LIMIT,
        required=False,
        label=_l("What do you do?"),
        help_text=_l("One small thing. Begin with “I”: I ask for 20 minutes about how hospitals hire."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, people: Sequence[Towards], **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        field = self.fields["nickname"]
        if people:
            field.label = _("Or somebody who is not on your map yet")
            self.fields["towards"].choices = [("", _("Choose from your map")), *_grouped(people)]  # type: ignore[attr-defined] # a choice field
        else:
            del self.fields["towards"]
            field.label = _("Towards whom?")
        field.help_text = _("A nickname is enough. They are not told.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("towards") and cleaned.get("nickname"):
            self.add_error("nickname", _("Choose from your map, or write a new name. Not both."))
        elif not self.errors and not (cleaned.get("towards") or cleaned["nickname"] or cleaned["what"]):
            self.add_error("nickname", _("Say towards whom, or what you do. One of them is enough to begin."))
        return cleaned

    def intended(self) -> Intended:
        typed = self.cleaned_data
        return Intended(
            what=typed["what"],
            contact=typed.get("towards"),
            newcomer=typed["nickname"],
            goal=typed.get("goal"),
            channel=typed.get("channel", Channel.OTHER),
            on=typed["day"],
            cue=typed.get("cue", ""),
            factor=typed.get("factor", ""),
            idea=typed.get("idea", ""),
            minutes=typed.get("minutes"),
            every=typed.get("every"),
        )


class FiveForm(TowardsForm):
    """Five minutes: nothing else is asked."""


class MoveForm(TowardsForm, VersionedForm):
    """A whole move. The ``idea`` it comes from lends it an example of a cue."""

    idea = forms.CharField(required=False, widget=forms.HiddenInput)
    channel = forms.TypedChoiceField(
        choices=Channel.choices,
        coerce=Channel,
        empty_value=Channel.OTHER,
        required=False,
        widget=forms.RadioSelect,
        label=_l("How?"),
    )
    minutes = forms.TypedChoiceField(
        choices=[*Size.choices, ("", _l("I do not know yet"))],
        coerce=lambda value: Size(int(value)),
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label=_l("How long does it take?"),
    )
    every = forms.TypedChoiceField(
        choices=[("", _l("Once")), *Every.choices],
        coerce=Every,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label=_l("How often?"),
        help_text=_l("When it is done, the next one waits on its day. It ends when you let it go."),
    )
    cue = LineField(
        limit=LINE_LIMIT,
        required=False,
        label=_l("When and where? Finish the sentence: When …"),
        help_text=_l("A moment that comes anyway. For example: I get off the tram after work."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    factor = LineField(
        limit=LINE_LIMIT,
        required=False,
        label=_l("What do you share?"),
        help_text=_l(
            "Somebody you both know, an interest, a place, a language, a trade. For example: the evening course."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    goal = forms.TypedChoiceField(
        required=False,
        coerce=UUID,
        empty_value=None,
        widget=forms.RadioSelect,
        label=_l("Which goal does it serve?"),
        error_messages={"invalid_choice": _l("This goal has ended. Choose another one, or none.")},
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        goals: Sequence[GoalLine],
        idea: Idea | None = None,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        super().__init__(*args, **kwargs)
        if idea:
            self.fields["cue"].widget.attrs["placeholder"] = clause(idea.cue)
        if goals:
            choices = [*((str(goal.pk), goal.wish) for goal in goals), ("", _("None of these"))]
            self.fields["goal"].choices = choices  # type: ignore[attr-defined] # a choice field
        else:
            del self.fields["goal"]

    def clean_idea(self) -> str:
        """What is no key of an idea counts as none."""
        idea = find_idea(self.cleaned_data["idea"])
        return idea.key if idea else ""

    def clean(self) -> dict[str, Any]:
        """A move has the size of its idea, unless the form asked for it."""
        cleaned = super().clean()
        idea = find_idea(cleaned.get("idea"))
        if idea and self.add_prefix("minutes") not in self.data:
            cleaned["minutes"] = Size(idea.minutes)
        return cleaned

    def show_saved(self, move: MoveLine, goals: Sequence[GoalLine]) -> None:
        """Beside what was typed and tapped, what another device saved."""
        wishes = {goal.pk: goal.wish for goal in goals}
        current = {"what": move.what, "cue": move.cue, "factor": move.factor}
        current |= self._unless_same("towards", move.contact, move.name)
        current |= self._unless_same("channel", move.channel, str(move.channel.label))
        current |= self._unless_same("minutes", move.minutes, str(move.minutes.label) if move.minutes else "")
        current |= self._unless_same("every", move.every, str(move.every.label) if move.every else "")
        current |= self._unless_same("goal", move.goal, wishes.get(move.goal, "") if move.goal else "")
        if self.cleaned_data.get("day") != move.on:
            current["when"] = spelled(move.on) if move.on else _("No day yet")
        self.show_both(current, move.version)

    def _unless_same(self, name: str, saved: object, words: str) -> dict[str, str]:
        return {} if name not in self.fields or self.cleaned_data.get(name) == saved else {name: words}


class SmallerForm(VersionedForm):
    """A move in two: a first small part now, the rest later."""

    once = OnceField()
    first = TextField(
        limit=WHAT_LIMIT,
        label=_l("The first small part"),
        help_text=_l("What could you do in five minutes? For example: I look up her address."),
        error_messages={"required": _l("Write the first small part.")},
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    rest = TextField(
        limit=WHAT_LIMIT,
        required=False,
        label=_l("The rest, for later"),
        help_text=_l("It waits in your plan without a day. It may stay empty."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def show_saved(self, move: Move) -> None:
        self.show_both({"first": move.what}, move.version)


class PictureForm(VersionedForm):
    """How it will be, seen before (rehearsal: E1 of the evidence)."""

    picture = LineField(
        limit=LINE_LIMIT,
        required=False,
        label=_l("Picture it: where are you, and what is around you?"),
        help_text=_l("One line is enough. When you have seen the moment in your mind, you notice it when it comes."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def show_saved(self, move: Move) -> None:
        self.show_both({"picture": move.picture}, move.version)


class OutcomeForm(VersionedForm):
    """What came of it. All of it may stay empty."""

    outcome = forms.TypedChoiceField(
        choices=Outcome.choices,
        coerce=Outcome,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label=_l("What came of it?"),
    )
    came_of = TextField(
        required=False,
        label=_l("In your own words"),
        help_text=_l("What would you like to remember?"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def show_saved(self, check_in: CheckIn) -> None:
        current = {"came_of": check_in.came_of}
        if (self.cleaned_data.get("outcome") or "") != check_in.outcome:
            current["outcome"] = str(Outcome(check_in.outcome).label) if check_in.outcome else ""
        self.show_both(current, check_in.version)
