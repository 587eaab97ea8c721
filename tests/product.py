"""The whole product as real processes, on a database of its own, for tests to use and to kill."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from xin_project.environment import PROJECT_ROOT, environment

DATABASE = "xin_journeys"
START_SECONDS = 60


def free_port() -> int:
    """Give a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Product:
    """Web and engine, started and killed by the test that holds them."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.app_url = f"http://localhost:{self.port}"
        self.shop_url = f"http://127.0.0.1:{self.port}"
        self.database_url = _with_path(_secret("database_url"), DATABASE)
        self._environment = os.environ | {
            "XIN_DATABASE_URL": self.database_url,
            "XIN_REDIS_URL": _secret("redis_url"),
            "XIN_DATA_DIR": str(folder),
            "XIN_PORT": str(self.port),
            **settings,
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self.demo: dict[str, Any] = {}

    def prepare(self) -> None:
        """Make an empty database, migrate it, seed the demo."""
        with psycopg.connect(_secret("database_url"), autocommit=True) as connection:
            name = sql.Identifier(DATABASE)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        self.manage("migrate", "--verbosity=0")
        self.manage("collectstatic", "--noinput", "--verbosity=0")
        self.demo = json.loads(self.manage("demo", "--json"))

    def manage(self, *arguments: str, check: bool = True) -> str:
        """Run a management command and give what it prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT_ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
        )
        if check and done.returncode:
            raise AssertionError(f"manage.py {arguments[0]} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self, *names: str) -> None:
        """Start ``web``, ``engine`` or both, and wait until the web serves."""
        for name in names or ("web", "engine"):
            log = (self.folder / f"{name}.log").open("ab")
            self._processes[name] = subprocess.Popen(
                self._command(name), cwd=PROJECT_ROOT, env=self._environment, stdout=log, stderr=log
            )
        if not names or "web" in names:
            self._wait_for_web()

    def _command(self, name: str) -> list[str]:
        if name == "engine":
            return [sys.executable, "manage.py", "orchestrate"]
        application = "xin_project.asgi:application"
        return [sys.executable, "-m", "uvicorn", application, f"--port={self.port}"]

    def _wait_for_web(self) -> None:
        ends_at = time.monotonic() + START_SECONDS
        while time.monotonic() < ends_at:
            try:
                with urllib.request.urlopen(f"{self.app_url}/readyz"):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"web did not start:\n{(self.folder / 'web.log').read_text()}")

    def kill(self, name: str) -> None:
        """``kill -9``: the process has no time to say goodbye."""
        process = self._processes.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """End what still runs."""
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            process.wait(30)
        self._processes.clear()


def _secret(name: str) -> str:
    value = getattr(environment(), name)
    assert value is not None
    return str(value.get_secret_value())


def _with_path(url: str, path: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{path}"))
