"""What happens between the services and the processes: tables, static files, the demo."""

import json
import subprocess
import sys
from typing import Any

from xin_project.embedded.data_folder import DataFolder
from xin_project.embedded.front_end import BUILT_FROM
from xin_project.embedded.places import TOOLS
from xin_project.embedded.processes import run
from xin_project.embedded.stamp import fingerprint, is_fresh
from xin_project.environment import PROJECT_ROOT

COLLECTED_FROM = TOOLS / "static.collected-from"
STATIC_ROOT = PROJECT_ROOT / "static-root"


def migrate(folder: DataFolder) -> None:
    """Bring the tables up to date.

    Raises:
        CannotStart: when a migration fails.
    """
    _manage(folder, "The tables could not be brought up to date", "migrate", "--noinput")


def collect_static_files(folder: DataFolder) -> None:
    """Gather the files the browser loads, when the front end, an app or a package changed.

    Raises:
        CannotStart: when they cannot be gathered.
    """
    of_apps = [*PROJECT_ROOT.glob("apps/*/static"), *PROJECT_ROOT.glob("xin_project/*/static")]
    sources = fingerprint([BUILT_FROM, PROJECT_ROOT / "uv.lock", *of_apps])
    if not is_fresh(COLLECTED_FROM, sources, STATIC_ROOT):
        _manage(folder, "The static files could not be gathered", "collectstatic", "--noinput")
        COLLECTED_FROM.write_text(sources)


def seed_demo(folder: DataFolder) -> dict[str, Any]:
    """Make the demo workspace if it is not there; give what ``manage.py demo --json`` says.

    Raises:
        CannotStart: when it fails.
    """
    answer: dict[str, Any] = json.loads(
        _manage(folder, "The demo could not be made", "demo", "--json", stdout=subprocess.PIPE)
    )
    return answer


def _manage(folder: DataFolder, failure: str, *arguments: str, **options: object) -> bytes:
    command = [sys.executable, str(PROJECT_ROOT / "manage.py"), *arguments]
    log = folder.log(arguments[0])
    return run(command, log, f"{failure}: the lines above say why.", cwd=PROJECT_ROOT, **options)
