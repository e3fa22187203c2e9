from importlib import import_module

from django.apps import AppConfig


class LetterConfig(AppConfig):
    name = "askel.letter"

    def ready(self) -> None:
        """What is owed follows its reader to another time zone. Whoever goes is told by letter, and their files go with them."""
        moved = import_module("askel.people.moved")  # all need models, which are not there before now
        moved.moved.register(import_module("askel.letter.actions").keep_hours)
        leaving = import_module("askel.people.leaving")
        leaving.leaving.register(import_module("askel.letter.place").owe_leaving)
        idle = import_module("askel.people.idle")
        idle.asked.register(import_module("askel.letter.place").owe_stay)
        erased = import_module("askel.people.erased")
        erased.erased.register(import_module("askel.letter.files").forget_files_to)
