"""Whatever a form needs, it says in its own words what to write or choose."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from inspect import signature
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.forms import BaseForm
from django.http import QueryDict
from django.utils.translation import gettext, override

from askel.carry.forms import PickForm
from askel.netmap.asking import Way, questions
from askel.netmap.drawn import Dot
from askel.netmap.forms import AddForm
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.forms import AddPasskeyForm, PasskeyAgainForm, SecondFactorForm
from askel.people.models import Person
from askel.plan.forms import AnotherDayForm
from askel.plan.forms_goal import GoalForm
from askel.steps.queries import edition
from askel.upkeep.models import Every
from askel.upkeep.queries import Offer
from tests import make

DJANGOS_OWN = "This field is required."
OF_A_USER = (AddPasskeyForm, SecondFactorForm, PasskeyAgainForm)  # their signatures do not say it


def forms_of_askel() -> Iterator[type[BaseForm]]:
    for app in apps.get_app_configs():
        if app.name.startswith("askel.") and find_spec(f"{app.name}.forms"):
            import_module(f"{app.name}.forms")
    waiting: list[type[BaseForm]] = [BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith("askel.") and not form.__name__.startswith("_"):
            yield form


def posted_empty(form: type[BaseForm], user: Person) -> BaseForm:
    """The form as it comes back when nothing was written, asking for as much as it can."""
    known: dict[str, Any] = {
        "exercise": next(exercise for step in edition("en").steps for exercise in step.exercises if exercise.lines),
        "codes": {"1-1"},
        "most": 30,
        "closeness": True,
        "today": make.TODAY,
        "people": (),
        "goals": (),
        "question": questions(Way.SPHERE)[0],
        "dot": Dot(UUID(int=7), "Anna", Ring.OUTER, Sphere.WORK),
        "group": (),
        "held": "Europe/Helsinki",
        "waiting": (),
        "enough": False,
        "offer": Offer(Dot(UUID(int=7), "Anna", Ring.OUTER, Sphere.WORK), Every.MONTH, is_bridge=False),
        "user": user,
        "remark": UUID(int=8),
        "support": UUID(int=9),
    }
    ask = {name: known[name] for made in form.__mro__ for name in wanted(made) if name in known}
    if form in OF_A_USER:
        ask["user"] = user
    return form(data=QueryDict(), **ask)


def wanted(made: type) -> Iterator[str]:
    return iter(signature(made).parameters if "__init__" in vars(made) else ())


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("form", sorted(set(forms_of_askel()), key=str))
def test_nothing_written_is_answered_in_words_of_the_field(mina: Person, form: type[BaseForm], language: str) -> None:
    with override(language):
        said = [str(error) for errors in posted_empty(form, mina).errors.values() for error in errors]

        assert gettext(DJANGOS_OWN) not in said


@override("en")
def test_each_says_what_to_do() -> None:
    assert AddForm({}).errors["nickname"] == ["Write a nickname."]
    assert AddForm({}).errors["ring"] == ["Choose how close you are."]
    assert AddForm({}).errors["sphere"] == ["Choose one part of your life."]
    assert AddForm({"kind": Kind.NETWORK}).errors["nickname"] == ["Write the name of the network."]
    assert GoalForm({}).errors["wish"] == ["Write what you would like to be different."]
    assert AnotherDayForm({}, today=make.TODAY).errors["when"] == ["Choose a day."]
    assert "direction" in PickForm(QueryDict(), codes=set(), most=None, closeness=True).errors
