import os
import signal
import subprocess
import sys
import textwrap

import pytest

from xin_project.embedded.processes import birth, wait_until
from xin_project.tests.conftest import ROOT

PATIENCE = 30

# A supervisor of two small programs of ours; the real ones are tried by the journeys.
SUPERVISED = textwrap.dedent(
    """
    import sys
    from xin_project.embedded.services import current_folder
    from xin_project.embedded.supervisor import Program, Supervisor
    from xin_project.embedded.up import _stop_on_signals

    folder = current_folder()
    folder.prepare()
    _stop_on_signals()
    sleep = [sys.executable, "-c", "import time; print('at work', flush=True); time.sleep(600)"]
    programs = [Program(name, sleep, folder) for name in ("web", "engine")]
    supervisor = Supervisor(folder, [], programs)
    supervisor.start()
    try:
        supervisor.watch()
    except KeyboardInterrupt:
        supervisor.stop()
    """
)


@pytest.fixture
def supervisor(data_folder, outside):
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISED], cwd=ROOT, env=outside, stdout=subprocess.PIPE, text=True
    )
    assert wait_until(lambda: set(data_folder.living()) == {"web", "engine"}, PATIENCE)
    yield process
    process.kill()
    process.wait()


def test_a_program_that_dies_starts_again_and_a_line_says_so(data_folder, supervisor):
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
def test_polite_signals_stop_everything(data_folder, supervisor, number):
    programs = data_folder.living()
    supervisor.send_signal(number)
    assert supervisor.wait(PATIENCE) == 0
    assert [birth(pid) for pid in programs.values()] == [None, None]


def test_programs_end_with_a_supervisor_that_is_killed(data_folder, supervisor):
    supervisor.kill()
    assert wait_until(lambda: not data_folder.living(), PATIENCE)


def test_logs_go_to_a_file_each(data_folder, supervisor):
    log = data_folder.path / "logs" / "web.log"
    assert wait_until(lambda: "at work" in log.read_text(), PATIENCE)
