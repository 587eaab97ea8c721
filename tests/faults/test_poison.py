"""A message that takes down each engine that tries it: a person is called, others are served."""

import asyncio

import pytest

from apps.conversations.orchestrator.answer import MAX_CRASHES
from tests.faults.conftest import ENGINES, Verdict
from tests.faults.crowd import Crowd, misheard
from tests.faults.ledger import Ledger
from tests.faults.visitors import Visitor
from tests.product import Product

pytestmark = pytest.mark.fault

FAULT = "block that crashes its process"
CROWD = 4

_STATE = """
    SELECT handled_by, crashes FROM conversations_conversation WHERE id = %(id)s::uuid
"""


async def test_after_three_crashes_a_person_is_called_and_neighbours_are_unharmed(
    product: Product, doors: list[str], ledger: Ledger, verdict: Verdict, seed: int
) -> None:
    key = product.demo["tenant_id"]
    async with Crowd(product, doors, CROWD, seed) as crowd, Visitor(doors, key) as visitor:
        await visitor.until_asked(1)
        await visitor.say("crash")
        deaths = await _revive_until_answered(product, visitor)
    ledger.count(FAULT, "crashes", deaths)
    wrong = [] if 0 < deaths <= MAX_CRASHES else [f"{deaths} engines died"]
    state = product.query(_STATE, {"id": visitor.conversation_id})
    wrong += [] if state == [("waiting", 0)] else [f"the conversation is {state}"]
    await verdict.on(FAULT, 1, [visitor, *crowd.visitors], wrong + misheard(crowd))


async def _revive_until_answered(product: Product, visitor: Visitor) -> int:
    """Start what died, as a supervisor does, until the visitor has an answer; count the dead."""
    deaths, is_answered = 0, False
    while not is_answered:
        is_answered = len(visitor.seen) >= 3
        deaths += await asyncio.to_thread(product.ensure, *ENGINES)
        await asyncio.sleep(0.2)
    return deaths
