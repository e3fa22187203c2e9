from importlib import import_module

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "askel.upkeep"

    def ready(self) -> None:
        """Its letter is known, and the map says here when two were in touch."""
        import_module("askel.letter.kinds").register("week", "askel.upkeep.week.write_week")
        encountered = import_module(
            "askel.netmap.encountered"
        )  # all of them need models, which are not there before now
        encountered.register(import_module("askel.upkeep.actions").note_encounter)
