from importlib import import_module

from django.apps import AppConfig
from django.core.signals import request_finished


class VaultConfig(AppConfig):
    name = "askel.vault"

    def ready(self) -> None:
        keys = import_module("askel.vault.keys")  # it needs models, which are not there before now
        request_finished.connect(keys.drop_held_keys, dispatch_uid="drop_held_keys")
