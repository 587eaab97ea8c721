"""Redis goes away, forgets, hangs and is full, under load: what was acked is answered."""

import asyncio

import pytest
import redis

from tests.faults.callers import Callers
from tests.faults.conftest import SEEDS, Verdict
from tests.faults.crowd import Crowd, misheard
from tests.faults.ledger import Ledger
from tests.product import OwnServers, Product

pytestmark = pytest.mark.fault

CROWD = 6
CALM_SECONDS = 1.0
PAUSE_SECONDS = 4 if SEEDS == 1 else 30
FULL_SECONDS = 2 if SEEDS == 1 else 10


async def test_redis_killed_and_then_wiped(
    product: Product, servers: OwnServers, doors: list[str], verdict: Verdict, seed: int
) -> None:
    async with Crowd(product, doors, CROWD, seed) as crowd:
        await asyncio.sleep(CALM_SECONDS)
        await asyncio.to_thread(servers.crash_redis)
        await asyncio.sleep(CALM_SECONDS)
        await asyncio.to_thread(servers.redis.start)
        await asyncio.sleep(CALM_SECONDS)
        await asyncio.to_thread(_command, product, "FLUSHALL")
        await asyncio.sleep(CALM_SECONDS)
    fault = "Redis killed, restarted, wiped"
    await verdict.on(fault, 2, crowd.visitors, misheard(crowd))


async def test_redis_hangs_and_then_has_no_room(
    product: Product, doors: list[str], ledger: Ledger, verdict: Verdict, seed: int
) -> None:
    fault = "Redis paused, then full"
    async with Callers(product, doors) as callers, Crowd(product, doors, CROWD, seed) as crowd:
        await asyncio.to_thread(_command, product, "CLIENT", "PAUSE", PAUSE_SECONDS * 1000, "ALL")
        await asyncio.sleep(PAUSE_SECONDS)
        await asyncio.to_thread(_command, product, "CONFIG", "SET", "maxmemory", 1)
        await asyncio.sleep(FULL_SECONDS)
        await asyncio.to_thread(_command, product, "CONFIG", "SET", "maxmemory", 0)
    for status, times in callers.answers.items():
        ledger.count(fault, f"HTTP {status}", times)
    await verdict.on(fault, 2, crowd.visitors, misheard(crowd) + callers.lies())


def _command(product: Product, *words: str | int) -> None:
    with redis.Redis.from_url(product.redis_url) as client:
        client.execute_command(*words)
