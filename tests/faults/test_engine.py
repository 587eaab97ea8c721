"""Engines die and freeze; each message is answered once all the same."""

import asyncio
import random
import time
from collections.abc import AsyncIterator

import pytest

from tests.faults.conftest import ENGINES, SEEDS, Verdict
from tests.faults.crowd import Crowd, misheard
from tests.faults.ledger import Ledger
from tests.faults.locks import POINTS, held, wait_until_blocked
from tests.faults.visitors import QUESTION, Visitor
from tests.product import Product

pytestmark = pytest.mark.fault

CROWD = 6
KILLS = 2 if SEEDS == 1 else 4
LONGEST_UNHARMED_SECONDS = 1.5
HANDED_OVER = [("bot", QUESTION), ("visitor", "person"), ("bot", "I ask a person.")]

_REFUSED = """
    SELECT count(*) FROM conversations_turn
    WHERE conversation_id = %(conversation)s AND outcome = 'interrupted'
"""


@pytest.fixture
async def asked(product: Product, doors: list[str]) -> AsyncIterator[Visitor]:
    """A visitor whom the bot has asked its question."""
    async with Visitor(doors, product.demo["tenant_id"]) as visitor:
        await visitor.until_asked(1)
        yield visitor


async def test_killed_at_random_moments(
    product: Product, doors: list[str], verdict: Verdict, seed: int
) -> None:
    chance = random.Random(seed)
    async with Crowd(product, doors, CROWD, seed) as crowd:
        for _ in range(KILLS):
            await asyncio.sleep(chance.uniform(0, LONGEST_UNHARMED_SECONDS))
            engine = chance.choice(ENGINES)
            await asyncio.to_thread(product.kill, engine)
            await asyncio.to_thread(product.start, engine)
    fault = "engine killed at a random moment"
    await verdict.on(fault, KILLS, crowd.visitors, misheard(crowd))


async def test_killed_at_each_point_of_one_turn_it_answers_once(
    product: Product, asked: Visitor, verdict: Verdict, seed: int
) -> None:
    for engine in ENGINES:
        await asyncio.to_thread(product.kill, engine)
    await _hear_person(asked)
    for point in POINTS:
        await asyncio.to_thread(_kill_at, product, point)
    await asyncio.to_thread(product.start, "engine")
    await _see_the_answer(asked)
    await verdict.on("engine killed at each point of a turn", len(POINTS), [asked], _wrong(asked))


async def test_frozen_past_its_lease_it_may_not_answer_any_more(
    product: Product, asked: Visitor, ledger: Ledger, verdict: Verdict, seed: int
) -> None:
    await _freeze_at(product, asked, "inside the flow")
    await _see_the_answer(asked)
    product.thaw("engine")
    fault = "engine frozen past its lease"
    ledger.count(fault, "refused", await asyncio.to_thread(_refused_turns, product, asked))
    await verdict.on(fault, 1, [asked], _wrong(asked))


async def test_frozen_in_the_middle_of_its_commit_it_holds_nobody_up(
    product: Product, asked: Visitor, verdict: Verdict, seed: int
) -> None:
    await _freeze_at(product, asked, "before its turn is written")
    await _see_the_answer(asked)
    product.thaw("engine")
    await verdict.on("engine frozen in its commit", 1, [asked], _wrong(asked))


async def _hear_person(visitor: Visitor) -> None:
    client_msg_id = await visitor.say("person")
    await visitor.until(lambda: client_msg_id in visitor.acked, "the ack")


async def _see_the_answer(visitor: Visitor) -> None:
    await visitor.until(lambda: len(visitor.seen) >= len(HANDED_OVER), "the answer")


def _wrong(visitor: Visitor) -> list[str]:
    return [] if visitor.thread() == HANDED_OVER else [f"{visitor.thread()}"]


def _kill_at(product: Product, point: str) -> None:
    """Let a new engine take the turn, and kill it while it stands before the lock."""
    with held(product, POINTS[point]):
        product.start("engine")
        wait_until_blocked(product)
        product.kill("engine")


async def _freeze_at(product: Product, visitor: Visitor, point: str) -> None:
    """Freeze the engine that takes the visitor's turn; only then the other one may see to it."""
    product.freeze("engine-2")
    with held(product, POINTS[point]):
        await _hear_person(visitor)
        await asyncio.to_thread(wait_until_blocked, product)
        product.freeze("engine")
    product.thaw("engine-2")


def _refused_turns(product: Product, visitor: Visitor) -> int:
    """Wait until the thawed engine has tried to commit."""
    for _ in range(300):
        refused = product.query(_REFUSED, {"conversation": visitor.conversation_id})
        if (times := int(refused[0][0])) > 0:
            return times
        time.sleep(0.1)
    raise AssertionError("the thawed engine never tried to commit")
