from django.apps import AppConfig


class ErrandConfig(AppConfig):
    name = "askel.errand"
