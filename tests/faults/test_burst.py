"""One visitor says much at once while the model thinks: all is answered, in order, turn by turn."""

import asyncio
import random

import pytest

from tests.faults.conftest import Neighbours, Verdict
from tests.faults.ledger import Ledger
from tests.faults.visitors import QUESTION, Visitor
from tests.product import Product

pytestmark = pytest.mark.fault

FAULT = "burst while the model thinks"
TALKERS = 3
MESSAGES = 20
SECONDS = 2.0

_TURNS = """
    SELECT count(*) FROM conversations_turn
    WHERE conversation_id = ANY(%(ids)s::uuid[]) AND cause = 'message'
"""


async def test_twenty_messages_in_two_seconds(
    product: Product,
    doors: list[str],
    neighbours: Neighbours,
    ledger: Ledger,
    verdict: Verdict,
    seed: int,
) -> None:
    overlaps = neighbours.model.overlaps
    talks = (_talk(product, doors, f"{seed}-{talker}", talker) for talker in range(TALKERS))
    visitors = await asyncio.gather(*talks)
    wrong = [f"{v.conversation_id}: {v.thread()}" for v in visitors if _answered(v) != v.words]
    if overlaps := neighbours.model.overlaps - overlaps:
        wrong.append(f"{overlaps} turns of one conversation ran at once")
    ids = [visitor.conversation_id for visitor in visitors]
    ledger.count(FAULT, "overlaps", overlaps)
    ledger.count(FAULT, "turns", int(product.query(_TURNS, {"ids": ids})[0][0]))
    await verdict.on(FAULT, TALKERS, visitors, wrong)


async def _talk(product: Product, doors: list[str], name: str, door: int) -> Visitor:
    chance = random.Random(name)
    async with Visitor(doors, product.demo["tenant_id"], door) as visitor:
        await visitor.until_asked(1)
        for number in range(MESSAGES):
            await visitor.say(f"model echo {name} {number}")
            await asyncio.sleep(chance.uniform(0, 2 * SECONDS / MESSAGES))
        await visitor.until(lambda: len(_answered(visitor)) >= MESSAGES, "all answers")
        await visitor.until(lambda: visitor.thread()[-1] == ("bot", QUESTION), "the question")
    return visitor


def _answered(visitor: Visitor) -> list[str]:
    """The model repeats what it was asked, which may be several messages at once."""
    answers = [text for author, text in visitor.thread() if author == "bot" and text != QUESTION]
    return [line for answer in answers for line in answer.split("\n")]
