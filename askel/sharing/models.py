"""Rows of the door: a line let out to somebody, each time that they saw it, what they said of it, and the answer.

And reports, and who supports whom.
"""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from askel.journal.models import Answer
from askel.lib.ids import uuid7
from askel.netmap.models import Snapshot
from askel.people.models import Person
from askel.plan.models import Goal, Move
from askel.vault.fields import SealedTextField


class Line(models.TextChoices):
    """What can be shown. Each is one line of its owner's, as it is when it is looked at."""

    GOAL = "goal", _("A goal")
    MOVE = "move", _("A move")
    MOVEMENT = "movement", _("How the plan moves, without its words")
    ANSWER = "answer", _("An answer to an exercise")
    OUTLINE = "outline", _("The map in numbers, without names")
    MAP = "map", _("The map with nicknames")
    COMPARISON = "comparison", _("What changed on the map, with nicknames")


Row = Goal | Move | Answer | Snapshot
ROWS = {
    Line.GOAL: "goal",
    Line.MOVE: "move",
    Line.ANSWER: "answer",
    Line.COMPARISON: "snapshot",
}  # what each is a row of


def _of_one_line() -> Q:
    """Each line has its own row and no other; the rest are of the owner as a whole."""
    lines = [Q(line=line, **{f"{row}__isnull": row != ROWS.get(line) for row in ROWS.values()}) for line in Line]
    return reduce(or_, lines)


class ShareQuerySet(models.QuerySet["Share"]):
    def of(self, person: Person) -> Self:
        """Those that this person made. What others show them: ``queries.visible``."""
        return self.filter(owner=person)

    def open(self, now: datetime) -> Self:
        """Neither withdrawn nor over. Nobody may have opened the link yet."""
        return self.filter(withdrawn_at=None, ends_at__gt=now)

    def ended(self, now: datetime) -> Self:
        return self.exclude(withdrawn_at=None, ends_at__gt=now)

    def with_line(self) -> Self:
        return self.select_related("owner", "goal", "move__contact", "answer", "snapshot")


class Share(models.Model):
    """A line let out to one person until ``ends_at``. Whoever opens its link first is the viewer, and the only one.

    A goal, a move, an answer or a snapshot that goes takes its shares along, and so does the erasing of either side: that somebody looked, and
    when, is the viewer's as much as the owner's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    owner_id: UUID
    line = models.CharField(max_length=10, choices=Line.choices)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    move = models.ForeignKey(Move, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    for_whom = SealedTextField()
    secret_hash = models.CharField(max_length=64, unique=True)  # of the link; it opens nothing once there is a viewer
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    viewer = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    viewer_id: UUID | None
    opened_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["owner", "ends_at"], name="share_of_owner"),
            models.Index(fields=["viewer", "opened_at"], name="share_of_viewer"),
        )
        constraints = (
            models.CheckConstraint(condition=_of_one_line(), name="share_of_one_line"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="share_ends_after_it_was_made"),
            models.CheckConstraint(
                condition=Q(viewer=None, opened_at=None) | Q(viewer__isnull=False, opened_at__isnull=False),
                name="share_opened_by_its_viewer",
            ),
            models.CheckConstraint(condition=Q(viewer=None) | ~Q(viewer=F("owner")), name="share_with_somebody_else"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("made_at")), name="share_made_then_withdrawn"
            ),
        )

    def __str__(self) -> str:
        return f"share {self.pk}"  # never for whom: this may reach a log


class Look(models.Model):
    """In this hour the viewer saw the line. The minute is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="looks")
    hour = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["share", "hour"], name="one_look_an_hour"),)

    def __str__(self) -> str:
        return f"look {self.pk}"


class Said(models.TextChoices):
    """What a remark is."""

    ENCOURAGEMENT = "encouragement", _("A good word")
    QUESTION = "question", pgettext_lazy("a viewer asks the owner of a line", "A question")


class RemarkQuerySet(models.QuerySet["Remark"]):
    def new_to(self, owner: Person) -> Self:
        """Said, and not read yet."""
        return self.filter(owner=owner, read_at=None)

    def answered(self) -> Self:
        return self.exclude(answered_at=None)

    def new_answers(self) -> Self:
        return self.answered().filter(answer_read_at=None)


