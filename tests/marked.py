"""A member who has something in every room, with a word of its own in every sealed field."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils import timezone

from askel.errand.actions import ask, finish, take
from askel.journal.actions import Seen, save_answer
from askel.journal.words import Words
from askel.letter.actions import owe_enclosed
from askel.netmap.actions import Told, add_contact, keep_snapshot, tie_contacts
from askel.netmap.details import UNTOLD
from askel.netmap.history import tracked
from askel.netmap.spheres import Ring, Sphere
from askel.people.models import Person
from askel.plan.actions import Intended, finish_move, picture_move, plan_move, tell_outcome
from askel.plan.goals import Wanted, set_goal
from askel.plan.models import Move, Outcome, Size
from askel.plan.pace import ask_for_talk
from askel.sharing.actions import look_at
from askel.sharing.reporting import Told as Wronged
from askel.sharing.reporting import report_remark
from askel.sharing.supporting import label_support
from askel.steps.queries import edition
from askel.upkeep.actions import Chosen, set_rhythms
from askel.upkeep.models import Every
from askel.vault.fields import SealedTextField
from tests import make
from tests.errand import works

Field = tuple[str, str]  # a table and one of its columns


def sealed_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Every one that the models have, so that a new one is looked for too."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedTextField):
                yield model, field.name


def mark(table: str, field: str) -> str:
    """The word of one field, in small letters alone, as it must pass through forms and sentences unchanged."""
    return f"zwieback{table}{field}".replace("_", "")


def marks_in(text: str) -> set[str]:
    """Those that stand in a text, whatever it is wrapped in."""
    return {word for word in all_marks() if word in text.casefold()}


def all_marks() -> set[str]:
    return {mark(model._meta.db_table, name) for model, name in sealed_fields()}


@dataclass(frozen=True, slots=True)
class Marked:
    """What there is of the member, by id."""

    share: UUID
    remark: UUID
    contact: UUID
    goal: UUID
    move: UUID
    done: UUID
    snapshot: UUID


def mark_everything(person: Person) -> Marked:
    """Through the actions that pages use."""
    now, today = timezone.now(), timezone.localdate()
    details = replace(UNTOLD, trade=mark("netmap_contact", "details"), meaning=mark("netmap_contact", "details"))
    told = Told(
        mark("netmap_contact", "nickname"),
        Ring.CLOSE,
        Sphere.WORK,
        note=mark("netmap_contact", "note"),
        details=details,
    )
    with tracked(person, sitting="a-sitting", now=now):
        contact = add_contact(told, by=person, now=now)
        add_contact(Told(mark("netmap_change", "difference"), Ring.CLOSE, Sphere.WORK), by=person, now=now)
    kept = add_contact(Told(mark("netmap_snapshot", "kept"), Ring.OUTER, Sphere.STUDY), by=person, now=now)
    tie_contacts(contact, kept, by=person)
    snapshot = keep_snapshot(by=person, now=now, today=today)
    set_rhythms([Chosen(contact.pk, Every.MONTH)], by=person, now=now)
    words = {name: mark("plan_goal", name) for name in ("wish", "obstacle", "answer", "why_now", "around")}
    goal = set_goal(Wanted(**words), by=person, now=now)
    make.supporter(person, make.guest(), now=now)
    supported = make.supporter(make.guest(), person, now=now)
    label_support(supported.pk, mark("sharing_supportlabel", "words"), by=person)
    move, done = (_move(person, contact.pk, goal.pk, ahead) for ahead in (1, 0))
    said = finish_move(done, by=person, now=now, today=today)
    tell_outcome(said, Outcome.MET, mark("plan_checkin", "came_of"), by=person, version=said.version)
    ask_for_talk(by=person, now=now)
    _beside(person)
    shown = make.share(person, make.guest(), now=now, for_whom=mark("sharing_share", "for_whom"))
    look_at(shown.pk, by=make.viewer_of(shown), now=now)
    remark = make.remark(shown, mark("sharing_remark", "words"), now=now)
    make.answered(remark, mark("sharing_remark", "answer"), now=now)
    wrong = make.remark(make.share(person, make.guest(), now=now), mark("sharing_report", "reported"), now=now)
    report_remark(wrong.pk, Wronged(mark("sharing_report", "words")), by=person, now=now)
    return Marked(shown.pk, remark.pk, contact.pk, goal.pk, move.pk, done.pk, snapshot.pk)


def _move(person: Person, contact: UUID, goal: UUID, ahead: int) -> Move:
    intended = Intended(
        what=mark("plan_move", "what"),
        contact=contact,
        goal=goal,
        on=timezone.localdate() + timedelta(days=ahead),
        cue=mark("plan_move", "cue"),
        factor=mark("plan_move", "factor"),
        minutes=Size.FIVE,
    )
    planned = plan_move(intended, by=person, now=timezone.now())
    return picture_move(planned, mark("plan_move", "picture"), by=person, version=planned.version)


def _beside(person: Person) -> None:
    """An answer, an errand, a letter that a page wrote."""
    exercise = edition("en").exercise("what-stands-in-the-way")
    assert exercise
    answer = Words(asks={"small-thing": mark("journal_answer", "sealed_words")})
    save_answer(exercise, answer, by=person, seen=Seen(0, "a-page"), now=make.NOON)
    ask(works.WORDS, by=person, now=make.NOON)
    errand = take(make.NOON)
    assert errand
    finish(errand, mark("errand_errand", "result"), now=timezone.now())
    owe_enclosed(mark("letter_enclosure", "words"), to=person, now=timezone.now())
    make.consent(person)
    person.return_code = mark("people_person", "return_code")
    person.save(update_fields=["return_code"])
