"""Synchronous units of work from asynchronous code, on a few threads with kept connections."""

from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import wraps
from threading import Barrier
from typing import Any, ParamSpec, TypeVar

import psycopg
from asgiref.sync import sync_to_async
from django.db import connection

P = ParamSpec("P")
R = TypeVar("R")

THREADS = 8
"""More add latency, not throughput: eight saturate the database."""

_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="database")


def unit_of_work(function: Callable[P, R]) -> Callable[P, Awaitable[R]]:
    """Give an awaitable form of a function that does one transaction or one read.

    It runs on a thread with a kept connection. The connection is checked once, here: one that
    the server dropped would otherwise stay broken on its thread for ever.
    """

    @wraps(function)
    def on_a_good_connection(*args: P.args, **kwargs: P.kwargs) -> R:
        connection.close_at = None  # kept: these threads are few and live as long as we do
        connection.close_if_unusable_or_obsolete()
        return function(*args, **kwargs)

    return sync_to_async(on_a_good_connection, thread_sensitive=False, executor=_threads)


@contextmanager
def prepared_cursor() -> Iterator[psycopg.Cursor[tuple[Any, ...]]]:
    """Give a cursor for a statement that runs for every message, on Django's own connection.

    Its values travel beside the statement, so the server parses and plans it once a connection;
    Django's cursors write them into it. Errors are Django's.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        yield cursor


def close_connections() -> None:
    """Close the connection of every thread, when their present work is done.

    At the end of a process, and between tests, whose database is dropped.
    """
    all_threads = Barrier(THREADS)  # each takes one and waits, so none takes two

    def close() -> None:
        all_threads.wait()
        connection.close()

    wait([_threads.submit(close) for _ in range(THREADS)])
