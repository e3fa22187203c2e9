"""Anyone with an account, or a guest who has not left an address yet."""

from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from askel.lib.ids import uuid7
from askel.vault.fields import SealedTextField

GUEST_DAYS = 30


HOME_ZONE = "Europe/Helsinki"  # until somebody says where they live


class Letters(models.TextChoices):
    """Whether somebody wants letters. Sign-in codes come in any case."""

    MAIL = "mail"
    NONE = "none"


class PersonManager(BaseUserManager["Person"]):
    """People are made by ``actions.start_guest`` alone; there are no superusers."""

    def guests_over(self, today: date) -> models.QuerySet["Person"]:
        """Guests whose last visit and last planned day are both more than ``GUEST_DAYS`` ago."""
        before = today - timedelta(days=GUEST_DAYS)
        return self.filter(
            models.Q(keep_until=None) | models.Q(keep_until__lt=before),
            email=None,
            authenticator=None,
            demo_name=None,
            last_visit_on__lt=before,
        )

    def idle_since(self, before: date) -> models.QuerySet["Person"]:
        """People with a way back, who have neither come nor had anything planned since that day. No demo's cast."""
        return self.filter(
            models.Q(keep_until=None) | models.Q(keep_until__lt=before),
            models.Q(email__isnull=False) | models.Q(authenticator__isnull=False),
            demo_name=None,
            last_visit_on__lt=before,
        ).distinct()


class Person(AbstractBaseUser):
    """Somebody who uses Askel.

    Nobody has a password: the unusable one is random, and the session depends on it, so that setting
    it anew signs out everywhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True, default=None)
    language = models.CharField(max_length=10, blank=True)
    return_code = SealedTextField(owner="id", default="", blank=True)
    return_code_hash = models.CharField(max_length=64, unique=True, null=True)
    made_at = models.DateTimeField(default=timezone.now)
    last_visit_on = models.DateField(null=True)
    keep_until = models.DateField(null=True)  # the last planned day; set by ``plan``
    leaving_at = models.DateTimeField(null=True)  # everything of theirs is erased from then on
    asked_on = models.DateField(null=True)  # whether they still want their place; a visit clears it
    demo_name = models.SlugField(max_length=20, unique=True, null=True)  # one of the demo's cast
    leads = models.BooleanField(default=False)  # leads rounds or programmes; set by ``programme``

    time_zone = models.CharField(max_length=40, default=HOME_ZONE, db_default=HOME_ZONE)
    letters = models.CharField(max_length=8, choices=Letters.choices, default=Letters.MAIL, db_default=Letters.MAIL)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    def __str__(self) -> str:
        return display(self)

    @property
    def last_login(self) -> datetime:  # type: ignore[override] # Django's field, which is not kept
        """The hour of a sign-in is not kept. Allauth asks whether there was one: everybody was in when they were made."""
        return self.made_at


def display(person: Person) -> str:
    """What sign-in pages and passkeys call this person."""
    return person.email or _("Guest of Askel")


class Agreed(models.TextChoices):
    """What somebody may say yes to."""

    LETTERS = "letters"  # reminders by mail
    SUPPORTER = "supporter"  # one person hears that something moved; recorded by ``sharing``
    MOVEMENT = "movement"  # others see how the plan goes, as a code; recorded by ``sharing``


class ConsentQuerySet(models.QuerySet["Consent"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def open(self) -> Self:
        """Not taken back."""
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """A yes of somebody: ``wording`` is the sentence they read, in the language they read it in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=Agreed.choices)
    wording = models.TextField()
    language = models.CharField(max_length=10)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "kind"], condition=models.Q(withdrawn_at=None), name="one_open_consent"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
