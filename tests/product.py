"""The whole product as real processes, on a database of its own, for tests to use and to kill."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from xin_project.embedded.data_folder import DataFolder
from xin_project.embedded.places import TOOLS
from xin_project.embedded.postgres_server import PostgresServer
from xin_project.embedded.preparation import collect_static_files
from xin_project.embedded.processes import inhabitants, wait_until
from xin_project.embedded.redis_server import RedisServer
from xin_project.embedded.web import SOCKET_OPTIONS
from xin_project.environment import PROJECT_ROOT, environment

DATABASE = "xin_journeys"
START_SECONDS = 300


def free_port() -> int:
    """Give a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class OwnServers:
    """A Postgres and a Redis that one test run has for itself, to be killed by it."""

    def __init__(self, path: Path) -> None:
        self.folder = DataFolder(path)
        self.postgres = PostgresServer(self.folder)
        self.redis = RedisServer(self.folder)

    def start(self) -> None:
        """Start what is down."""
        self.folder.prepare()
        self.postgres.start()
        # Processes die here, never the machine, so nothing needs to reach the disk.
        self.postgres.configure(fsync="off")
        self.redis.start()

    def stop(self) -> None:
        """Stop both in order."""
        self.redis.stop()
        self.postgres.stop()

    def crash_postgres(self) -> None:
        """``pg_ctl stop -m immediate``: no session ends in order, nothing is written any more."""
        _signal_server(self.postgres, signal.SIGQUIT)

    def crash_redis(self) -> None:
        """``kill -9``."""
        _signal_server(self.redis, signal.SIGKILL)

    @contextmanager
    def frozen_postgres(self) -> Iterator[None]:
        """Stop every process of the server where it stands, and let them go on at the end."""
        pids = inhabitants(self.postgres.cluster)
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)

    @property
    def urls(self) -> dict[str, str]:
        """The addresses, by the names of the settings."""
        return self.postgres.facts() | self.redis.facts()


