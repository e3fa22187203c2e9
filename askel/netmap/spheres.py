"""Where in life, and how close: the coded places of a map."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sphere(models.TextChoices):
    WORK = "work", _("Work")
    STUDY = "study", _("Study")
    FREE_TIME = "free_time", _("Free time")
    FAMILY_NEIGHBOURS = "family_neighbours", _("Family and neighbours")
    OFFICIALS_SERVICES = "officials_services", _("Officials and services")
    OLD_HOME = "old_home", _("Old home")
    ONLINE = "online", _("Online")


class Ring(models.IntegerChoices):
    CLOSE = 1, _("Close to me")
    MIDDLE = 2, _("Quite close")
    OUTER = 3, _("Further out")


class Kind(models.TextChoices):
    CONTACT = "contact", _("Contact")
    NETWORK = "network", _("Network")
