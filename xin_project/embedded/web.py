"""The programs of the product, and how to tell that the web process serves."""

import http.client
import sys

from xin_project.embedded.console import CannotStart
from xin_project.embedded.data_folder import LOOPBACK, DataFolder
from xin_project.embedded.processes import wait_until
from xin_project.embedded.supervisor import ManagedProcess, Supervisor
from xin_project.environment import PROJECT_ROOT, Environment

READY_SECONDS = 90
SOCKET_OPTIONS = ("--ws-max-size=65536", "--ws-ping-interval=20", "--ws-ping-timeout=20")
"""A frame is 64 KiB at most, and a client that is gone without a word is noticed in 40 s."""
GRACE_SECONDS = 5
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  # compared, not bound


def programs(folder: DataFolder, settings: Environment) -> list[ManagedProcess]:
    """Give ``web`` and ``engine``, in the order in which they start and stop."""
    options = {
        "host": settings.host,
        "port": settings.port,
        "loop": "uvloop",
        "http": "httptools",
        "timeout-graceful-shutdown": GRACE_SECONDS,
    }
    web = [
        *(sys.executable, "-m", "uvicorn", "xin_project.asgi:application"),
        *(f"--{name}={value}" for name, value in options.items()),
        *SOCKET_OPTIONS,
        *("--no-access-log", "--no-server-header"),
    ]
    engine = [sys.executable, str(PROJECT_ROOT / "manage.py"), "orchestrate"]
    return [ManagedProcess("web", web, folder), ManagedProcess("engine", engine, folder)]


def wait_until_ready(settings: Environment, supervisor: Supervisor) -> None:
    """Wait until the web process says that all it needs is there.

    Raises:
        CannotStart: when a program ended or took too long.
    """
    wait_until(lambda: bool(supervisor.dead()) or _is_ready(settings), READY_SECONDS)
    if program := supervisor.dead():
        log = supervisor.folder.log(program.name)
        raise CannotStart(f"{program.name} did not start: the lines above say why.", log)
    if not _is_ready(settings):
        log = supervisor.folder.log("web")
        raise CannotStart(f"web is not serving after {READY_SECONDS} s: look into {log}.", log)


def _is_ready(settings: Environment) -> bool:
    host = LOOPBACK if settings.host in EVERYWHERE else settings.host
    connection = http.client.HTTPConnection(host, settings.port, timeout=5)
    known_host = settings.allowed_hosts[0].lstrip(".*") or host
    try:
        connection.request("GET", "/readyz", headers={"Host": known_host})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
