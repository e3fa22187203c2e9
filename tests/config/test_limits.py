"""Every door that counts tries has a limit in the settings, and nothing there counts for no door."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).parent.parent.parent / "askel"
CONSUMED = re.compile(r"ratelimit\.consume\([^)]*?action=\"(\w+)\"")


def test_each_action_that_is_counted_has_a_limit() -> None:
    actions = {action for file in ROOT.rglob("*.py") for action in CONSUMED.findall(file.read_text())}

    assert {"bring", "press", "signup"} <= actions
    assert actions <= set(settings.ACCOUNT_RATE_LIMITS)
