"""Rows of a plan. Words are sealed; days, channels, results and outcomes are coded, so that they can be counted."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from askel.lib.ids import uuid7
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.vault.fields import SealedTextField

SLOTS = (1, 2, 3)  # at most so many goals at a time
HOURS = range(24)
WEEKDAYS = range(7)  # Monday first, as in Python


class Ending(models.TextChoices):
    """How a goal ended."""

    REACHED = "reached", _("Reached")
    LET_GO = "let_go", _("Let go")


class Channel(models.TextChoices):
    """By which way a move goes."""

    MESSAGE = "message", _("A message")
    MAIL = "mail", _("An email")
    CALL = "call", _("A call")
    MEET = "meet", _("We meet")
    LINKEDIN = "linkedin", "LinkedIn"
    EVENT = "event", _("An event")
    OTHER = "other", _("Some other way")


class Result(models.TextChoices):
    """What a check-in says of a move."""

    DONE = "done", _("Done")
    MOVED = "moved", pgettext_lazy("a move got a new day", "Moved")
    DROPPED = "dropped", _("Let go")


class Outcome(models.TextChoices):
    """What came of a move that is done."""

    ANSWERED = "answered", _("I got an answer")
    MET = "met", _("We met or talked")
    ADVICE = "advice", _("I got advice")
    INTRODUCED = "introduced", _("I was introduced to somebody")
    LEAD = "lead", _("I heard of something I can follow up")
    INTERVIEW = "interview", _("A job interview")
    WORK = "work", _("Work")
    STUDY = "study", _("A place to study or train")
    NOTHING_YET = "nothing_yet", _("Nothing yet")


class Size(models.IntegerChoices):
    """How many minutes a move takes."""

    FIVE = 5, _("5 minutes")
    FIFTEEN = 15, _("15 minutes")
    HOUR = 60, _("An hour")


class Every(models.TextChoices):
    """How often a move comes again."""

    WEEK = "week", _("Every week")
    TWO_WEEKS = "two_weeks", _("Every two weeks")
    MONTH = "month", _("Every month")


class GoalQuerySet(models.QuerySet["Goal"]):
    def of(self, person: Person) -> Self:
        return self.filter(owner=person)

    def open(self) -> Self:
        return self.filter(closed_at=None)


class Goal(models.Model):
    """What is wanted and why now, what will get in the way, and the answer to that. Ended ones are kept.

    ``obstacle`` lies within the person, ``around`` outside.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    slot = models.PositiveSmallIntegerField()
    wish = SealedTextField()
    why_now = SealedTextField(blank=True, default="")
    obstacle = SealedTextField(blank=True, default="")
    around = SealedTextField(blank=True, default="")
    answer = SealedTextField(blank=True, default="")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = GoalQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["owner", "slot"], condition=Q(closed_at=None), name="one_open_goal_a_slot"),
            models.CheckConstraint(condition=Q(slot__in=SLOTS), name="goal_in_a_slot"),
            models.CheckConstraint(
                condition=Q(closed_at=None, ending="") | Q(closed_at__isnull=False, ending__in=Ending.values),
                name="closed_goal_has_an_ending",
            ),
        )

    def __str__(self) -> str:
        return f"goal {self.pk}"  # never the wish: this may reach a log


class MoveQuerySet(models.QuerySet["Move"]):
    def of(self, person: Person) -> Self:
        return self.filter(owner=person)

    def open(self) -> Self:
        return self.filter(done_at=None, dropped_at=None)

    def ended(self) -> Self:
        """The latest first."""
        ended = self.exclude(done_at=None, dropped_at=None)
        return ended.order_by(Coalesce("done_at", "dropped_at").desc(), "-pk")

    def with_contact(self) -> Self:
        return self.select_related("contact")


