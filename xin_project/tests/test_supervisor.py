import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from xin_project.embedded.data_folder import DataFolder
from xin_project.embedded.processes import birth, wait_until
from xin_project.tests.conftest import ROOT

PATIENCE = 30
PROGRAMS = {"web", "engine"}
SERVERS = {"postgres", "redis"}

# A supervisor of two small programs of ours; the real ones are tried by the journeys.
SUPERVISED = textwrap.dedent(
    """
    import sys
    from xin_project.embedded.services import current_folder, running_services
    from xin_project.embedded.supervisor import ManagedProcess, Supervisor
    from xin_project.embedded.up import _stop_on_signals

    folder = current_folder()
    folder.prepare()
    _stop_on_signals()
    sleep = [sys.executable, "-c", "import time; print('at work', flush=True); time.sleep(600)"]
    programs = [ManagedProcess(name, sleep, folder) for name in ("web", "engine")]
    with running_services(folder) as servers:
        supervisor = Supervisor(folder, servers, programs)
        supervisor.start()
        try:
            supervisor.watch()
        except KeyboardInterrupt:
            supervisor.stop()
    """
)


@contextmanager
def supervised(
    folder: DataFolder, environment: dict[str, str], parts: set[str]
) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISED],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        # Started under nohup, a test run would hand down that a hangup means nothing.
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
    )
    assert wait_until(lambda: set(folder.living()) == parts, PATIENCE)
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def supervisor(data_folder: DataFolder, outside: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Supervise the programs alone: the addresses say that the servers are somebody else's."""
    data_folder.prepare()
    elsewhere = {"XIN_DATABASE_URL": "postgresql://127.0.0.1:1", "XIN_REDIS_URL": "redis://x"}
    with supervised(data_folder, {**outside, **elsewhere}, PROGRAMS) as process:
        yield process


def test_a_program_that_dies_starts_again_and_a_line_says_so(
    data_folder: DataFolder, supervisor: subprocess.Popen[str]
) -> None:
    before = data_folder.living()
    os.kill(before["engine"], signal.SIGKILL)
    assert wait_until(
        lambda: data_folder.living().get("engine") not in (None, before["engine"]), PATIENCE
    )
    assert data_folder.living()["web"] == before["web"]
    supervisor.send_signal(signal.SIGTERM)
    said, _ = supervisor.communicate()
    assert "engine stopped by itself; it starts again in 1 s" in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_polite_signals_stop_everything(
    data_folder: DataFolder, supervisor: subprocess.Popen[str], number: signal.Signals
) -> None:
    programs = data_folder.living()
    supervisor.send_signal(number)
    assert supervisor.wait(PATIENCE) == 0
    assert [birth(pid) for pid in programs.values()] == [None, None]


def test_programs_end_with_a_supervisor_that_is_killed(
    data_folder: DataFolder, supervisor: subprocess.Popen[str]
) -> None:
    supervisor.kill()
    assert wait_until(lambda: not data_folder.living(), PATIENCE)


def test_servers_that_die_start_again_where_they_were(
    data_folder: DataFolder, outside: dict[str, str]
) -> None:
    with supervised(data_folder, outside, PROGRAMS | SERVERS):
        before, addresses = data_folder.living(), endpoints(data_folder)
        for name in SERVERS:
            os.kill(before[name], signal.SIGKILL)
        assert wait_until(lambda: have_changed(data_folder, before), PATIENCE)
        assert endpoints(data_folder) == addresses


def have_changed(data_folder: DataFolder, before: dict[str, int]) -> bool:
    now = data_folder.living()
    return all(now.get(name) not in (None, before[name]) for name in SERVERS)


def endpoints(data_folder: DataFolder) -> dict[str, Any]:
    return {key: value for key, value in data_folder.run().items() if key.endswith("_url")}


def test_logs_go_to_a_file_each(data_folder: DataFolder, supervisor: subprocess.Popen[str]) -> None:
    log = data_folder.path / "logs" / "web.log"
    assert wait_until(lambda: "at work" in log.read_text(), PATIENCE)
