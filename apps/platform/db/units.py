"""Synchronous units of work from asynchronous code, on a few threads with kept connections."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial, wraps
from threading import Barrier
from typing import Any, ParamSpec, TypeVar

import psycopg
from django.db import connection
from django.utils import translation
from psycopg.pq import Escaping, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn

from apps.platform.db.pool import connections_of_loops, was_spoken_to

P = ParamSpec("P")
R = TypeVar("R")

THREADS = 8
"""More add latency, not throughput: eight saturate the database."""

_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="database")


def unit_of_work(function: Callable[P, R]) -> Callable[P, Awaitable[R]]:
    """Give an awaitable form of a function that does one transaction or one read.

    It runs on a thread with a kept connection, in the context variables and the language of its
    caller. The connection is checked once, here: one that the server dropped would otherwise stay
    broken on its thread for ever.
    """

    @wraps(function)
    async def on_a_thread(*args: P.args, **kwargs: P.kwargs) -> R:
        # Django keeps the language where a thread finds only what it has put there itself.
        work = partial(_in_language, translation.get_language(), partial(function, *args, **kwargs))
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(_threads, copy_context().run, work)

    return on_a_thread


def _in_language(language: str | None, work: Callable[[], R]) -> R:
    if language is not None:
        translation.activate(language)
    return _on_a_good_connection(work)


def _on_a_good_connection(work: Callable[[], R]) -> R:
    connection.close_at = None  # kept: these threads are few and live as long as we do
    connection.close_if_unusable_or_obsolete()
    if connection.connection is not None:
        connection.health_check_done = not was_spoken_to(connection.connection.pgconn)  # type: ignore[attr-defined]
    return work()


@contextmanager
def prepared_cursor() -> Iterator[psycopg.Cursor[tuple[Any, ...]]]:
    """Give a cursor for a statement that runs for every message, on Django's own connection.

    Its values travel beside the statement, so the server parses and plans it once a connection;
    Django's cursors write them into it. Errors are Django's.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        yield cursor


def begin(settings: Mapping[str, str]) -> None:
    """Begin a transaction with settings that end with it, in one journey to the server.

    Inside ``atomic()``, whose own beginning would be another journey before the first statement.
    Within a transaction that has begun it changes its settings.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors:
        server = connection.connection.pgconn
        answer = server.exec_(beginning(server, settings))
        if answer.status != ExecStatus.COMMAND_OK:
            raise psycopg.errors.error_from_result(answer)


def beginning(server: PGconn, settings: Mapping[str, str]) -> bytes:
    """Give the words that begin a transaction with these settings, or change them within one."""
    return b"; ".join(_first_words(server, settings))


def _first_words(server: PGconn, settings: Mapping[str, str]) -> Iterator[bytes]:
    if server.transaction_status == TransactionStatus.IDLE:
        yield b"BEGIN"
    quoted = Escaping(server).escape_literal
    for name, value in settings.items():
        yield b"SET LOCAL %b = %b" % (name.encode(), quoted(value.encode()))


def close_connections() -> None:
    """Close the connections of all threads and event loops, when their present work is done.

    Between tests, whose database is dropped.
    """
    all_threads = Barrier(THREADS)  # each takes one and waits, so none takes two

    def close() -> None:
        all_threads.wait()
        connection.close()

    wait([_threads.submit(close) for _ in range(THREADS)])
    for of_loop in connections_of_loops.all():
        of_loop.close()
