from importlib import import_module

from django.apps import AppConfig


class LetterConfig(AppConfig):
    name = "askel.letter"

    def ready(self) -> None:
        """What is owed follows its reader to another time zone."""
        moved = import_module("askel.people.moved")  # both need models, which are not there before now
        moved.moved.register(import_module("askel.letter.actions").keep_hours)
