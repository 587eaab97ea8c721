"""Kept connections of asynchronous code, few for each event loop."""

import asyncio
import select
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import psycopg
from django.db import connections
from psycopg.pq import TransactionStatus
from psycopg.pq.abc import PGconn

from apps.platform.concurrency.per_loop import PerLoop

CONNECTIONS = 8
"""Of one event loop. More add latency, not throughput: eight saturate the database."""

# A statement is planned once a connection, perhaps while its tables are so small that reading all
# of a workspace's rows costs the same; it has to find its own by their keys when they have grown.
BY_KEYS = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off"

Connection: TypeAlias = psycopg.AsyncConnection[tuple[Any, ...]]


class Connections:
    """The connections of one event loop, the last used first.

    Opened on demand and given up when anything goes wrong with them, so that a database that was
    away is reached again at the first try.
    """

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(CONNECTIONS)
        self._idle: list[Connection] = []

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[Connection]:
        """Give a connection that works, for one transaction."""
        async with self._room:
            connection = self._kept() or await _connect()
            try:
                yield connection
            finally:
                if connection.info.transaction_status == TransactionStatus.IDLE:
                    self._idle.append(connection)
                else:
                    connection.pgconn.finish()

    def close(self) -> None:
        """Close what is not lent."""
        while self._idle:
            self._idle.pop().pgconn.finish()

    def _kept(self) -> Connection | None:
        while self._idle:
            connection = self._idle.pop()
            if not was_spoken_to(connection.pgconn):
                return connection
            connection.pgconn.finish()
        return None


connections_of_loops = PerLoop(Connections)


async def _connect() -> Connection:
    """Open a connection as Django opens its own."""
    known = connections["default"].get_connection_params()
    del known["cursor_factory"]  # a synchronous one
    known["options"] = f"{known.get('options', '')} {BY_KEYS}"
    return await psycopg.AsyncConnection.connect(**known, autocommit=True)


def was_spoken_to(idle: PGconn) -> bool:
    """Tell whether the server said something unasked, as it does when it ends a connection.

    Then it has to be asked whether it still works. A question each time would be a journey to the
    server before every unit of work.
    """
    readable = select.poll()
    readable.register(idle.socket, select.POLLIN)
    return bool(readable.poll(0))
