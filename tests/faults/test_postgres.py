"""Postgres ends, freezes, locks its rows and takes no more connections, under load."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest

from tests.faults.callers import Callers
from tests.faults.conftest import SEEDS, Verdict
from tests.faults.crowd import Crowd, misheard
from tests.faults.ledger import Ledger
from tests.faults.points import held
from tests.product import OwnServers, Product

pytestmark = pytest.mark.fault

CROWD = 6
CALM_SECONDS = 1.0
FROZEN_SECONDS = 6 if SEEDS == 1 else 20
LOCKED_SECONDS = 6
FULL_SECONDS = 3
MOST_CONNECTIONS = 80
"""Four processes with eight kept ones each, what the callers open, and room."""

_DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
_CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"


class Load:
    """Visitors and programs at work while a fault lasts, and how they fared."""

    def __init__(self, product: Product, doors: list[str], ledger: Ledger, verdict: Verdict):
        self._product = product
        self._doors = doors
        self._ledger = ledger
        self._verdict = verdict

    @contextlib.asynccontextmanager
    async def during(self, fault: str, injected: int, seed: int) -> AsyncIterator[None]:
        """Keep them at work as long as the block lasts, and judge."""
        product = self._product
        visiting, calling = Crowd(product, self._doors, CROWD, seed), Callers(product, self._doors)
        async with calling as callers, visiting as crowd:
            await asyncio.sleep(CALM_SECONDS)
            yield
        connections = int(product.query(_CONNECTIONS)[0][0])
        deadlocks = int(product.query(_DEADLOCKS)[0][0])
        wrong = [f"{connections} connections"] if connections > MOST_CONNECTIONS else []
        wrong += [f"{deadlocks} deadlocks"] if deadlocks else []
        for status, times in sorted(callers.answers.items()):
            self._ledger.count(fault, f"HTTP {status}", times)
        self._ledger.measure(fault, "HTTP", callers.seconds)
        more = wrong + misheard(crowd) + callers.lies()
        await self._verdict.on(fault, injected, crowd.visitors, more)


@pytest.fixture
def load(product: Product, doors: list[str], ledger: Ledger, verdict: Verdict) -> Load:
    return Load(product, doors, ledger, verdict)


async def test_ended_at_once_and_restarted(load: Load, servers: OwnServers, seed: int) -> None:
    async with load.during("Postgres ended by -m immediate", 2, seed):
        for _ in range(2):
            await asyncio.to_thread(servers.crash_postgres)
            await asyncio.to_thread(servers.postgres.start)
            await asyncio.sleep(CALM_SECONDS)


async def test_frozen(load: Load, servers: OwnServers, seed: int) -> None:
    async with load.during("Postgres frozen", 1, seed):
        with servers.frozen_postgres():
            await asyncio.sleep(FROZEN_SECONDS)


async def test_every_row_locked(load: Load, product: Product, seed: int) -> None:
    everything = "LOCK TABLE conversations_conversation IN ACCESS EXCLUSIVE MODE"
    async with load.during("every conversation locked", 1, seed):
        with held(product, everything):
            await asyncio.sleep(LOCKED_SECONDS)


async def test_no_connection_left(load: Load, product: Product, seed: int) -> None:
    async with load.during("no connection left", 1, seed):
        with _all_connections(product):
            await asyncio.sleep(FULL_SECONDS)


@contextlib.contextmanager
def _all_connections(product: Product) -> Iterator[None]:
    with contextlib.ExitStack() as taken:
        with contextlib.suppress(psycopg.OperationalError):
            while True:
                taken.enter_context(psycopg.connect(product.database_url))
        yield
