"""Stand in a turn's way at a chosen point from outside, so that it can be killed right there.

Mostly by a lock that its next statement has to wait for; the product has no code for any of this.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import LiteralString

import psycopg
import redis

from tests.product import Product

LONGEST_PAUSE_SECONDS = 60
LOOKS = 600
LOOK_AGAIN_SECONDS = 0.1

_SOMEBODY_IS_BLOCKED = """
    SELECT count(*) > 0 FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND datname = current_database()
"""
_ALL_IS_ANSWERED = """
    SELECT count(*) = 0 FROM conversations_conversation WHERE work_since IS NOT NULL
"""

Wait = Callable[[], None]


@dataclass(frozen=True)
class Point:
    """A moment of a turn: what holds it there, and how to wait until it has come so far."""

    name: str
    hold: Callable[[Product], AbstractContextManager[Wait]]


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
    _wait_for(product, _SOMEBODY_IS_BLOCKED, "nobody came to the lock")


def _wait_for(product: Product, condition: LiteralString, otherwise: str) -> None:
    for _ in range(LOOKS):
        if product.query(condition) == [(True,)]:
            return
        time.sleep(LOOK_AGAIN_SECONDS)
    raise AssertionError(otherwise)


def _behind(name: str, statement: LiteralString) -> Point:
    @contextmanager
    def hold(product: Product) -> Iterator[Wait]:
        with held(product, statement):
            yield partial(wait_until_blocked, product)

    return Point(name, hold)


@contextmanager
def _unable_to_hint(product: Product) -> Iterator[Wait]:
    """Redis takes no hint of the answer that is committed meanwhile."""
    with redis.Redis.from_url(product.redis_url) as client:
        client.execute_command("CLIENT", "PAUSE", LONGEST_PAUSE_SECONDS * 1000, "WRITE")
        yield partial(_wait_for, product, _ALL_IS_ANSWERED, "no turn was committed")
        client.execute_command("CLIENT", "UNPAUSE")


AT_ITS_CLAIM = _behind("at its claim", "SELECT id FROM conversations_conversation FOR UPDATE")
INSIDE_THE_FLOW = _behind(
    "inside the flow", "LOCK TABLE tenants_membership IN ACCESS EXCLUSIVE MODE"
)
BEFORE_ITS_TURN = _behind(
    "before its turn is written", "LOCK TABLE conversations_turn IN SHARE MODE"
)
BEFORE_ITS_REPLIES = _behind(
    "before its replies are written", "LOCK TABLE conversations_message IN SHARE MODE"
)
BEFORE_ITS_EFFECTS = _behind(
    "before its effects are written", "LOCK TABLE conversations_outgoingmail IN SHARE MODE"
)
WHILE_IT_COMMITS = _behind("while it commits", "SELECT id FROM flows_flowversion FOR UPDATE")
BEFORE_THE_MODEL = _behind(
    "before the model is asked", "LOCK TABLE flows_modelsettings IN ACCESS EXCLUSIVE MODE"
)
BEFORE_ITS_HINT = Point("after the commit, before its hint", _unable_to_hint)
