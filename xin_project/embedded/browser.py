"""Get Chromium for the journeys, by the first way that this machine allows."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from xin_project.embedded import machine
from xin_project.embedded.console import CannotStart, say
from xin_project.embedded.places import PYTHON, TOOLS
from xin_project.embedded.processes import run

APT_INSTALL = "apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=60 chromium"
NO_BROWSER = "Chromium could not be installed."
SKIPPED = """
    !! NO CHROMIUM: THE BROWSER TESTS ARE SKIPPED !!
    Install it (`apt-get install chromium`) and run `make test` again.
"""


def ensure_browser() -> None:
    """Install a browser if there is none; say loudly when that fails."""
    if machine.chromium():
        return
    log = TOOLS / "chromium.log"
    try:
        _install(log)
    except CannotStart:
        say(SKIPPED)


def _install(log: Path) -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with suppress(CannotStart):
            run(["apt-get", "update"], log, NO_BROWSER)
            run(APT_INSTALL.split(), log, NO_BROWSER)
            return
    run([str(PYTHON.with_name("playwright")), "install", "chromium"], log, NO_BROWSER)
