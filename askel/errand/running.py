"""The loop's duty towards errands: one at a time, beside the letters, with its lease renewed."""

import logging
from concurrent.futures import Future, wait
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import connections
from django.utils import timezone

from askel.errand import actions
from askel.errand.kinds import work_of
from askel.errand.loop import Loop
from askel.errand.models import Errand
from askel.errand.queries import night_of
from askel.errand.rules import RENEW_EVERY, is_night_due
from askel.errand.threads import in_thread

PATIENCE = 0.5  # for an errand that is nearly done when the loop stops
log = logging.getLogger(__name__)


@dataclass
class Desk:
    """The errand in hand, if any."""

    errand: Errand | None = None
    done: "Future[None] | None" = None
    renewed_at: datetime | None = None

    def __call__(self, _loop: Loop) -> bool:
        """Take one, or keep the one that is being done. True when there may be another at once."""
        now = timezone.now()
        if self.done is not None and not self.done.done():
            self._renew(now)
            return False
        had_one = self.errand is not None
        self.errand = actions.take(now)
        self.renewed_at = now
        self.done = in_thread(_do_in_thread, self.errand) if self.errand else None
        return had_one and self.errand is not None

    def _renew(self, now: datetime) -> None:
        if self.errand and self.renewed_at and now - self.renewed_at >= RENEW_EVERY:
            actions.renew(self.errand, now=now)
            self.renewed_at = now

    def close(self) -> None:
        """The loop stops: what is not done in a moment goes back."""
        if self.errand and self.done:
            wait([self.done], timeout=PATIENCE)
            if not self.done.done():
                actions.put_back(self.errand)


def _do_in_thread(errand: Errand) -> None:
    try:
        do(errand)
    finally:
        connections.close_all()  # this thread's own


def do(errand: Errand) -> None:
    """Do one errand that is in hand, and say what became of it."""
    try:
        result = work_of(errand.kind)(errand, partial(actions.tell, errand))
        actions.finish(errand, result, now=timezone.now())
    except actions.LeaseLostError:
        log.warning("An errand went to another loop.")
    except Exception:
        log.exception("An errand failed.")
        actions.fail(errand, now=timezone.now())


def ask_each_night(kind: str) -> "partial[bool]":
    """A duty: once a day, in the night, ask for the work called ``kind``."""
    return partial(_ask_this_night, kind)


def _ask_this_night(kind: str, _loop: Loop) -> bool:
    here = timezone.localtime()
    if is_night_due(night_of(), here):
        actions.ask_nightly(kind, night=here.date(), now=timezone.now())
    return False
