"""A person takes over at any moment of a turn: from then on the bot is silent."""

import asyncio
import random
from collections.abc import Coroutine
from typing import Any

import pytest

from tests.faults.agents import Agent
from tests.faults.conftest import SEEDS, Verdict
from tests.faults.ledger import Ledger
from tests.faults.visitors import QUESTION, Visitor
from tests.product import Product

pytestmark = pytest.mark.fault

FAULT = "take-over at a random moment of a turn"
TRIALS = 30 if SEEDS == 1 else 100 * SEEDS
AT_ONCE = 4
STEP_SECONDS = 0.005
SPREAD_SECONDS = 0.02

# The number of the thread at the take-over stands in its event, written under the row's lock.
_SPOKEN_OVER = """
    SELECT message.conversation_id::text, message.seq
    FROM conversations_message AS message
    JOIN tenants_event AS took ON took.object_id = message.conversation_id::text
    WHERE took.verb = 'took over' AND message.author = 'bot'
        AND message.seq > (took.data ->> 'last_seq')::int AND NOT EXISTS (
            SELECT FROM tenants_event AS returned
            WHERE returned.object_id = took.object_id AND returned.verb = 'returned to the bot'
                AND message.seq > (returned.data ->> 'last_seq')::int
        )
"""

_OUTCOMES = """
    SELECT outcome, count(*) FROM conversations_turn
    WHERE conversation_id = ANY(%(ids)s::uuid[]) AND outcome IN ('interrupted', 'muted')
    GROUP BY outcome
"""


class Race:
    """Person against bot; whoever wins starts a little later the next time.

    So the take-overs fall around the moment of the commit, on any machine. ``head_start`` is what
    the visitor's words have before the take-over is sent, in seconds.
    """

    def __init__(self, agent: Agent, seed: int) -> None:
        self._agent = agent
        self._chance = random.Random(seed)
        self._head_start = 0.0

    async def run(self, visitor: Visitor) -> None:
        """Say a word, take over meanwhile, hand back, and see the bot go on."""
        await visitor.until_asked(1)
        spread = self._chance.uniform(-SPREAD_SECONDS, SPREAD_SECONDS)
        await asyncio.gather(*self._runners(visitor, self._head_start + spread))
        await visitor.until(lambda: len(visitor.acked) == 1, "the ack")
        known = visitor.said_by_bot(QUESTION)
        await asyncio.to_thread(self._agent.return_to_bot, visitor.conversation_id)
        await visitor.until_asked(known + 1)
        await visitor.say("after")
        await visitor.until(lambda: "after" in visitor.echoed(), "the answer")
        await visitor.until(lambda: visitor.thread()[-1] == ("bot", QUESTION), "the question")
        self._head_start += -STEP_SECONDS if "before" in visitor.echoed() else STEP_SECONDS

    def _runners(self, visitor: Visitor, head_start: float) -> list[Coroutine[Any, Any, None]]:
        async def bot() -> None:
            await asyncio.sleep(max(-head_start, 0))
            await visitor.say("before")

        async def person() -> None:
            await asyncio.sleep(max(head_start, 0))
            await asyncio.to_thread(self._agent.take_over, visitor.conversation_id, 0)

        return [bot(), person()]


async def test_no_bot_message_leaves_after_a_person_took_over(
    product: Product, doors: list[str], agent: Agent, ledger: Ledger, verdict: Verdict
) -> None:
    race = Race(agent, TRIALS)
    room = asyncio.Semaphore(AT_ONCE)

    async def trial(number: int) -> Visitor:
        async with room, Visitor(doors, product.demo["tenant_id"], number) as visitor:
            await race.run(visitor)
        return visitor

    visitors = await asyncio.gather(*(trial(number) for number in range(TRIALS)))
    _count_ends(product, ledger, visitors)
    spoken_over = [f"after a take-over: {row}" for row in product.query(_SPOKEN_OVER)]
    await verdict.on(FAULT, TRIALS, visitors, spoken_over)


def _count_ends(product: Product, ledger: Ledger, visitors: list[Visitor]) -> None:
    """Tell how often the person was faster, and how often in the middle of a turn."""
    ids = [visitor.conversation_id for visitor in visitors]
    for outcome, times in product.query(_OUTCOMES, {"ids": ids}):
        ledger.count(FAULT, outcome, times)
    ledger.count(FAULT, "answered", sum("before" in visitor.echoed() for visitor in visitors))
