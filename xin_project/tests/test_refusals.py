"""Each problem is one sentence on the error stream, an exit code, and no traceback."""

import fcntl
import json
import socket
import subprocess
from collections.abc import Callable

import pytest

from xin_project.embedded.data_folder import DataFolder
from xin_project.embedded.machine import ENGINE_NOTE
from xin_project.tests.conftest import Holder, Run

UP = ("-m", "xin_project.embedded.up")


def refusal(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    return result.stderr


def test_a_taken_port_is_named_with_what_to_do(python: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refusal(python(*UP, XIN_PORT=str(port)))
    assert f"Port {port}" in said
    assert f"make up PORT={port + 1}" in said


@pytest.mark.parametrize("command", [UP, ("manage.py", "check")])
def test_wrong_settings_are_listed_together(python: Run, command: tuple[str, ...]) -> None:
    said = refusal(python(*command, XIN_LOG_LEVEL="LOUD", XIN_SWEEP_SECONDS="soon"))
    assert "XIN_LOG_LEVEL" in said
    assert "XIN_SWEEP_SECONDS" in said


def test_a_data_folder_that_cannot_be_written_is_named(python: Run) -> None:
    said = refusal(python(*UP, XIN_DATA_DIR="/dev/null/data"))
    assert "/dev/null/data" in said
    assert "XIN_DATA_DIR" in said


def test_a_folder_of_another_postgres_is_refused(data_folder: DataFolder, python: Run) -> None:
    note = data_folder.path / ENGINE_NOTE
    note.parent.mkdir(parents=True)
    note.write_text(json.dumps({"version": "99.1", "origin": "wheel"}))
    said = refusal(python("manage.py", "check"))
    assert "PostgreSQL 99.1 (wheel)" in said
    assert "XIN_DATA_DIR" in said


def test_lost_passwords_are_told_from_a_broken_server(
    data_folder: DataFolder, hold: Callable[[], Holder], python: Run
) -> None:
    hold().communicate()
    (data_folder.path / "secrets" / "postgres_postgres").unlink()
    assert "passwords" in refusal(python("manage.py", "check"))


def test_a_server_that_does_not_start_shows_the_end_of_its_log(
    data_folder: DataFolder, hold: Callable[[], Holder], python: Run
) -> None:
    hold().communicate()
    cluster = data_folder.path / "postgres" / "cluster"
    (cluster / "global" / "pg_control").unlink()
    said = refusal(python("manage.py", "check"))
    assert "could not open file" in said
    assert "Postgres did not start" in said


def test_a_second_start_says_where_the_first_runs(
    data_folder: DataFolder, python: Run, hold: Callable[[], Holder]
) -> None:
    first = hold()
    with data_folder.open_lock("supervisor.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with data_folder.changing():
            facts = {"web_url": "http://localhost:8123", "port": 8123}
            data_folder.note_run(facts, {"supervisor": first.pid})
        second = python(*UP)
    assert second.returncode == 0
    assert "runs already: http://localhost:8123" in second.stdout


def test_stopping_what_does_not_run_is_no_error(python: Run) -> None:
    stopped = python("-m", "xin_project.embedded.down")
    assert stopped.returncode == 0
    assert "Nothing runs" in stopped.stdout
