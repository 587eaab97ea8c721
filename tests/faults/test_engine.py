"""Engines die and freeze; each message is answered once all the same."""

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import pytest

from tests.faults.conftest import ENGINES, SEEDS, Verdict
from tests.faults.crowd import Crowd, Thread, misheard
from tests.faults.ledger import Ledger
from tests.faults.model_server import ANSWER
from tests.faults.points import (
    AT_ITS_CLAIM,
    BEFORE_ITS_EFFECTS,
    BEFORE_ITS_HINT,
    BEFORE_ITS_REPLIES,
    BEFORE_ITS_TURN,
    BEFORE_THE_MODEL,
    INSIDE_THE_FLOW,
    WHILE_IT_COMMITS,
    Point,
)
from tests.faults.visitors import ECHO, QUESTION, Visitor
from tests.product import Product

pytestmark = pytest.mark.fault

CROWD = 6
KILLS = 1 if SEEDS == 1 else 4
LONGEST_UNHARMED_SECONDS = 1.5
HANDED_OVER = [("bot", QUESTION), ("visitor", "person"), ("bot", "I ask a person.")]


@dataclass(frozen=True)
class Deadly:
    """A turn in which engines are killed: what the visitor says and hears, and where."""

    word: str
    answer: tuple[str, ...]
    points: tuple[Point, ...]

    @property
    def thread(self) -> Thread:
        """All that the visitor sees."""
        answer = [("bot", text) for text in self.answer]
        return [("bot", QUESTION), ("visitor", self.word), *answer]


DEADLY = (
    Deadly("person", ("I ask a person.",), (AT_ITS_CLAIM, INSIDE_THE_FLOW)),
    Deadly("mail me", (ECHO + "mail me", QUESTION), (BEFORE_ITS_TURN, BEFORE_ITS_EFFECTS)),
    Deadly("word", (ECHO + "word", QUESTION), (BEFORE_ITS_REPLIES, WHILE_IT_COMMITS)),
    Deadly("model well", (ANSWER, QUESTION), (BEFORE_THE_MODEL, BEFORE_ITS_HINT)),
)
TURNS = 2 if SEEDS == 1 else len(DEADLY)

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


async def test_killed_at_points_of_a_turn_it_answers_once(
    product: Product, doors: list[str], verdict: Verdict, seed: int
) -> None:
    key = product.demo["tenant_id"]
    turns = random.Random(seed).sample(DEADLY, TURNS)
    visitors = [Visitor(doors, key) for _ in turns]
    await asyncio.to_thread(product.kill, ENGINES[1])
    async with contextlib.AsyncExitStack() as panels:
        for visitor in visitors:
            await panels.enter_async_context(visitor)
            await visitor.until_asked(1)
        for visitor, deadly in zip(visitors, turns, strict=True):
            product.freeze("engine")
            await _be_heard(visitor, deadly.word)
            await asyncio.to_thread(_kill_at_each, product, deadly.points)
            await visitor.until_seen(len(deadly.thread))
    pairs = zip(visitors, turns, strict=True)
    wrong = [f"{v.thread()}" for v, deadly in pairs if v.thread() != deadly.thread]
    points = sum(len(deadly.points) for deadly in turns)
    await verdict.on("engine killed at points of a turn", points, visitors, wrong)


async def test_frozen_past_its_lease_it_may_not_answer_any_more(
    product: Product, asked: Visitor, ledger: Ledger, verdict: Verdict, seed: int
) -> None:
    await _freeze_at(product, asked, INSIDE_THE_FLOW)
    await _see_the_answer(asked)
    product.thaw("engine")
    fault = "engine frozen past its lease"
    ledger.count(fault, "refused", await asyncio.to_thread(_refused_turns, product, asked))
    await verdict.on(fault, 1, [asked], _wrong(asked))


async def test_frozen_in_the_middle_of_its_commit_it_holds_nobody_up(
    product: Product, asked: Visitor, verdict: Verdict, seed: int
) -> None:
    await _freeze_at(product, asked, BEFORE_ITS_TURN)
    await _see_the_answer(asked)
    product.thaw("engine")
    await verdict.on("engine frozen in its commit", 1, [asked], _wrong(asked))


async def _be_heard(visitor: Visitor, word: str) -> None:
    client_msg_id = await visitor.say(word)
    await visitor.until(lambda: client_msg_id in visitor.acked, "the ack")


async def _see_the_answer(visitor: Visitor) -> None:
    await visitor.until_seen(len(HANDED_OVER))


def _wrong(visitor: Visitor) -> list[str]:
    return [] if visitor.thread() == HANDED_OVER else [f"{visitor.thread()}"]


def _kill_at_each(product: Product, points: Sequence[Point]) -> None:
    """Let one engine after the other take the turn, and kill it there; the last one may live."""
    for point in points:
        with point.hold(product) as wait_until_there:
            product.ensure("engine")
            wait_until_there()
            product.kill("engine")
    product.start("engine")


async def _freeze_at(product: Product, visitor: Visitor, point: Point) -> None:
    """Freeze the engine that takes the visitor's turn; only then the other one may see to it."""
    product.freeze("engine-2")
    with point.hold(product) as wait_until_there:
        await _be_heard(visitor, "person")
        await asyncio.to_thread(wait_until_there)
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
