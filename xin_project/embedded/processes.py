"""Start, recognise and end processes. A process number alone is never trusted: it is reused."""

import ctypes
import os
import pwd
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from xin_project.embedded.console import CannotStart, tail

PAUSE = 0.05
SET_PARENT_DEATH_SIGNAL = 1
MANY_FILES = 65_536
DISK_FULL = "No space left on device"

_libc = ctypes.CDLL(None)


def birth(pid: int) -> str | None:
    """Give a text no later process of the same number shares; None when no such process lives."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return None
    state, start_ticks = after_name[0], after_name[19]
    return None if state in "ZX" else f"{boot}/{start_ticks}"


def lives_in(pid: int, folder: Path) -> bool:
    """Whether a process works in this folder, as Postgres and Redis do in that of their data."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder.resolve()
    except OSError:
        return False


def inhabitants(folder: Path) -> list[int]:
    """Give the numbers of all processes that work in this folder."""
    numbers = (int(entry.name) for entry in Path("/proc").glob("[0-9]*"))
    return [number for number in numbers if lives_in(number, folder)]


def wait_until(condition: Callable[[], bool], patience: float) -> bool:
    """Look again until the condition holds; False after ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def has_started(
    process: subprocess.Popen[bytes], answers: Callable[[], bool], patience: float
) -> bool:
    """Wait until a new server answers; False when it ended before that or took too long."""
    wait_until(lambda: process.poll() is not None or answers(), patience)
    return process.poll() is None and answers()


def end(pid: int, signals: Sequence[tuple[signal.Signals, float]]) -> None:
    """Send each signal in turn, with its patience in seconds, until the process is gone."""
    born = birth(pid)
    for number, patience in signals:
        if born is None or birth(pid) != born:
            break
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        wait_until(lambda: birth(pid) != born, patience)
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def run(command: Sequence[str], log: Path, otherwise: str, **options: object) -> bytes:
    """Run a command quietly, its words in a log; give its output if ``stdout=PIPE`` asks for it.

    Raises:
        CannotStart: with the sentence ``otherwise`` when the command fails.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as words:
        streams = {"stdin": subprocess.DEVNULL, "stdout": words, "stderr": words, **options}
        try:
            done = subprocess.run(command, **streams)  # type: ignore[call-overload]  # noqa: S603
        except OSError as error:
            raise CannotStart(
                f"{command[0]} cannot be run: {error.strerror}. {otherwise}"
            ) from None
    if done.returncode:
        raise CannotStart(explain(log, otherwise), log)
    return done.stdout or b""


def output(command: Sequence[str]) -> str:
    """Give what a command prints, an empty text when it cannot be run."""
    try:
        return subprocess.run(  # noqa: S603  # our own commands
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def explain(log: Path, otherwise: str) -> str:
    """Give the sentence for what a log ends with."""
    if any(DISK_FULL in line for line in tail(log)):
        return "The disk is full: free some space, or choose another folder with XIN_DATA_DIR."
    return otherwise


def spawn(
    command: Sequence[str],
    log: Path,
    folder: Path,
    *,
    environment: Mapping[str, str] | None = None,
    account: pwd.struct_passwd | None = None,
    outlives_us: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a long-running process in its own session, so that Ctrl-C reaches only us.

    Unless it ``outlives_us`` the kernel ends it when we die, even by ``kill -9``.
    """
    identity = as_account(account)
    with log.open("ab") as words:
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]  # noqa: S603
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,
            preexec_fn=None if outlives_us else _die_with_parent,
            **identity,
        )


def allow_many_files() -> None:
    """Let us, and whatever we start from now on, hold many sockets: shells often allow 1,024."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MANY_FILES if most == resource.RLIM_INFINITY else min(MANY_FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def as_account(account: pwd.struct_passwd | None) -> dict[str, object]:
    """Give the arguments of `subprocess` that make a process run as another account."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _die_with_parent() -> None:
    if sys.platform == "linux":
        _libc.prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
