"""Webs die and connections drop; what was acked is kept, and each client finds its way back."""

import asyncio
import contextlib
import random

import pytest

from tests.faults.agents import Agent
from tests.faults.conftest import SEEDS, WEBS, Verdict
from tests.faults.consoles import Console
from tests.faults.crowd import Crowd, misheard, told
from tests.faults.ledger import Ledger
from tests.faults.points import held, wait_until_blocked
from tests.faults.visitors import Visitor
from tests.product import Product

pytestmark = pytest.mark.fault

CROWD = 6
KILLS = 1 if SEEDS == 1 else 4
LONGEST_UNHARMED_SECONDS = 1.5
SECONDS_OF_DROPS = 8 if SEEDS == 1 else 60
MANY = 40 if SEEDS == 1 else 250


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
        with held(product, "LOCK TABLE conversations_message IN SHARE MODE"):
            client_msg_id = await visitor.say("word")
            await asyncio.to_thread(wait_until_blocked, product)
            await asyncio.to_thread(product.kill, web)
        too_early = ["acked before the commit"] if client_msg_id in visitor.acked else []
        await visitor.until_asked(2)
    wrong = [] if visitor.thread() == told(["word"]) else [f"{visitor.thread()}"]
    await verdict.on("web killed while it stores a message", 1, [visitor], too_early + wrong)


async def test_sockets_dropped_every_second(
    product: Product, doors: list[str], agent: Agent, verdict: Verdict, seed: int
) -> None:
    dropped = 0
    async with Console(doors, agent) as console:
        async with Crowd(product, doors, CROWD, seed) as crowd:
            for _ in range(SECONDS_OF_DROPS):
                await asyncio.sleep(1)
                if visitor := next(iter(crowd.present), None):
                    await console.look_at(visitor.conversation_id)
                dropped += console.drop() + sum(visitor.drop() for visitor in crowd.present)
        wrong = misheard(crowd) + await console.differences()
    await verdict.on("all sockets dropped each second", dropped, crowd.visitors, wrong)


async def test_many_clients_of_a_web_that_is_killed(
    product: Product, doors: list[str], ledger: Ledger, verdict: Verdict, seed: int
) -> None:
    fault = "web killed with many clients"
    visitors = [Visitor(doors[:1], product.demo["tenant_id"]) for _ in range(MANY)]
    async with contextlib.AsyncExitStack() as panels:
        for visitor in visitors:
            await panels.enter_async_context(visitor)
        await asyncio.gather(*(visitor.until_asked(1) for visitor in visitors))
        await asyncio.to_thread(product.kill, WEBS[0])
        await asyncio.gather(*(visitor.say("word") for visitor in visitors))
        await asyncio.to_thread(product.start, WEBS[0])
        await asyncio.gather(*(visitor.until_asked(2) for visitor in visitors))
    ledger.measure(fault, "back", [wait for visitor in visitors for wait in visitor.returns])
    wrong = [f"{v.thread()}" for v in visitors if v.thread() != told(["word"])]
    await verdict.on(fault, MANY, visitors, wrong)
