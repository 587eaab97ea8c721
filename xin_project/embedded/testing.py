"""The private Postgres and Redis of a test run, in a data folder of their own."""

import os
from contextlib import ExitStack

from xin_project.embedded.postgres_server import PostgresServer
from xin_project.embedded.services import current_folder, running_services
from xin_project.environment import environment

TEST_FOLDER = ".test-data"


def hold_test_services() -> ExitStack:
    """Point the settings at the test folder and hold up what no ``XIN_*_URL`` names.

    Called before Django reads its settings. Each worker of pytest-xdist has a folder, and so
    servers, of its own. Two runs at once share the servers, not the test database: give the second
    one a folder with ``XIN_TEST_DATA_DIR``.

    Raises:
        CannotStart: when a server cannot start.
    """
    folder_of_run = os.environ.get("XIN_TEST_DATA_DIR", TEST_FOLDER)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    os.environ["XIN_DATA_DIR"] = os.path.join(folder_of_run, worker)
    environment.cache_clear()
    services = ExitStack()
    folder = current_folder()
    for server in services.enter_context(running_services(folder)):
        if isinstance(server, PostgresServer):
            # Tests kill processes, never the machine, so nothing needs to reach the disk.
            # Statistics that come when they like would change plans from one run to the next.
            server.configure(fsync="off", autovacuum="off")
    return services
