"""The first step of ``make``, under the system's Python: fetch, install, hand over."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from xin_project.embedded import machine
from xin_project.embedded.browser import ensure_browser
from xin_project.embedded.console import PHASES_OF_UP, CannotStart, Phases, complain, say
from xin_project.embedded.front_end import build_front_end
from xin_project.embedded.places import PYTHON, ROOT, TOOLS
from xin_project.embedded.processes import run
from xin_project.embedded.uv import uv_program

NO_PACKAGES = (
    "The Python packages could not be installed: check the network and that this folder is yours, "
    "then run it again."
)


def up() -> None:
    """Get ready to start everything, then start it."""
    _install_packages(Phases(PHASES_OF_UP), [])
    _hand_over("up")


def down() -> None:
    """Stop everything, if anything was ever installed."""
    if PYTHON.exists():
        _hand_over("down")
    say("Nothing runs.")


def tools() -> None:
    """Install what tests and linters need."""
    phases = Phases(3)
    _install_packages(phases, ["--group", "dev"])
    with phases.phase("front end") as notes:
        build_front_end(notes)


def browser() -> None:
    """Get the browser of the journeys."""
    ensure_browser()


def groups_needed(data_folder: Path) -> list[str]:
    """Name the groups of wheels that stand in for what this machine lacks."""
    made_by = machine.engine_that_made(data_folder)
    majors = {engine.major for engine in machine.machine_postgres()}
    own_postgres = int(made_by[0].split(".")[0]) in majors if made_by else bool(majors)
    present = {
        "node": machine.has_node(),
        "postgres": own_postgres,
        "redis": machine.machine_redis() is not None,
    }
    return [group for group, found in present.items() if not found]


def _install_packages(phases: Phases, options: list[str]) -> None:
    with phases.phase("uv"):
        uv = uv_program(TOOLS)
    for group in groups_needed(ROOT / (os.environ.get("XIN_DATA_DIR") or ".data")):
        options = [*options, "--group", group]
    # Inexact, so that `make up` does not throw out what `make test` installed.
    command = [str(uv), "sync", "--frozen", "--inexact", *options]
    with phases.phase("Python packages"):
        run(
            command,
            TOOLS / "packages.log",
            NO_PACKAGES,
            cwd=ROOT,
            env={**os.environ, "UV_PROJECT_ENVIRONMENT": str(PYTHON.parents[1])},
        )


def _hand_over(command: str) -> None:
    os.execv(PYTHON, [str(PYTHON), "-m", f"xin_project.embedded.{command}"])  # noqa: S606


COMMANDS: dict[str, Callable[[], None]] = {
    "up": up,
    "down": down,
    "tools": tools,
    "browser": browser,
}


def main(command: str) -> int:
    """Run one command; the exit code says whether it worked."""
    os.chdir(ROOT)
    TOOLS.mkdir(exist_ok=True)
    try:
        COMMANDS[command]()
    except CannotStart as problem:
        complain(problem)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
