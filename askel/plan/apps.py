from importlib import import_module

from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "askel.plan"

    def ready(self) -> None:
        """Whoever is forgotten on the map is forgotten here, and the letter of a move's day is known."""
        import_module("askel.letter.kinds").register("move", "askel.plan.letters.write_move")
        forget = import_module("askel.netmap.forget")  # both need models, which are not there before now
        forget.forgetting.register(import_module("askel.plan.forget").forget_words)
