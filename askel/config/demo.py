"""The demo: an invented cast, loaded once. Each app that has a ``demo.py`` fills its own rooms."""

from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings

from askel.lib.refused import Refused
from askel.people.actions import start_guest
from askel.people.models import Person

CAST = ("mina", "pavel", "fatou", "chen", "sam")


class DemoRefusedError(Refused):
    """The demo would be a way in for strangers, or is there already."""


def load(*, once: bool, now: datetime, today: date) -> list[str]:
    """Make the cast, then let each app load what it holds for them. Returns the names that were made.

    Raises: DemoRefusedError.
    """
    if not settings.ENV.is_loopback:
        message = "The demo is only for your own machine: ASKEL_URL must be a localhost address."
        raise DemoRefusedError(message)
    if Person.objects.exclude(demo_name=None).exists():
        if once:
            return []
        message = "The demo is in this data folder already."
        raise DemoRefusedError(message)
    for name in CAST:
        person = start_guest(language="en", now=now, today=today)
        person.demo_name = name
        person.save(update_fields=["demo_name"])
        for app in apps.get_app_configs():
            if app.name.startswith("askel.") and find_spec(f"{app.name}.demo"):
                import_module(f"{app.name}.demo").load(person, name, now=now, today=today)
    return list(CAST)


def how_to_walk_in() -> str:
    """One line: where to go, and how to sign in as each of the cast when the demo is in."""
    address = settings.ENV.address
    if settings.ENV.is_loopback and Person.objects.exclude(demo_name=None).exists():
        doors = " ".join(f"{address}/demo/as/{name}" for name in CAST)
        return f"Askel is at {address}  Walk in as one of the cast: {doors}"
    return f"Askel is at {address}"
