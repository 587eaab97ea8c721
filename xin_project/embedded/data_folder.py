"""The folder of everything that must survive, and what is written down there.

::

    run.json        where the running parts listen, and their processes (0600)
    ports.json      the ports Postgres and Redis got, kept for the next start
    secrets/        passwords and keys, made once (0600)
    postgres/  redis/  files/  mail/  logs/
"""

import fcntl
import json
import os
import random
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from xin_project.embedded.console import CannotStart
from xin_project.embedded.processes import birth
from xin_project.environment import RUN_FILE, secret_in

SUBFOLDERS = ("secrets", "redis", "files", "mail", "logs")
SPACE_NEEDED = 300 * 1024 * 1024
# Below the range from which Linux takes the ports of outgoing connections.
PORTS = range(20_000, 30_000)
LOOPBACK = "127.0.0.1"
LARGE_LOG = 10 * 1024 * 1024


class DataFolder:
    """One data folder; two runs never share one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def prepare(self) -> None:
        """Make the folder and its subfolders, closed to other people.

        Raises:
            CannotStart: when it cannot be written or the disk is nearly full.
        """
        try:
            for subfolder in SUBFOLDERS:
                (self.path / subfolder).mkdir(mode=0o700, parents=True, exist_ok=True)
            # Others may pass through, not look: Postgres may run under another account.
            self.path.chmod(0o711)
            _check_writable(self.path)
        except OSError as error:
            raise CannotStart(
                f"The data folder {self.path} cannot be written ({error.strerror}): "
                "choose another one with XIN_DATA_DIR."
            ) from None
        if (free := shutil.disk_usage(self.path).free) < SPACE_NEEDED:
            raise CannotStart(
                f"Only {free // 2**20} MB are free at {self.path}, {SPACE_NEEDED // 2**20} MB are "
                "needed: free some space, or choose another folder with XIN_DATA_DIR."
            )

    def log(self, name: str) -> Path:
        """Give the log of a part, put aside when it became large."""
        log = self.path / "logs" / f"{name}.log"
        if log.exists() and log.stat().st_size > LARGE_LOG:
            put_aside(log)
        return log

    def secret(self, name: str) -> str:
        """Give a password kept here, made at the first call."""
        return secret_in(self.path, name)

    def port(self, name: str) -> int:
        """Give the port a part listens on, which is what it got last time or a new one."""
        kept = self._read("ports.json")
        return int(kept[name]) if name in kept else self.new_port(name)

    def new_port(self, name: str) -> int:
        """Choose a free port for a part and keep it."""
        port = next(port for port in random.sample(PORTS, len(PORTS)) if is_free(LOOPBACK, port))
        self._write("ports.json", {**self._read("ports.json"), name: port})
        return port

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Let one process at a time start or stop parts and write ``run.json``."""
        with self.open_lock("change.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def open_lock(self, name: str) -> TextIO:
        """Open a lock file; the kernel lets go of the lock when its holder dies."""
        return os.fdopen(os.open(self.path / name, os.O_RDWR | os.O_CREAT, 0o600), "r+")

    def run(self) -> dict[str, Any]:
        """Read ``run.json``; empty when nothing runs."""
        return self._read(RUN_FILE)

    def note_run(self, facts: dict[str, Any], pids: dict[str, int]) -> None:
        """Add endpoints and processes to ``run.json``; inside `changing`."""
        run = self.run()
        births = {name: birth(pid) for name, pid in pids.items()}
        self._write(
            RUN_FILE,
            {
                **run,
                **facts,
                "pids": {**run.get("pids", {}), **pids},
                "births": {**run.get("births", {}), **births},
            },
        )

    def living(self) -> dict[str, int]:
        """Give the processes of ``run.json`` that still live, by part."""
        run = self.run()
        births = run.get("births", {})
        return {
            name: pid
            for name, pid in run.get("pids", {}).items()
            if (born := birth(pid)) is not None and born == births.get(name)
        }

    def forget_the_dead(self, *leaving: str) -> None:
        """Take from ``run.json`` what ended, and the parts that are leaving; inside `changing`."""
        run = self.run()
        living = {name: pid for name, pid in self.living().items() if name not in leaving}
        if not living:
            (self.path / RUN_FILE).unlink(missing_ok=True)
            return
        gone = {key for part, keys in FACTS_OF.items() if part not in living for key in keys}
        kept = {key: value for key, value in run.items() if key not in gone}
        births = {name: run["births"][name] for name in living}
        self._write(RUN_FILE, {**kept, "pids": living, "births": births})

    def _read(self, name: str) -> dict[str, Any]:
        try:
            content: dict[str, Any] = json.loads((self.path / name).read_text())
        except (OSError, ValueError):
            return {}
        return content

    def _write(self, name: str, content: dict[str, Any]) -> None:
        """Replace a file as a whole: a reader sees the old text or the new one."""
        draft = self.path / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as text:
            json.dump(content, text, indent=1)
        draft.replace(self.path / name)


FACTS_OF = {
    "postgres": ("database_url", "database_admin_url"),
    "redis": ("redis_url",),
    "supervisor": ("web_url", "port"),
}


def is_free(host: str, port: int) -> bool:
    """Whether a part can listen there."""
    return why_closed(host, port) is None


def why_closed(host: str, port: int) -> str | None:
    """Give the system's reason why nobody new can listen there, None when one can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return (error.strerror or str(error)).lower()
    return None


def put_aside(log: Path) -> None:
    """Keep a large log as ``.1`` and empty it in place, because its writer holds it open."""
    shutil.copyfile(log, log.with_suffix(".log.1"))
    os.truncate(log, 0)


def _check_writable(folder: Path) -> None:
    probe = folder / f".probe.{os.getpid()}"
    probe.write_text("x")
    probe.unlink()
