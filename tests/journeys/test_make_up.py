"""`make up` as a person runs it: it starts, it survives being killed, it stops."""

import os
import re
import resource
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.product import free_port
from xin_project.embedded.data_folder import DataFolder
from xin_project.embedded.processes import wait_until
from xin_project.environment import PROJECT_ROOT

READY_SECONDS = 180
FILES_OF_A_SHELL = 1_024


class House:
    """One data folder and the `make up` that runs on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.settings = os.environ | {"XIN_DATA_DIR": str(folder), "PORT": str(self.port)}
        for name in ("XIN_DATABASE_URL", "XIN_REDIS_URL"):
            self.settings.pop(name, None)
        self.process: subprocess.Popen[str] | None = None

    def up(self) -> str:
        """Start it and give what it printed up to the line that says ready."""
        self.process = subprocess.Popen(
            ["make", "up"],
            cwd=PROJECT_ROOT,
            env=self.settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=_as_in_a_plain_shell,
        )
        assert self.process.stdout is not None
        printed = ""
        ends_at = time.monotonic() + READY_SECONDS
        for line in self.process.stdout:
            printed += line
            if re.search(r"\bready\b", line) or time.monotonic() > ends_at:
                return printed
        raise AssertionError(f"make up ended:\n{printed}")

    def make(self, target: str) -> str:
        return subprocess.run(
            ["make", target], cwd=PROJECT_ROOT, env=self.settings, capture_output=True, text=True
        ).stdout

    def manage(self, *arguments: str) -> str:
        return subprocess.run(
            [PROJECT_ROOT / ".venv/bin/python", "manage.py", *arguments],
            cwd=PROJECT_ROOT,
            env=self.settings,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as answer:
            return str(answer.read().decode())

    def open_files_of_web(self) -> int:
        """Give how many files and sockets the web process may hold."""
        limit, _ = resource.prlimit(DataFolder(self.folder).living()["web"], resource.RLIMIT_NOFILE)
        return limit

    def kill_everything(self) -> None:
        for pid in DataFolder(self.folder).living().values():
            os.kill(pid, signal.SIGKILL)
        assert self.process is not None
        self.process.wait(30)

    def interrupt(self) -> int:
        """Ctrl-C: the whole group gets it, as from a terminal."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(60)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "data")
    yield house
    house.make("down")


def test_make_up_runs_survives_kill_nine_and_stops(house: House) -> None:
    printed = house.up()
    assert f"http://localhost:{house.port}" in printed
    assert "/accounts/link/" in printed
    assert "embed.js?tenant_id=" in house.get("/")
    # It says ready when the web is; the engine may still be on its way.
    assert wait_until(lambda: "xin_turn_seconds_count" in house.get("/metrics"), READY_SECONDS)
    assert house.open_files_of_web() > FILES_OF_A_SHELL
    before = house.manage("demo", "--json")
    assert "runs already" in house.make("up")

    house.kill_everything()
    house.up()
    assert _without_links(house.manage("demo", "--json")) == _without_links(before)

    house.interrupt()
    assert DataFolder(house.folder).living() == {}


def _as_in_a_plain_shell() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES_OF_A_SHELL, most))


def _without_links(demo: str) -> str:
    return re.sub(r"/accounts/link/[^\"]+", "", demo)
