"""Hold a turn at a chosen point from outside: a lock that its next statement has to wait for."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import LiteralString

import psycopg

from tests.product import Product

POINTS: dict[str, LiteralString] = {
    "at its claim": "SELECT id FROM conversations_conversation FOR UPDATE",
    "inside the flow": "LOCK TABLE tenants_membership IN ACCESS EXCLUSIVE MODE",
    "before its turn is written": "LOCK TABLE conversations_turn IN SHARE MODE",
    "before its replies are written": "LOCK TABLE conversations_message IN SHARE MODE",
    "while it commits": "SELECT id FROM flows_flowversion FOR UPDATE",
}

_BLOCKED = """
    SELECT count(*) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND datname = current_database()
"""


@contextmanager
def held(product: Product, statement: LiteralString) -> Iterator[None]:
    """Hold the locks of a statement."""
    with psycopg.connect(product.database_url) as connection:
        connection.execute("SELECT set_config('app.system', 'test', false)")
        connection.execute(statement)
        yield
        connection.rollback()


def wait_until_blocked(product: Product) -> None:
    """Wait until somebody stands before a lock."""
    for _ in range(600):
        if product.query(_BLOCKED) != [(0,)]:
            return
        time.sleep(0.1)
    raise AssertionError("nobody came to the lock")
