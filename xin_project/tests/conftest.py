"""A data folder of its own for each test, and processes that work with it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from xin_project.embedded.data_folder import DataFolder
from xin_project.embedded.down import down

ROOT = Path(__file__).parents[2]

# Holds the services up until its standard input is closed.
HOLDER = """
import sys
from xin_project.embedded.services import current_folder, running_services
with running_services(current_folder()):
    print("held", flush=True)
    sys.stdin.read()
"""

Run = Callable[..., subprocess.CompletedProcess[str]]
Holder = subprocess.Popen[str]


@contextmanager
def temporary_folder() -> Iterator[DataFolder]:
    """Give a folder that Postgres can reach as another account, unlike pytest's own."""
    above = Path(tempfile.mkdtemp(prefix="xin-test-"))
    above.chmod(0o755)
    folder = DataFolder(above / "data")
    try:
        yield folder
    finally:
        down(folder)
        shutil.rmtree(above)


@pytest.fixture
def data_folder() -> Iterator[DataFolder]:
    """Give a new data folder."""
    with temporary_folder() as folder:
        yield folder


def shell_of(folder: DataFolder) -> dict[str, str]:
    """Give the environment of another shell: this folder, and no address of a server."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("XIN_")}
    return {**own, "XIN_DATA_DIR": str(folder.path), "PYTHONPATH": str(ROOT)}


@pytest.fixture
def outside(data_folder: DataFolder) -> dict[str, str]:
    """Give the environment of another shell that uses the new folder."""
    return shell_of(data_folder)


@pytest.fixture
def python(outside: dict[str, str]) -> Run:
    """Run Python with arguments in another shell."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**outside, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def served_before() -> Iterator[DataFolder]:
    """Give a folder whose services ran once: to make a cluster takes longer than most tests."""
    with temporary_folder() as folder:
        let_go(start_holder(shell_of(folder)))
        yield folder


@pytest.fixture
def hold(
    served_before: DataFolder, data_folder: DataFolder, outside: dict[str, str]
) -> Iterator[Callable[[], Holder]]:
    """Start processes that hold the services of the folder up, which ran before."""
    subprocess.run(["cp", "--archive", served_before.path, data_folder.path], check=True)
    holders: list[Holder] = []

    def start() -> Holder:
        holders.append(start_holder(outside))
        return holders[-1]

    yield start
    for holder in holders:
        holder.kill()
        holder.communicate()


def start_holder(environment: dict[str, str]) -> Holder:
    """Start a process that holds the services up until it is let go."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def let_go(holder: Holder) -> None:
    """Let a holder end as a command does."""
    holder.communicate()
    assert holder.returncode == 0


def run_file(folder: DataFolder) -> dict[str, Any]:
    """Read ``run.json`` as another program would."""
    content: dict[str, Any] = json.loads((folder.path / "run.json").read_text())
    return content
