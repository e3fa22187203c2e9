from django.apps import AppConfig


class CarryConfig(AppConfig):
    name = "askel.carry"
