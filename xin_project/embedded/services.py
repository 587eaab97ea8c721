"""Hold the private Postgres and Redis up while somebody uses them.

Whoever uses them holds a shared lock on ``in-use.lock``; the last one to leave stops them. The
kernel lets go of the lock of a killed process, so nothing has to be counted.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from pydantic import SecretStr

from xin_project.embedded.data_folder import DataFolder
from xin_project.embedded.postgres_server import PostgresServer
from xin_project.embedded.redis_server import RedisServer
from xin_project.environment import environment

Server = PostgresServer | RedisServer
SERVERS: tuple[type[Server], ...] = (PostgresServer, RedisServer)


def current_folder() -> DataFolder:
    """Give the data folder of the settings, after ``run.json`` forgot what has died."""
    folder = DataFolder(environment().data_dir)
    if folder.run():
        with folder.changing():
            folder.forget_the_dead()
        environment.cache_clear()
    return folder


@contextmanager
def running_services(folder: DataFolder) -> Iterator[list[Server]]:
    """Hold up the servers that the settings do not name; settings read in the block know them.

    Raises:
        CannotStart: when one cannot start.
    """
    wanted = embedded_servers(folder)
    if not wanted:
        yield []
        return
    folder.prepare()
    with folder.open_lock("in-use.lock") as use:
        try:
            with folder.changing():
                fcntl.flock(use, fcntl.LOCK_SH)
                start(folder, wanted)
            yield wanted
        finally:
            with folder.changing():
                if _is_last(use):
                    stop(folder)


def embedded_servers(folder: DataFolder) -> list[Server]:
    """Give the servers no setting names an address for, in the order of their start."""
    settings, run = environment(), folder.run()
    servers: list[Server] = []
    if not _is_given(settings.database_url, run.get("database_url")):
        servers.append(PostgresServer(folder))
    if not _is_given(settings.redis_url, run.get("redis_url")):
        servers.append(RedisServer(folder))
    return servers


def start(folder: DataFolder, servers: list[Server]) -> None:
    """Start those that are down and note where they listen; inside `DataFolder.changing`."""
    for server in servers:
        server.start()
        pid = server.pid()
        if pid is not None:
            folder.note_run(server.facts(), {server.name: pid})
    environment.cache_clear()


def stop(folder: DataFolder) -> None:
    """Stop both, Redis first, whoever started them; inside `DataFolder.changing`."""
    for kind in reversed(SERVERS):
        kind(folder).stop()
    folder.forget_the_dead()
    environment.cache_clear()


def _is_given(setting: SecretStr | None, noted: str | None) -> bool:
    return setting is not None and setting.get_secret_value() != noted


def _is_last(use: TextIO) -> bool:
    try:
        fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
