"""Builders: each names only what a test is about."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress

from askel.journal.actions import Seen, save_answer
from askel.journal.models import Answer
from askel.journal.queries import answer_to
from askel.journal.words import Words
from askel.netmap.actions import Told, add_contact, keep_snapshot, record_encounter
from askel.netmap.models import Contact, Snapshot
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.actions import start_guest
from askel.people.codes import code_hash
from askel.people.consents import give_consent
from askel.people.models import Agreed, Consent, Person
from askel.plan.actions import Intended, finish_move, plan_move
from askel.plan.goals import Wanted, set_goal
from askel.plan.models import Goal, Move
from askel.sharing.actions import Spoken, Wished, leave_remark, open_link, share_line
from askel.sharing.answering import answer_remark
from askel.sharing.models import ROWS, Line, Remark, Row, Said, Share, Supporter
from askel.sharing.rules import today_of, usual_last_day
from askel.sharing.supporting import open_support, turn_on
from askel.steps.queries import edition
from askel.upkeep.actions import Chosen, set_rhythms
from askel.upkeep.models import Every

NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # noon in Helsinki, a Tuesday
TODAY = date(2026, 11, 24)


def guest(language: str = "en") -> Person:
    """Somebody who pressed *Start now*."""
    return start_guest(language=language, now=NOON, today=TODAY)


def person(name: str) -> Person:
    """Somebody with an address, proved."""
    made = guest()
    made.email = f"{name.lower()}@example.org"
    made.save(update_fields=["email"])
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def consent(owner: Person, kind: Agreed = Agreed.LETTERS, wording: str = "Yes, write to me") -> Consent:
    """Something that ``owner`` said yes to."""
    return give_consent(kind, wording, by=owner, now=NOON)


def contact(
    owner: Person,
    nickname: str = "Anna",
    *,
    at: tuple[Ring, Sphere] = (Ring.MIDDLE, Sphere.STUDY),
    kind: Kind = Kind.CONTACT,
    wished: bool = False,
) -> Contact:
    """Somebody on ``owner``'s map."""
    return add_contact(Told(nickname, *at, kind), by=owner, now=NOON, wished=wished)


def snapshot(owner: Person) -> Snapshot:
    """``owner``'s map as it is today, with one more on it."""
    contact(owner)
    return keep_snapshot(by=owner, now=NOON, today=TODAY)


def move(owner: Person, what: str = "I ask for 20 minutes.", **intended: Any) -> Move:  # noqa: ANN401 - any part of a move
    """A planned move of ``owner``; towards Anna, unless ``newcomer`` or ``contact`` says otherwise."""
    if "contact" not in intended:
        intended.setdefault("newcomer", "Anna")
    return plan_move(Intended(what=what, **intended), by=owner, now=NOON)


def rhythm(owner: Person, nickname: str = "Anna", every: Every = Every.MONTH, days_ago: int | None = None) -> Contact:
    """Somebody on ``owner``'s map with whom they want to keep in touch; they last were ``days_ago``."""
    somebody = contact(owner, nickname)
    if days_ago is not None:
        record_encounter(somebody, by=owner, on=TODAY - timedelta(days=days_ago), now=NOON)
    set_rhythms([Chosen(somebody.pk, every)], by=owner, now=NOON)
    return somebody


def done_move(owner: Person) -> Move:
    """A move that was done today."""
    planned = move(owner, on=TODAY)
    finish_move(planned, by=owner, now=NOON, today=TODAY)
    return planned


def goal(owner: Person, wish: str = "I work in a laboratory.") -> Goal:
    """An open goal of ``owner``."""
    return set_goal(Wanted(wish, "I am tired after work.", "Then I write on the tram."), by=owner, now=NOON)


def answer(owner: Person, words: str = "I write first.") -> Answer:
    """What ``owner`` wrote for the first exercise, to its last question."""
    exercise = edition("en").exercise("what-stands-in-the-way")
    assert exercise
    held = answer_to(owner, exercise)
    seen = Seen(held.version if held else 0, "a-page")
    return save_answer(exercise, Words(asks={"small-thing": words}), by=owner, seen=seen, now=NOON)


def row_of(owner: Person, line: Line) -> dict[str, Row]:
    """By its name, for ``share`` and ``link``: a new row of ``owner`` that the line can be of, if it is of one."""
    made: dict[Line, Callable[[Person], Row]] = {
        Line.GOAL: goal,
        Line.MOVE: move,
        Line.ANSWER: answer,
        Line.COMPARISON: snapshot,
    }
    return {ROWS[line]: made[line](owner)} if line in ROWS else {}


def link(owner: Person, line: Line = Line.OUTLINE, *, now: datetime = NOON, **wished: Any) -> tuple[Share, str]:  # noqa: ANN401 - any part of a share
    """A share of ``owner`` that nobody has opened, and the secret of its link. A line that is a row is said by its name."""
    row = next((wished.pop(name) for name in ROWS.values() if name in wished), None)
    wished = {"for_whom": "Pavel", "last_day": usual_last_day(today_of(owner, now)), "row": row, **wished}
    return share_line(Wished(line, **wished), by=owner, now=now)


def share(owner: Person, viewer: Person, line: Line = Line.OUTLINE, *, now: datetime = NOON, **wished: Any) -> Share:  # noqa: ANN401 - any part of a share
    """A line of ``owner`` that ``viewer`` sees."""
    opened = open_link(link(owner, line, now=now, **wished)[1], by=viewer, now=now)
    assert opened
    return opened


def viewer_of(share: Share) -> Person:
    assert share.viewer
    return share.viewer


def remark(share: Share, words: str = "You can do it.", *, now: datetime = NOON) -> Remark:
    """What the viewer of a share said of it."""
    kept = leave_remark(share.pk, Spoken(Said.ENCOURAGEMENT, words), by=viewer_of(share), now=now)
    assert kept
    return kept


def answered(remark: Remark, words: str = "Thank you.", *, now: datetime = NOON) -> Remark:
    """What the owner answered to a remark."""
    kept = answer_remark(remark.pk, words, by=remark.owner, now=now)
    assert kept
    return kept


def supporter(owner: Person, viewer: Person, *, now: datetime = NOON) -> Supporter:
    """``viewer`` is told that ``owner`` moves or stands still."""
    opened = open_support(turn_on(by=owner, now=now)[1], by=viewer, now=now)
    assert opened
    return opened


def hash_of(code: str) -> str:
    """What lies in the database for a return code."""
    return code_hash(code)
