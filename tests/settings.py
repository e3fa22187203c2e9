"""Settings of the tests: a data folder of their own, and files straight from the source."""

import os
import tempfile
from pathlib import Path

_data = Path(tempfile.mkdtemp(prefix="askel-tests-"))
os.environ["ASKEL_DATA"] = str(_data)
os.environ.pop("ASKEL_URL", None)
os.environ.pop("ASKEL_MAIL", None)

from askel.config.settings import *  # noqa: E402, F403 - the environment must be set before
from askel.vault.key_file import make_key_file  # noqa: E402

STATIC_ROOT = _data / "static"
STATIC_ROOT.mkdir()
make_key_file(_data / "key")
VAULT_IN_TESTS = True  # tests hold both databases in transactions
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
