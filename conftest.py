"""Every test run has a Postgres and a Redis of its own, never those of ``make up``."""

import os

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


def pytest_unconfigure() -> None:
    """Stop the servers, unless another run still uses them."""
    _services.close()
