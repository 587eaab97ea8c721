"""Webs die and connections drop; what was acked is kept, and each widget finds its way back."""

import asyncio
import random

import pytest

from tests.faults.conftest import SEEDS, WEBS, Verdict
from tests.faults.crowd import Crowd, misheard, told
from tests.faults.locks import POINTS, held, wait_until_blocked
from tests.faults.visitors import Visitor
from tests.product import Product

pytestmark = pytest.mark.fault

CROWD = 6
KILLS = 2 if SEEDS == 1 else 4
LONGEST_UNHARMED_SECONDS = 1.5
SECONDS_OF_DROPS = 10 if SEEDS == 1 else 60


async def test_killed_at_random_moments(
    product: Product, doors: list[str], verdict: Verdict, seed: int
) -> None:
    chance = random.Random(seed)
    async with Crowd(product, doors, CROWD, seed) as crowd:
        for _ in range(KILLS):
            await asyncio.sleep(chance.uniform(0, LONGEST_UNHARMED_SECONDS))
            web = chance.choice(WEBS)
            await asyncio.to_thread(product.kill, web)
            await asyncio.to_thread(product.start, web)
    await verdict.on("web killed at a random moment", KILLS, crowd.visitors, misheard(crowd))


async def test_killed_while_it_stores_a_message_it_has_not_acked_it(
    product: Product, doors: list[str], verdict: Verdict, seed: int
) -> None:
    async with Visitor(doors, product.demo["tenant_id"]) as visitor:
        await visitor.until_asked(1)
        web = WEBS[doors.index(visitor.door)]
        with held(product, POINTS["before its replies are written"]):
            client_msg_id = await visitor.say("word")
            await asyncio.to_thread(wait_until_blocked, product)
            await asyncio.to_thread(product.kill, web)
        too_early = ["acked before the commit"] if client_msg_id in visitor.acked else []
        await asyncio.to_thread(product.start, web)
        await visitor.until_asked(2)
    wrong = [] if visitor.thread() == told(["word"]) else [f"{visitor.thread()}"]
    await verdict.on("web killed while it stores a message", 1, [visitor], too_early + wrong)


async def test_sockets_dropped_every_second(
    product: Product, doors: list[str], verdict: Verdict, seed: int
) -> None:
    dropped = 0
    async with Crowd(product, doors, CROWD, seed) as crowd:
        for _ in range(SECONDS_OF_DROPS):
            await asyncio.sleep(1)
            dropped += sum(visitor.drop() for visitor in crowd.present)
    await verdict.on("all sockets dropped each second", dropped, crowd.visitors, misheard(crowd))
