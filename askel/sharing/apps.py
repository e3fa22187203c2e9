from importlib import import_module

from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "askel.sharing"

    def ready(self) -> None:
        """The letter to a supporter is known, and what a plan tells is heard for them."""
        import_module("askel.letter.kinds").register("support", "askel.sharing.telling.write_support")
        # These need models, which are not there before now.
        happening, telling = import_module("askel.steps.happening"), import_module("askel.sharing.telling")
        happening.step_done.register(telling.tell_step)
        happening.step_taken_back.register(telling.take_step_back)
        happening.standing_still.register(telling.tell_still)
        withdrawn = import_module("askel.people.withdrawn").withdrawn
        withdrawn.register(import_module("askel.sharing.supporting").follow_withdrawal)