class Remark(models.Model):
    """What a viewer said of a line, and what its owner answered. Both are sealed for the owner, who may take them away."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="remarks")
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    said = models.CharField(max_length=15, choices=Said.choices)
    words = SealedTextField()
    said_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)  # by the owner; None says that it is new
    answer = SealedTextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_read_at = models.DateTimeField(null=True, blank=True)  # by the viewer

    objects = RemarkQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(said__in=Said.values), name="remark_of_a_kind"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("said_at")), name="remark_said_then_answered"
            ),
            models.CheckConstraint(
                condition=Q(answer_read_at=None) | Q(answer_read_at__gte=F("answered_at")),
                name="answer_given_then_read",
            ),
            models.CheckConstraint(
                condition=Q(answer_read_at=None) | Q(answered_at__isnull=False), name="answer_is_read"
            ),
        )

    def __str__(self) -> str:
        return f"remark {self.pk}"


class Wrong(models.TextChoices):
    """What a report is about."""

    REMARK = "remark", _("What somebody wrote to me")
    LINE = "line", _("What somebody shows me")
    ANSWER = "answer", _("What somebody answered me")


class ReportQuerySet(models.QuerySet["Report"]):
    def of(self, person: Person) -> Self:
        return self.filter(reporter=person)

    def open(self) -> Self:
        return self.filter(closed_at=None)


class Report(models.Model):
    """Words that should not have been said. A copy, which stays when share and remark have gone.

    It is sealed for whoever reported, and those who run this Askel read it. Nobody else's id is on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reporter_id: UUID
    kind = models.CharField(max_length=10, choices=Wrong.choices)
    reported = SealedTextField(owner="reporter_id")
    words = SealedTextField(owner="reporter_id")  # what is wrong with it, or ""
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["closed_at"], name="report_closed"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Wrong.values), name="report_of_a_kind"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("made_at")), name="report_made_then_closed"
            ),
        )

    def __str__(self) -> str:
        return f"report {self.pk}"


class SupporterQuerySet(models.QuerySet["Supporter"]):
    def of(self, person: Person) -> Self:
        """The one that this person chose. Whom others let them support: ``queries_supporter``."""
        return self.filter(owner=person)

    def waiting(self, now: datetime) -> Self:
        """Nobody has opened the link, and it still opens something."""
        return self.filter(viewer=None, ended_at=None, made_at__gt=now - LINK_LASTS)

    def working(self) -> Self:
        """Somebody is told."""
        return self.filter(ended_at=None).exclude(viewer=None)


LINK_LASTS = timedelta(days=30)


class Supporter(models.Model):
    """The one person who is told *that* a move was done or that a plan stands still. Whoever opens the link first is it.

    Neither knows the other's name from here. It ends when either says so, and goes when either is erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    owner_id: UUID
    secret_hash = models.CharField(max_length=64, unique=True)  # of the link; it opens nothing once there is a viewer
    made_at = models.DateTimeField()
    viewer = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    viewer_id: UUID | None
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SupporterQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(viewer=None, opened_at=None) | Q(viewer__isnull=False, opened_at__isnull=False),
                name="supporter_opened_the_link",
            ),
            models.CheckConstraint(condition=Q(viewer=None) | ~Q(viewer=F("owner")), name="supporter_is_somebody_else"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("made_at")), name="supporter_made_then_ended"
            ),
        )

    def __str__(self) -> str:
        return f"supporter {self.pk}"


class What(models.TextChoices):
    """What a supporter is told. Never which move, and never why."""

    STEP = "step", _("A step was done")
    STILL = "still", _("The plan stands still")


class Told(models.Model):
    """On this day, where the supporter lives, they were told that."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="told")
    what = models.CharField(max_length=10, choices=What.choices)
    on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["supporter", "what", "on"], name="told_once_a_day"),
            models.CheckConstraint(condition=Q(what__in=What.values), name="told_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.on}"


class SupportLabel(models.Model):
    """By what a supporter knows whom they support: their own words, sealed for themselves."""

    supporter = models.OneToOneField(Supporter, on_delete=models.CASCADE, primary_key=True, related_name="label")
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")  # the supporter
    owner_id: UUID
    words = SealedTextField()

    def __str__(self) -> str:
        return f"label {self.pk}"
