"""What is tidied: at each start, by ``askel tidy``, and once a night by the loop."""

from importlib import import_module

from django.utils import timezone

from askel.errand.actions import forget_ended_errands
from askel.errand.kinds import Tell, register
from askel.errand.models import Errand
from askel.errand.queries import last_tick
from askel.letter.actions import forget_ended_letters
from askel.letter.files import forget_old_files
from askel.people.actions import (
    erase_guests_over,
    finish_erasures,
    forget_ended_sessions,
    forget_ended_tries,
    forget_old_erasures,
)
from askel.people.idle import look_at_idle
from askel.people.leaving import erase_leaving

NIGHTLY = "tidy"


def tidy() -> dict[str, int]:
    """All that has ended goes. Returns how many of each."""
    now, today = timezone.now(), timezone.localdate()
    idle = look_at_idle(today=today, now=now, loop_was_here=last_tick())
    return {
        "erasures_finished": finish_erasures(),
        "erasures_forgotten": forget_old_erasures(now=now),
        "sessions_cleared": forget_ended_sessions(now=now),
        "tries_cleared": forget_ended_tries(now=now),
        "changes_cleared": import_module("askel.netmap.history").end_sittings(now=now),  # by name: it is a private room
        "letters_cleared": forget_ended_letters(now=now),
        "letter_files_cleared": forget_old_files(now=now),
        "shares_cleared": import_module("askel.sharing.actions").forget_ended_shares(now=now),  # by name, as well
        "reports_cleared": import_module("askel.sharing.reporting").forget_closed_reports(now=now),  # by name, as well
        "supporters_cleared": import_module("askel.sharing.supporting").forget_old_support(now=now),  # by name, as well
        "movements_told": import_module("askel.plan.moving").look_at_all(now=now),  # by name, as well
        "errands_cleared": forget_ended_errands(now=now),
        "guests_erased": erase_guests_over(today=today),
        "idle_asked": idle["asked"],
        "idle_erased": idle["erased"],
        "leaving_erased": erase_leaving(now=now),
    }


def tidy_by_night(_errand: Errand, _tell: Tell) -> None:
    tidy()
    import_module("askel.upkeep.week").owe_week_letters(now=timezone.now())  # by name: it is a private room


def register_nightly() -> None:
    """This folder is no app, so the loop's part registers it."""
    register(NIGHTLY, "askel.config.night.tidy_by_night")
