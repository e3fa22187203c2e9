"""The loop's duty towards letters: one at a time, so that a kill repeats one at most."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import wait
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from askel.errand.loop import Loop
from askel.errand.threads import in_thread
from askel.letter import actions
from askel.letter.backend import write_letter
from askel.letter.kinds import kind_of
from askel.letter.line import Line, NotTakenError, TurnedDownError
from askel.letter.models import Letter
from askel.letter.rules import GIVE_UP_AFTER, Fate, Standing, fate, quiet_until
from askel.letter.writing import is_wanted, message_of
from askel.people.models import HOME_ZONE
from askel.people.rules import zone
from askel.vault.keys import drop_held_keys

SECONDS_IN_ALL = 30.0  # for one letter, whatever the server does
SECONDS_TO_STOP = 1.2  # for the one that is on the line when the loop is told to stop
SECONDS_TO_BREAK = 0.3  # until a line that was cut is quiet
TURN = 2.0  # then errands and the nightly work are looked at
log = logging.getLogger(__name__)


def send_letters(loop: Loop) -> bool:
    """A duty: send what is due. True when more waits."""
    began, line = time.monotonic(), Line()
    try:
        while not loop.stopping.is_set():
            loop.beat()
            now = timezone.now()
            letter = actions.take(now)
            if letter is None:
                return False
            deal_with(letter, line, loop, now=now)
            drop_held_keys()
            if line.is_cut or time.monotonic() - began > TURN:
                return True
    finally:
        line.close()
    return False


def deal_with(letter: Letter, line: Line, loop: Loop, *, now: datetime) -> None:
    """Do with a letter in hand what its time has come for."""
    try:
        standing = standing_of(letter)
        what = fate(standing, now)
        message = message_of(letter) if what == Fate.SEND else None
    except Exception:  # whatever its kind does wrong, other letters go on
        log.exception("A letter could not be written.")
        _write_later(letter, now=now)
        return
    if message:
        is_over = partial(_hand_over, message, line, loop) if settings.ENV.mail else partial(_write, message, letter)
        _send(letter, is_over, now=now)
    elif what == Fate.WAIT:
        actions.put_back(letter, until=quiet_until(now, standing.zone))
    elif what == Fate.SHOW:
        actions.show_instead(letter, now=now)
    elif what == Fate.GIVE_UP:
        actions.give_up(letter, now=now)
    else:
        actions.drop(letter)


def _write_later(letter: Letter, *, now: datetime) -> None:
    """A newer Askel may know how, such as one that is being started now. After two days nobody does."""
    if now - letter.due_at > GIVE_UP_AFTER:
        actions.drop(letter)
    else:
        actions.try_later(letter, now=now)


def standing_of(letter: Letter) -> Standing:
    kind = kind_of(letter.kind)
    return Standing(
        due_at=letter.due_at,
        zone=zone(letter.person.time_zone if letter.person else HOME_ZONE),
        is_wanted=is_wanted(letter),
        is_late=letter.late_at is not None,
        is_at_once=kind.is_at_once,
        is_shown=kind.is_shown,
        good_for=kind.good_for,
    )


def _send(letter: Letter, hand_over: Callable[[], bool], *, now: datetime) -> None:
    try:
        is_over = hand_over()
    except TurnedDownError:
        log.exception("The mail server turned a letter down for good.")
        actions.give_up(letter, now=now)
    except (NotTakenError, OSError):
        log.exception("A letter could not be handed over. It is tried again later.")
        actions.try_later(letter, now=now)
    else:
        if is_over:
            actions.mark_sent(letter, now=now)
        else:
            actions.put_back(letter)


def _write(message: EmailMessage, letter: Letter) -> bool:
    path = write_letter(message, settings.LETTERS_FOLDER)
    if not Letter.objects.filter(
        pk=letter.pk
    ).exists():  # an erase was faster, and has looked through the folder already
        path.unlink(missing_ok=True)
    return True


def _hand_over(message: EmailMessage, line: Line, loop: Loop) -> bool:
    """Send beside this thread, which goes on saying that the loop is alive. False: the loop was told to stop first.

    Raises: NotTakenError, TurnedDownError.
    """
    done, end = in_thread(line.send, message), time.monotonic() + SECONDS_IN_ALL
    while not wait([done], timeout=0.2).done:
        loop.beat()
        if loop.stopping.is_set():
            end = min(end, time.monotonic() + SECONDS_TO_STOP)
            if not wait([done], timeout=max(0.0, end - time.monotonic())).done:
                line.cut()
                return False
        elif time.monotonic() > end:
            line.cut()
            wait([done], timeout=SECONDS_TO_BREAK)
            raise NotTakenError
    done.result()
    return True
