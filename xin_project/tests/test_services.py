import os
import signal
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import redis

from xin_project.embedded.data_folder import DataFolder
from xin_project.embedded.processes import birth, wait_until
from xin_project.tests.conftest import (
    Holder,
    Run,
    let_go,
    run_file,
    shell_of,
    start_holder,
    temporary_folder,
)

DEAD_SECONDS = 10


def execute(folder: DataFolder, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(run_file(folder)["database_url"], autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_data_survives_when_everything_is_killed(
    data_folder: DataFolder, hold: Callable[[], Holder]
) -> None:
    holder = hold()
    execute(data_folder, "CREATE TABLE kept (word text)")
    execute(data_folder, "INSERT INTO kept VALUES ('here')")
    first = data_folder.living()
    for pid in (holder.pid, *first.values()):
        os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not data_folder.living(), DEAD_SECONDS)

    hold()

    assert execute(data_folder, "SELECT word FROM kept") == [("here",)]
    assert set(first.values()).isdisjoint(data_folder.living().values())


def test_what_a_killed_run_left_is_used_again(
    data_folder: DataFolder, hold: Callable[[], Holder]
) -> None:
    holder = hold()
    first = data_folder.living()
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()

    hold()

    assert data_folder.living() == first


def test_the_last_one_to_leave_stops_the_services(
    data_folder: DataFolder, hold: Callable[[], Holder]
) -> None:
    first, second = hold(), hold()
    let_go(first)
    assert set(data_folder.living()) == {"postgres", "redis"}
    let_go(second)
    assert data_folder.living() == {}
    assert data_folder.run() == {}


@pytest.fixture(scope="module")
def running() -> Iterator[DataFolder]:
    """Give one folder with its services up, for tests that only look."""
    with temporary_folder() as folder:
        holder = start_holder(shell_of(folder))
        yield folder
        let_go(holder)


def test_the_endpoints_are_readable_by_their_owner_alone(running: DataFolder) -> None:
    mode = (running.path / "run.json").stat().st_mode
    assert mode & 0o777 == 0o600
    assert {"database_url", "database_admin_url", "redis_url", "pids"} <= set(run_file(running))


def test_the_application_is_bound_by_row_level_security_and_backups_are_not(
    running: DataFolder,
) -> None:
    attributes = {
        name: flags
        for name, *flags in execute(
            running,
            "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles"
            " WHERE rolname LIKE 'xin%'",
        )
    }
    assert attributes == {"xin": [False, False, True], "xin_admin": [False, True, False]}


@pytest.mark.parametrize("password", ["", ":wrong"])
def test_nobody_gets_into_postgres_without_the_password(running: DataFolder, password: str) -> None:
    url = urlsplit(run_file(running)["database_url"])
    for role in ("postgres", "xin", "xin_admin"):
        stranger = urlunsplit(url._replace(netloc=f"{role}{password}@127.0.0.1:{url.port}"))
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(stranger)


def test_nobody_gets_into_redis_without_the_password(running: DataFolder) -> None:
    port = urlsplit(run_file(running)["redis_url"]).port
    with redis.Redis(port=port) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


def test_redis_refuses_rather_than_forget_and_writes_its_work_down(running: DataFolder) -> None:
    with redis.Redis.from_url(run_file(running)["redis_url"], decode_responses=True) as client:
        wanted = {"maxmemory-policy": "noeviction", "appendonly": "yes", "appendfsync": "everysec"}
        assert {name: client.config_get(name)[name] for name in wanted} == wanted


def test_passwords_are_made_once_and_kept_private(
    data_folder: DataFolder, hold: Callable[[], Holder]
) -> None:
    let_go(hold())
    secrets = sorted((data_folder.path / "secrets").iterdir())
    before = [secret.read_text() for secret in secrets]
    let_go(hold())
    assert [secret.read_text() for secret in secrets] == before
    assert {secret.stat().st_mode & 0o777 for secret in secrets} == {0o600}
    assert len(set(before)) == len(before) == 4


def test_a_stranger_with_a_reused_number_is_left_alone(
    data_folder: DataFolder, hold: Callable[[], Holder], python: Run
) -> None:
    let_go(hold())
    postgres_note = data_folder.path / "postgres" / "cluster" / "postmaster.pid"
    postgres_note.write_text(f"{os.getpid()}\n")
    with data_folder.changing():
        data_folder.note_run({}, {"web": os.getpid()})
        run = {**data_folder.run(), "births": {"web": "another boot/1"}}
        data_folder._write("run.json", run)

    stopped = python("-m", "xin_project.embedded.down")

    assert stopped.returncode == 0
    assert birth(os.getpid()) is not None
