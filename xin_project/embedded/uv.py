"""Get uv, the program that installs the locked Python packages."""

import hashlib
import json
import platform
import shutil
import sys
import urllib.request
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from xin_project.embedded.console import CannotStart
from xin_project.embedded.machine import version_of
from xin_project.embedded.processes import run

VERSION = "0.13.9"
OLDEST = (0, 9)
PACKAGE_INDEX = "https://pypi.org/simple/uv/"
TIMEOUT_SECONDS = 60
NO_UV = "uv could not be fetched: check the network, or install uv yourself, then run it again."


def uv_program(tools: Path) -> Path:
    """Give a uv: the machine's own, else ours below ``tools``, fetched at the first call.

    A bare Debian may lack venv, pip or both, so each way that fails leaves it to the next.

    Raises:
        CannotStart: when every way failed.
    """
    system = shutil.which("uv")
    if system and version_of(system) >= OLDEST:
        return Path(system)
    home = tools / f"uv-{VERSION}"
    program = home / "bin" / "uv"
    for fetch in (_by_own_venv, _by_pip, _by_wheel):
        if program.exists():
            break
        fetch(home, tools / "uv.log")
    if not version_of(str(program)):
        raise CannotStart(NO_UV, tools / "uv.log")
    return program


def _by_own_venv(home: Path, log: Path) -> None:
    _attempt([sys.executable, "-m", "venv", "--clear", str(home)], log)
    if (home / "bin" / "pip").exists():
        _attempt([str(home / "bin" / "pip"), "install", f"uv=={VERSION}"], log)


def _by_pip(home: Path, log: Path) -> None:
    pip = [sys.executable, "-m", "pip", "install", "--upgrade", "--target", str(home)]
    _attempt([*pip, f"uv=={VERSION}"], log)


def _attempt(command: list[str], log: Path) -> None:
    with suppress(CannotStart):
        run(command, log, otherwise=NO_UV)


def _by_wheel(home: Path, log: Path) -> None:
    """Unpack the program from the package index with the standard library alone."""
    processor = platform.machine()
    name = f"uv-{VERSION}-py3-none-manylinux_2_17_{processor}.manylinux2014_{processor}.whl"
    try:
        listing = json.loads(_download(PACKAGE_INDEX))
        entry = next(file for file in listing["files"] if file["filename"] == name)
        wheel = _download(entry["url"])
    except (OSError, ValueError, StopIteration) as error:
        log.write_text(f"{PACKAGE_INDEX} {name}: {error!r}\n")
        return
    if hashlib.sha256(wheel).hexdigest() != entry["hashes"]["sha256"]:
        raise CannotStart("uv arrived damaged: run it again.")
    program = home / "bin" / "uv"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_bytes(zipfile.ZipFile(BytesIO(wheel)).read(f"uv-{VERSION}.data/scripts/uv"))
    program.chmod(0o755)


def _download(address: str) -> bytes:
    request = urllib.request.Request(  # noqa: S310  # a fixed https address and what it names
        address, headers={"Accept": "application/vnd.pypi.simple.v1+json, */*;q=0.1"}
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
        content: bytes = answer.read()
    return content
