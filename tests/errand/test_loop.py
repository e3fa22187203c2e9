"""The loop goes on whatever one of its duties does."""

import pytest
from django.db import OperationalError

from askel.errand.loop import Loop, go_round
from askel.errand.queries import last_tick
from askel.errand.threads import in_thread


@pytest.mark.parametrize("broken", [ValueError, OperationalError])
@pytest.mark.django_db(databases="__all__", transaction=True)
def test_a_duty_that_fails_keeps_no_other_from_being_done(broken: type[Exception]) -> None:
    rounds = 0

    def fail(_loop: Loop) -> bool:
        raise broken

    def stop(loop: Loop) -> bool:
        nonlocal rounds
        rounds += 1
        if rounds == 2:
            loop.stopping.set()
        return True

    go_round(Loop(), [fail, stop])

    assert rounds == 2
    assert last_tick() is not None


def test_what_a_thread_did_or_broke_on_comes_back() -> None:
    assert in_thread(int, "7").result(5) == 7
    with pytest.raises(ValueError, match="invalid"):
        in_thread(int, "seven").result(5)
