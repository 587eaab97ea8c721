"""Build the front end when its sources changed."""

import os
from pathlib import Path

from xin_project.embedded import machine
from xin_project.embedded.places import PYTHON, ROOT, TOOLS
from xin_project.embedded.processes import run
from xin_project.embedded.stamp import fingerprint, is_fresh

INSTALLED_FROM = TOOLS / "npm.installed-from"
BUILT_FROM = TOOLS / "front-end.built-from"
NO_PACKAGES = "The front end's packages could not be installed: check the network, then try again."
NO_BUILD = "The front end could not be built: the lines above say where."


def build_front_end(notes: list[str]) -> None:
    """Install the locked npm packages and build, each only when something changed.

    Raises:
        CannotStart: when npm fails.
    """
    home = ROOT / "frontend"
    _install(home)
    sources = fingerprint([home], *_programs())
    if is_fresh(BUILT_FROM, sources, home / "dist"):
        notes.append("unchanged")
        return
    _npm(["run", "build"], home, TOOLS / "front-end.log", NO_BUILD)
    BUILT_FROM.write_text(sources)


def npm_environment() -> dict[str, str]:
    """Give the environment npm works in: the wheel's Node leads where the machine has none."""
    if machine.has_node():
        return dict(os.environ)
    return {**os.environ, "PATH": f"{PYTHON.parent}{os.pathsep}{os.environ['PATH']}"}


def _install(home: Path) -> None:
    locked = fingerprint([home / "package-lock.json"], *_programs())
    if not is_fresh(INSTALLED_FROM, locked, home / "node_modules"):
        command = ["ci", "--include=dev", "--no-audit", "--no-fund"]
        _npm(command, home, TOOLS / "npm.log", NO_PACKAGES)
        INSTALLED_FROM.write_text(locked)


def _npm(arguments: list[str], home: Path, log: Path, otherwise: str) -> None:
    environment = npm_environment()
    # `env` looks npm up in the PATH it is given; subprocess would look in ours.
    run(["/usr/bin/env", "npm", *arguments], log, otherwise, cwd=home, env=environment)


def _programs() -> tuple[str, ...]:
    return ("machine" if machine.has_node() else "wheel",)
