"""The one next step in words: what it is, how long it takes, where it leads."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from askel.home.rules import Situation, Step
from askel.steps.edition import Exercise
from askel.web.jinja import day


@dataclass(frozen=True)
class Other:
    """A second way, beside the button."""

    words: str
    href: str


@dataclass(frozen=True)
class Card:
    """``leads`` says what comes after, so that nobody walks into the dark."""

    title: str
    words: str
    button: str
    href: str
    leads: str = ""
    minutes: int | None = None
    other: Other | None = None


def next_card(step: Step, at: Situation, exercise: Exercise | None) -> Card | None:
    """The card of a step. None where moves that wait are shown instead: they are their own cards.

    ``exercise`` is the one to go on with; it is looked at only where the step leads to one.
    """
    if step in {Step.CHECK_IN, Step.CATCH_UP}:
        return None
    if exercise and step in {Step.TUNE_IN, Step.EXERCISE}:
        return _exercise(step, exercise)
    return _CARDS[step](at)


def _exercise(step: Step, exercise: Exercise) -> Card:
    return Card(
        title=exercise.title,
        words=_("A short exercise. No other user sees what you write."),
        button=_("Begin"),
        href=reverse("journal:exercise", args=[exercise.step, exercise.key]),
        leads=_("After this: one goal of your own.") if step == Step.TUNE_IN else "",
        minutes=exercise.minutes,
    )


def _goal(_at: Situation) -> Card:
    return Card(
        title=_("Set one goal"),
        words=_("What would you like to be different? Name what may get in the way, and your answer to it."),
        button=_("Write a goal"),
        href=reverse("plan:add_goal"),
        leads=_("After this: the people around you."),
        minutes=10,
    )


def _other_way() -> Other:
    return Other(_("Add a contact"), reverse("netmap:add"))


def _draw(_at: Situation) -> Card:
    return Card(
        title=_("Draw the first person on your map"),
        words=_("Begin with somebody you talked with this week. A nickname is enough."),
        button=_("Help me think of people"),
        href=reverse("netmap:ask"),
        leads=_("After this: two more, and then one small move."),
        minutes=3,
        other=_other_way(),
    )


def _draw_more(at: Situation) -> Card:
    return Card(
        title=_("Who else is around you?"),
        words=ngettext(
            "%(num)d contact is on your map. With three it begins to tell you something.",
            "%(num)d contacts are on your map. With three it begins to tell you something.",
            at.contacts,
        )
        % {"num": at.contacts},
        button=_("Help me think of people"),
        href=reverse("netmap:ask"),
        leads=_("After this: one small move towards one of them."),
        minutes=3,
        other=_other_way(),
    )


def _first_move(_at: Situation) -> Card:
    return Card(
        title=_("Plan one small move"),
        words=_("Towards one person, on one day. Small enough that you would do it on a bad day too."),
        button=_("Plan a move"),
        href=reverse("plan:add_move"),
        leads=_("On that day it waits for you here."),
        minutes=5,
    )


def _give_day(at: Situation) -> Card:
    return Card(
        title=_("Give your move a day"),
        words=ngettext(
            "%(num)d move has no day yet. A day makes it more likely to happen.",
            "%(num)d moves have no day yet. Choose one of them. A day makes it more likely to happen.",
            at.undated,
        )
        % {"num": at.undated},
        button=_("Open my plan"),
        href=reverse("plan:plan"),
        leads=_("On that day it waits for you here."),
        minutes=1,
    )


def _next_move(_at: Situation) -> Card:
    return Card(
        title=_("Plan the next small move"),
        words=_("Nothing is planned now. What would follow from the last one? It can be smaller."),
        button=_("Plan a move"),
        href=reverse("plan:add_move"),
        leads=_("On that day it waits for you here."),
        minutes=5,
    )


def _paused(at: Situation) -> Card:
    return Card(
        title=_("You pause"),
        words=_("Until %(day)s nothing is expected of you.") % {"day": day(at.paused_until)} if at.paused_until else "",
        button=_("Change the pause"),
        href=reverse("plan:pause"),
    )


def _still(at: Situation) -> Card:
    moved, rested = (
        _("This has moved twice. That is information, not a failure."),
        _("No move in two weeks. That is information, not a failure."),
    )
    return Card(
        title=_("What would help?"),
        words=moved if at.moved_twice else rested,
        button=_("See what might help"),
        href=reverse("plan:still"),
        leads=_("A smaller step, another person, another day, a talk, or a pause."),
    )


def _rest(_at: Situation) -> Card:
    return Card(
        title=_("Nothing more for today"),
        words=_("Your next move has its day. Until then you may look at your map, or leave it be."),
        button=_("Look at my map"),
        href=reverse("netmap:map"),
    )


_CARDS = {
    Step.SET_GOAL: _goal,
    Step.DRAW: _draw,
    Step.DRAW_MORE: _draw_more,
    Step.FIRST_MOVE: _first_move,
    Step.GIVE_DAY: _give_day,
    Step.NEXT_MOVE: _next_move,
    Step.REST: _rest,
    Step.PAUSED: _paused,
    Step.STILL: _still,
}
