"""Redis and Postgres go away under load; what was acked is there when they are back."""

import asyncio

import pytest
import redis

from tests.faults.conftest import Verdict
from tests.faults.crowd import Crowd, misheard
from tests.product import OwnServers, Product

pytestmark = pytest.mark.fault

CROWD = 6
CALM_SECONDS = 1.5


async def test_redis_killed_and_then_wiped(
    product: Product, servers: OwnServers, doors: list[str], verdict: Verdict, seed: int
) -> None:
    async with Crowd(product, doors, CROWD, seed) as crowd:
        await asyncio.sleep(CALM_SECONDS)
        await asyncio.to_thread(servers.crash_redis)
        await asyncio.sleep(CALM_SECONDS)
        await asyncio.to_thread(servers.redis.start)
        await asyncio.sleep(CALM_SECONDS)
        await asyncio.to_thread(_wipe, product.redis_url)
        await asyncio.sleep(CALM_SECONDS)
    fault = "Redis killed, restarted, wiped"
    await verdict.on(fault, 2, crowd.visitors, misheard(crowd))


async def test_postgres_ended_at_once_and_restarted(
    product: Product, servers: OwnServers, doors: list[str], verdict: Verdict, seed: int
) -> None:
    async with Crowd(product, doors, CROWD, seed) as crowd:
        for _ in range(2):
            await asyncio.sleep(CALM_SECONDS)
            await asyncio.to_thread(servers.crash_postgres)
            await asyncio.to_thread(servers.postgres.start)
    fault = "Postgres ended by -m immediate"
    await verdict.on(fault, 2, crowd.visitors, misheard(crowd))


def _wipe(url: str) -> None:
    with redis.Redis.from_url(url) as client:
        client.flushall()