class Product:
    """Webs and engines, started and killed by the test that holds them.

    A process has a name that begins with what it is: ``web``, ``web-2``, ``engine``.
    """

    def __init__(self, folder: Path, servers: OwnServers | None = None, **settings: str) -> None:
        self.folder = folder
        self._ports = {"web": free_port()}
        self.app_url = self.url("web")
        self.shop_url = f"http://127.0.0.1:{self._ports['web']}"
        urls = servers.urls if servers else _shared_urls()
        self._server_url = urls["database_url"]
        self.database_url = _with_path(self._server_url, DATABASE)
        self.redis_url = urls["redis_url"]
        self._environment = os.environ | {
            "XIN_DATABASE_URL": self.database_url,
            "XIN_REDIS_URL": self.redis_url,
            "XIN_DATA_DIR": str(folder),
            "XIN_PORT": str(self._ports["web"]),
            **settings,
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._log_begins: dict[str, int] = {}
        self.demo: dict[str, Any] = {}

    def url(self, web: str) -> str:
        """Give the address of a web process."""
        return f"http://localhost:{self._ports.setdefault(web, free_port())}"

    def prepare(self, *, with_pages: bool = True) -> None:
        """Make an empty database, migrate it, seed the demo; pages need their styles besides."""
        self.make_database()
        self.manage("migrate", "--verbosity=0")
        if with_pages:
            _collect_static_files()
        self.demo = json.loads(self.manage("demo", "--json"))

    def make_database(self) -> None:
        """Make an empty database, in place of the one that was there."""
        with psycopg.connect(self._server_url, autocommit=True) as connection:
            name = sql.Identifier(DATABASE)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))

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

    def query(
        self, statement: LiteralString, values: Mapping[str, object] | None = None
    ) -> list[tuple[Any, ...]]:
        """Read from the database, across all workspaces."""
        with psycopg.connect(self.database_url) as connection:
            connection.execute("SELECT set_config('app.system', 'test', false)")
            return connection.execute(statement, values).fetchall()

    def change(self, statement: LiteralString, values: Mapping[str, object] | None = None) -> None:
        """Write into the database, where a test cannot wait for what time would bring."""
        with psycopg.connect(self.database_url) as connection:
            connection.execute("SELECT set_config('app.system', 'test', false)")
            connection.execute(statement, values)

    def ensure(self, *names: str) -> int:
        """Start those of the processes that do not run, and wake the frozen.

        Gives how many of them had died by themselves, not by `kill`.
        """
        for name in self._processes:
            self.thaw(name)
        missing = [name for name in names if not self.runs(name)]
        died = sum(name in self._processes for name in missing)
        if missing:
            self.start(*missing)
        return died

    def start(self, *names: str) -> None:
        """Start processes, by default one of each, and wait until they serve."""
        names = names or ("web", "engine")
        for name in names:
            log = self._log(name).open("ab")
            self._log_begins[name] = log.tell()
            self._processes[name] = subprocess.Popen(
                self._command(name), cwd=PROJECT_ROOT, env=self._environment, stdout=log, stderr=log
            )
        for name in names:
            self._wait_for(name)

    def _command(self, name: str) -> list[str]:
        if name.startswith("engine"):
            return [sys.executable, "manage.py", "orchestrate"]
        port = urlsplit(self.url(name)).port
        application = [sys.executable, "-m", "uvicorn", "xin_project.asgi:application"]
        return [*application, f"--port={port}", *SOCKET_OPTIONS, "--no-access-log"]

    def _wait_for(self, name: str) -> None:
        is_up = self._web_is_up if name.startswith("web") else self._engine_is_up
        wait_until(lambda: not self.runs(name) or is_up(name), START_SECONDS)
        if not is_up(name):  # an engine that was up may be dead again by its first piece of work
            raise AssertionError(f"{name} did not start:\n{self._log(name).read_text()}")

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def runs(self, name: str) -> bool:
        """Tell whether a process lives, frozen or not."""
        return name in self._processes and self._processes[name].poll() is None

    def _engine_is_up(self, name: str) -> bool:
        return b"orchestrator_started" in self._log(name).read_bytes()[self._log_begins[name] :]

    def _web_is_up(self, name: str) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url(name)}/readyz"):
                return True
        except OSError:
            return False

    def pids(self) -> list[int]:
        """Give the numbers of what runs."""
        return [process.pid for process in self._processes.values()]

    def pid(self, name: str) -> int:
        """Give the number of one process."""
        return self._processes[name].pid

    def kill(self, name: str) -> None:
        """``kill -9``: the process has no time to say goodbye."""
        process = self._processes.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def freeze(self, name: str) -> None:
        """Stop a process where it stands; it does not notice."""
        self._processes[name].send_signal(signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        """Let a frozen process go on."""
        self._processes[name].send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End what still runs."""
        for process in self._processes.values():
            process.terminate()
            process.send_signal(signal.SIGCONT)  # a frozen one would not hear the goodbye
        for process in self._processes.values():
            process.wait(30)
        self._processes.clear()


def _collect_static_files() -> None:
    """Once for all products at once: they serve the same folder."""
    with (TOOLS / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        collect_static_files(DataFolder(environment().data_dir))


def _signal_server(server: PostgresServer | RedisServer, number: signal.Signals) -> None:
    pid = server.pid()
    assert pid is not None
    os.kill(pid, number)
    assert wait_until(lambda: server.pid() is None, START_SECONDS), f"{server.name} lives on"


def _shared_urls() -> dict[str, str]:
    settings = environment()
    assert settings.database_url is not None
    assert settings.redis_url is not None
    return {
        "database_url": settings.database_url.get_secret_value(),
        "redis_url": settings.redis_url.get_secret_value(),
    }


def _with_path(url: str, path: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{path}"))
