from django.apps import AppConfig


class NetmapConfig(AppConfig):
    name = "askel.netmap"
