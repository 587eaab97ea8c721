"""A private Redis: loopback, a made password, its own folder."""

import os
import signal
import socket

from xin_project.embedded.console import CannotStart
from xin_project.embedded.data_folder import LOOPBACK, DataFolder, is_free
from xin_project.embedded.machine import redis_program
from xin_project.embedded.processes import end, has_started, lives_in, spawn, wait_until

START_SECONDS = 30
WELCOME = b"+OK\r\n+PONG\r\n"
STOP = ((signal.SIGTERM, 10), (signal.SIGKILL, 5))


class RedisServer:
    """The Redis of one data folder."""

    name = "redis"

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        self.home = folder.path / "redis"

    def pid(self) -> int | None:
        """Give the number of the running server, found by its own note, None when it is down."""
        try:
            pid = int((self.home / "redis.pid").read_text())
        except (OSError, ValueError):
            return None
        return pid if lives_in(pid, self.home) else None

    def facts(self) -> dict[str, str]:
        """Give the endpoint for ``run.json``."""
        return {"redis_url": self._url()}

    def start(self) -> None:
        """Start the server, or take the one that runs already, and wait until it answers.

        Raises:
            CannotStart: when it cannot.
        """
        # A server found here may still be coming up, or going down.
        wait_until(lambda: self.pid() is None or self._answers(), START_SECONDS)
        if self.pid() is None:
            self._launch()

    def stop(self) -> None:
        """Stop the server; it writes what it holds first."""
        if (pid := self.pid()) is not None:
            end(pid, STOP)

    def _launch(self) -> None:
        program = redis_program()
        if program is None:
            raise CannotStart(
                "There is no Redis here: run `make up` once, or install `redis-server`."
            )
        if not is_free(LOOPBACK, self.folder.port(self.name)):
            self.folder.new_port(self.name)
        log = self.folder.log(self.name)
        self._write_configuration()
        process = spawn([str(program), "redis.conf"], log, self.home, outlives_us=True)
        if not has_started(process, self._answers, START_SECONDS):
            raise CannotStart("Redis did not start: the lines above say why.", log)

    def _write_configuration(self) -> None:
        """Write it as a file: a password on the command line is read by everybody."""
        lines = (
            f"bind {LOOPBACK}",
            f"port {self.folder.port(self.name)}",
            f"requirepass {self._password()}",
            f'dir "{self.home}"',
            f'pidfile "{self.home / "redis.pid"}"',
            "appendonly yes",
            "appendfsync everysec",
            'save ""',
            "maxmemory-policy noeviction",
        )
        file = os.open(self.home / "redis.conf", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(file, "w") as configuration:
            configuration.write("\n".join(lines) + "\n")

    def _answers(self) -> bool:
        """Whether it takes our password and has read its data. Redis' client loads slowly."""
        address = (LOOPBACK, self.folder.port(self.name))
        try:
            with socket.create_connection(address, timeout=2) as line:
                line.sendall(f"AUTH {self._password()}\r\nPING\r\n".encode())
                return line.makefile("rb").read(len(WELCOME)) == WELCOME
        except OSError:
            return False

    def _password(self) -> str:
        return self.folder.secret("redis")

    def _url(self) -> str:
        return f"redis://:{self._password()}@{LOOPBACK}:{self.folder.port(self.name)}/0"