class Move(models.Model):
    """One small act towards somebody, on a day or without one yet. Each word may still be missing.

    ``sequence`` grows whenever the day changes or the move ends: calendars that took it along follow it.
    ``put_off`` counts later days since it was planned or made easier. One that comes again plans ``after`` it the next.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="moves")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    goal_id: UUID | None
    contact_id: UUID | None
    what = SealedTextField(blank=True, default="")
    cue = SealedTextField(blank=True, default="")
    factor = SealedTextField(blank=True, default="")
    picture = SealedTextField(blank=True, default="")  # where it happens, as the person sees it before
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.OTHER)
    idea = models.CharField(max_length=40, blank=True, default="", db_default="")  # the key of the one it came from
    minutes = models.PositiveSmallIntegerField(choices=Size.choices, null=True, blank=True)
    every = models.CharField(max_length=10, choices=Every.choices, blank=True, default="", db_default="")
    turn = models.PositiveSmallIntegerField(default=1, db_default=1)  # which one it is of those that come again
    after = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    put_off = models.PositiveSmallIntegerField(default=0, db_default=0)
    on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    sequence = models.PositiveIntegerField(default=0)

    objects = MoveQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["owner", "on"], condition=Q(done_at=None, dropped_at=None), name="open_move"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(dropped_at=None), name="move_is_not_both_done_and_dropped"
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="move_by_a_channel"),
            models.CheckConstraint(condition=Q(minutes=None) | Q(minutes__in=Size.values), name="move_of_a_size"),
            models.CheckConstraint(condition=Q(every__in=["", *Every.values]), name="move_comes_again"),
        )

    def __str__(self) -> str:
        return f"move {self.pk}"


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def of(self, person: Person) -> Self:
        return self.filter(owner=person)


class CheckIn(models.Model):
    """What became of a move: it ends once, and may get a new day many times before."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    move = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="check_ins")
    result = models.CharField(max_length=10, choices=Result.choices)
    at = models.DateTimeField()
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    came_of = SealedTextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["move"], condition=Q(result__in=[Result.DONE, Result.DROPPED]), name="move_ends_once"
            ),
            models.CheckConstraint(condition=Q(result__in=Result.values), name="check_in_has_a_result"),
            models.CheckConstraint(
                condition=Q(result=Result.MOVED, to_day__isnull=False) | (~Q(result=Result.MOVED) & Q(to_day=None)),
                name="new_day_only_when_moved",
            ),
            models.CheckConstraint(condition=Q(outcome__in=["", *Outcome.values]), name="check_in_has_a_known_outcome"),
            models.CheckConstraint(condition=Q(outcome="") | Q(result=Result.DONE), name="outcome_only_when_done"),
        )

    def __str__(self) -> str:
        return f"{self.result} {self.pk}"


class PaceQuerySet(models.QuerySet["Pace"]):
    def of(self, person: Person) -> Self:
        return self.filter(owner=person)


class Pace(models.Model):
    """How one person wants to go on: a pause, a day and hour to look at the week, a talk that is asked for."""

    owner = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="+")
    paused_on = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)  # the first day that is no pause any more
    look_weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    look_hour = models.PositiveSmallIntegerField(null=True, blank=True)
    looked_on = models.DateField(null=True, blank=True)  # the latest look at the week
    asked_at = models.DateTimeField(null=True, blank=True)  # for a talk

    objects = PaceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(paused_on=None, paused_until=None)
                | Q(paused_on__isnull=False, paused_until__isnull=False, paused_until__gte=F("paused_on")),
                name="pause_from_a_day_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(look_weekday=None, look_hour=None)
                | Q(
                    look_weekday__isnull=False, look_hour__isnull=False, look_weekday__in=WEEKDAYS, look_hour__in=HOURS
                ),
                name="look_at_a_day_and_an_hour",
            ),
        )

    def __str__(self) -> str:
        return f"pace {self.pk}"


class Shows(models.TextChoices):
    """What a calendar shows of each move."""

    NEUTRAL = "neutral", _("Only that something is planned")
    WORDS = "words", _("My own words")


class FeedQuerySet(models.QuerySet["Feed"]):
    def of(self, person: Person) -> Self:
        return self.filter(owner=person)

    def open(self) -> Self:
        return self.exclude(secret_hash=None)


class Feed(models.Model):
    """The address at which calendars read one person's moves. Only a hash of it is kept; none when it was ended.

    ``version`` grows with each address, so that no page from before brings an old one back.
    """

    owner = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    shows = models.CharField(max_length=10, choices=Shows.choices, default=Shows.NEUTRAL)
    made_at = models.DateTimeField()
    last_read_on = models.DateField(null=True, blank=True)  # the day, not the hour
    version = models.PositiveIntegerField(default=0)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(shows__in=Shows.values), name="feed_shows_words_or_none"),)

    def __str__(self) -> str:
        return f"feed {self.pk}"
