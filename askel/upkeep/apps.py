from importlib import import_module

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "askel.upkeep"

    def ready(self) -> None:
        """Its letter is known, the map says here when two were in touch, and the plan when the week is looked at."""
        import_module("askel.letter.kinds").register("week", "askel.upkeep.week.write_week")
        # These need models, which are not there before now.
        looking, encountered = import_module("askel.plan.looking"), import_module("askel.netmap.encountered")
        looking.looking.register(import_module("askel.upkeep.week").follow_look)
        encountered.encountered.register(import_module("askel.upkeep.actions").note_encounter)
