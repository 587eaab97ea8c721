"""Every worker of a test run has a Postgres and a Redis of its own, never those of ``make up``."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django
import pytest

from xin_project.embedded.console import CannotStart
from xin_project.embedded.testing import hold_test_services

_DELETE_ALL = """
DO $$
DECLARE hanging regclass;
BEGIN
    FOR hanging IN
        WITH RECURSIVE reached (id) AS (
            SELECT unnest('{tenants_tenant, tenants_user}'::regclass[])::oid
            UNION
            SELECT conrelid FROM pg_constraint, reached WHERE contype = 'f' AND confrelid = id
        )
        SELECT id FROM reached
    LOOP
        EXECUTE 'DELETE FROM ' || hanging;
    END LOOP;
END $$
"""
"""Their foreign keys are checked at the commit, so that the order of tables is all the same."""

REAL_PROCESSES = ("tests/journeys/", "tests/faults/")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

try:
    _services = hold_test_services()
except CannotStart as problem:
    pytest.exit(str(problem), returncode=pytest.ExitCode.USAGE_ERROR)

os.environ["DJANGO_SETTINGS_MODULE"] = "xin_project.settings"
django.setup()
# A worker inherits the environment, and must not read the settings before its own servers run.
del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Make the test database for whoever asks; pytest-django's own looks for its marks only."""
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        _drop_what_a_killed_run_left()
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        _end_sessions()
        teardown_databases(made, verbosity=0)


def _drop_what_a_killed_run_left() -> None:
    """With its sessions, which Django's own way would wait for in vain."""
    from django.db import connection

    creation = connection.creation
    with creation._nodb_cursor() as cursor:
        name = connection.ops.quote_name(creation._get_test_db_name())
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _end_sessions() -> None:
    """End what threads and loops have kept open: a database in use cannot be dropped."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database whose transactions really commit, for what runs on several threads."""
    with _emptied_at_the_end(django_db_blocker):
        yield


@pytest.fixture(scope="module")
def committed_db_of_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The same for all tests of a module, which leave each other's rows alone."""
    with _emptied_at_the_end(django_db_blocker):
        yield


@contextmanager
def _emptied_at_the_end(blocker: Any) -> Iterator[None]:
    from django.db import connection

    with blocker.unblock():
        yield
        empty_tables()
        connection.close()


def empty_tables() -> None:
    """Delete every person and workspace, and all rows that hang on them.

    Row by row: of tables this small it takes a tenth of the time of ``TRUNCATE``, which gives each
    table and index a new file.
    """
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.system', 'test', true)")
        cursor.execute(_DELETE_ALL)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a test without the number its value was given today: all workers collect the same."""
    if not isinstance(val, str):
        return None
    without = _UUID.sub("some-id", val)
    return without if without != val else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give a test with real processes longer, for the first one waits until they have started."""
    for item in items:
        if item.nodeid.startswith(REAL_PROCESSES):
            item.add_marker(pytest.mark.timeout(600))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many seconds each part took, over all workers."""
    seconds: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds["/".join(report.nodeid.split("/")[:2])] += report.duration
    terminalreporter.section("seconds of each part")
    for part, spent in seconds.most_common():
        terminalreporter.write_line(f"{spent:8.1f} {part}")


def pytest_unconfigure() -> None:
    """Stop the servers, unless another run still uses them."""
    _services.close()
