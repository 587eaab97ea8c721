import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from xin_project.embedded.data_folder import DataFolder
from xin_project.environment import PROJECT_ROOT, environment
from xin_project.tests.conftest import Holder, Run


def test_a_command_starts_the_services_and_stops_them_again(
    data_folder: DataFolder, python: Run
) -> None:
    result = python("manage.py", "migrate", "--check")
    assert "NameError" not in result.stderr
    assert result.returncode == 1, "an empty database waits for its migrations"
    assert data_folder.living() == {}


def test_a_command_joins_services_that_run(
    data_folder: DataFolder, hold: Callable[[], Holder], python: Run
) -> None:
    hold()
    before = data_folder.living()
    python("manage.py", "check")
    assert data_folder.living() == before


def test_nothing_embedded_starts_when_addresses_are_given(
    data_folder: DataFolder, python: Run
) -> None:
    result = python(
        *("manage.py", "check"),
        XIN_DATABASE_URL="postgresql://xin@127.0.0.1:1/xin",
        XIN_REDIS_URL="redis://127.0.0.1:1",
    )
    assert result.returncode == 0, result.stderr
    assert not (data_folder.path / "postgres").exists()
    assert not (data_folder.path / "run.json").exists()


@pytest.fixture
def showconfig(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., str]]:
    """Give what the command prints when these variables are set."""

    def show(**variables: str) -> str:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        environment.cache_clear()
        call_command("showconfig", "--json")
        return capsys.readouterr().out

    yield show
    monkeypatch.undo()
    environment.cache_clear()


def test_showconfig_hides_secrets_and_names_sources(showconfig: Callable[..., str]) -> None:
    printed = showconfig(XIN_SECRET_KEY="do-not-show-me", XIN_PORT="8765")
    rows = {row["name"]: row for row in json.loads(printed)}
    assert "do-not-show-me" not in printed
    assert rows["XIN_SECRET_KEY"]["from"] == "environment"
    assert (rows["XIN_PORT"]["value"], rows["XIN_PORT"]["from"]) == (8765, "environment")
    assert rows["XIN_HOST"]["from"] == "default"


def test_a_relative_data_folder_starts_at_the_project_wherever_one_stands(
    showconfig: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = {row["name"]: row for row in json.loads(showconfig(XIN_DATA_DIR=".elsewhere"))}
    assert rows["XIN_DATA_DIR"]["value"] == str(PROJECT_ROOT / ".elsewhere")


def findings(capsys: pytest.CaptureFixture[str]) -> dict[str, bool]:
    """Run the doctor; its exit code says what its findings say."""
    code: str | int | None = 0
    try:
        call_command("doctor", "--json")
    except SystemExit as stop:
        code = stop.code
    answer = json.loads(capsys.readouterr().out)
    checks = {check["check"]: check["ok"] for check in answer["checks"]}
    assert answer["ok"] == all(checks.values()) == (code == 0)
    return checks


@pytest.mark.django_db
def test_the_doctor_finds_a_sound_house(capsys: pytest.CaptureFixture[str]) -> None:
    checks = findings(capsys)
    del checks["front end"]  # built by `make test`, not by a test
    assert set(checks.values()) == {True}
    assert {"database role", "row-level security", "migrations", "redis"} <= set(checks)


@pytest.mark.django_db
def test_the_doctor_finds_a_table_without_row_level_security(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE flows_flow NO FORCE ROW LEVEL SECURITY")
    assert findings(capsys)["row-level security"] is False


@pytest.mark.django_db
def test_the_doctor_finds_a_migration_that_was_not_applied(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'flows'")
    assert findings(capsys)["migrations"] is False


def test_run_json_forgets_the_dead(data_folder: DataFolder) -> None:
    data_folder.prepare()
    with data_folder.changing():
        data_folder.note_run({"web_url": "http://x", "port": 1}, {"supervisor": 2**22 - 1})
        data_folder.forget_the_dead()
    assert data_folder.run() == {}
