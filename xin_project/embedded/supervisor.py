"""Keep the parts alive: watch them, start again what dies, stop them in order."""

import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from xin_project.embedded.console import CannotStart, say, tail
from xin_project.embedded.data_folder import LARGE_LOG, DataFolder, put_aside
from xin_project.embedded.metrics import forget_process
from xin_project.embedded.processes import end, spawn
from xin_project.embedded.services import Server, start
from xin_project.environment import PROJECT_ROOT

PAUSE_SECONDS = 0.25
FIRST_BACKOFF, LONGEST_BACKOFF = 1.0, 30.0
CALM_SECONDS = 60
STOP = ((signal.SIGTERM, 20), (signal.SIGKILL, 5))
SHOWN_LINES = 5
PROGRAMS = ("web", "engine")


@dataclass
class ManagedProcess:
    """A child process of ours, such as ``web``."""

    name: str
    command: list[str]
    folder: DataFolder
    process: subprocess.Popen[bytes] | None = None

    def pid(self) -> int | None:
        """Give its number, None when it does not run."""
        return self.process.pid if self.process and self.process.poll() is None else None

    def start(self) -> None:
        """Start it, in the place of one that ended; how it goes is seen by `pid`."""
        if self.process is not None:
            forget_process(self.process.pid)
        self.process = spawn(self.command, self.folder.log(self.name), PROJECT_ROOT)
        with self.folder.changing():
            self.folder.note_run({}, {self.name: self.process.pid})

    def stop(self) -> None:
        """Ask it to finish what it is at, then end it by force."""
        if (pid := self.pid()) is not None:
            end(pid, STOP)


@dataclass
class Watch:
    """When a part last started and when it may start again, in seconds of the monotonic clock."""

    name: str
    pid: Callable[[], int | None]
    start: Callable[[], None]
    backoff: float = FIRST_BACKOFF
    started: float = field(default_factory=time.monotonic)
    again_at: float | None = None


class Supervisor:
    """Looks after the servers and the programs of one data folder."""

    def __init__(
        self, folder: DataFolder, servers: list[Server], programs: list[ManagedProcess]
    ) -> None:
        self.folder = folder
        self.programs = programs
        self.watches = [
            *(Watch(server.name, server.pid, self._starter(server)) for server in servers),
            *(Watch(program.name, program.pid, program.start) for program in programs),
        ]

    def start(self) -> None:
        """Start the programs; the servers run already."""
        for program in self.programs:
            program.start()

    def dead(self) -> ManagedProcess | None:
        """Give a program that has ended."""
        return next((program for program in self.programs if program.pid() is None), None)

    def watch(self) -> None:
        """Look after all parts until a signal raises ``KeyboardInterrupt``."""
        while True:
            for watch in self.watches:
                self._look_after(watch)
            self._put_logs_aside()
            time.sleep(PAUSE_SECONDS)

    def stop(self) -> None:
        """Stop the programs in their order."""
        for program in self.programs:
            program.stop()

    def _look_after(self, watch: Watch) -> None:
        now = time.monotonic()
        if watch.pid() is not None:
            if now - watch.started > CALM_SECONDS:
                watch.backoff = FIRST_BACKOFF
        elif watch.again_at is None:
            watch.again_at = now + watch.backoff
            watch.backoff = min(watch.backoff * 2, LONGEST_BACKOFF)
            self._tell(watch.name, watch.again_at - now)
        elif now >= watch.again_at:
            watch.again_at, watch.started = None, now
            with suppress(CannotStart):  # looked at again after a longer pause
                watch.start()

    def _tell(self, name: str, seconds: float) -> None:
        log = self.folder.log(name)
        for line in tail(log, SHOWN_LINES):
            say(f"    {line}")
        say(f"{name} stopped by itself; it starts again in {seconds:.0f} s. All of it: {log}")

    def _starter(self, server: Server) -> Callable[[], None]:
        def start_again() -> None:
            with self.folder.changing():
                start(self.folder, [server])

        return start_again

    def _put_logs_aside(self) -> None:
        for watch in self.watches:
            log = self.folder.path / "logs" / f"{watch.name}.log"
            if log.exists() and log.stat().st_size > LARGE_LOG:
                put_aside(log)
