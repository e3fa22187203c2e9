"""Build what git does not hold, so that a wheel is whole: style sheet, scripts, translations."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


class BuildHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del build_data
        if version == "editable":  # `make` builds these in the working tree
            return
        if not (ROOT / "node_modules").exists():
            _run("npm", "ci", "--ignore-scripts")
        _run("npm", "run", "--silent", "build")
        _run(sys.executable, "-m", "babel.messages.frontend", "-q", "compile", "-d", "askel/locale", "-D", "django")


def _run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True)
