"""Every test run has a Postgres and a Redis of its own, never those of ``make up``."""

import os
from collections.abc import Iterator
from typing import Any

import django
import pytest

from xin_project.embedded.console import CannotStart
from xin_project.embedded.testing import hold_test_services

try:
    _services = hold_test_services()
except CannotStart as problem:
    pytest.exit(str(problem), returncode=pytest.ExitCode.USAGE_ERROR)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xin_project.settings")
django.setup()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Make the test database for whoever asks; pytest-django's own looks for its marks only."""
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database whose transactions really commit, for what runs on several threads.

    Emptied at the end by one statement, where pytest-django's own way makes permissions anew.
    """
    from django.db import connection

    with django_db_blocker.unblock():
        yield
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE tenants_tenant, tenants_user CASCADE")
        connection.close()


def pytest_unconfigure() -> None:
    """Stop the servers, unless another run still uses them."""
    _services.close()
