"""The model is busy, ill, slow, or answers rubbish: each visitor gets one whole answer."""

import asyncio
import random
import time
from collections.abc import Mapping, Sequence

import pytest

from tests.faults.conftest import Neighbours, Verdict
from tests.faults.ledger import Ledger
from tests.faults.model_server import ANSWER, FAILS, GARBAGE, RECOVERS
from tests.faults.visitors import QUESTION, Visitor
from tests.product import Product

pytestmark = pytest.mark.fault

MOST_CALLS = 3
ONCE = {"bad-key"}
"""What no second try can mend."""
FALLBACK = "The model is silent."


class Asker:
    """Visitors who each ask a model that has another trouble, all at once."""

    def __init__(self, product: Product, doors: list[str], neighbours: Neighbours, seed: int):
        self._key = product.demo["tenant_id"]
        self._doors = doors
        self._calls = neighbours.model.calls
        self._seed = seed
        self.seconds: list[float] = []
        self.wrong: list[str] = []

    async def ask(self, answers: Mapping[str, str]) -> list[Visitor]:
        """Let each trouble happen; ``answers`` is what the visitor must hear, by trouble."""
        chance = random.Random(self._seed)
        pauses = [chance.uniform(0, 1) for _ in answers]
        asking = zip(answers.items(), pauses, strict=True)
        return await asyncio.gather(*(self._ask(*one, pause) for one, pause in asking))

    def calls(self, how: str) -> int:
        """Tell how often the model was asked for one turn."""
        return self._calls[self._prompt(how)]

    def _prompt(self, how: str) -> str:
        return f"model {how} {self._seed}"

    async def _ask(self, how: str, answer: str, pause: float) -> Visitor:
        await asyncio.sleep(pause)
        async with Visitor(self._doors, self._key) as visitor:
            await visitor.until_asked(1)
            begun = time.monotonic()
            await visitor.say(self._prompt(how))
            await visitor.until_asked(2)
            self.seconds.append(time.monotonic() - begun)
        answered = [("visitor", self._prompt(how)), ("bot", answer), ("bot", QUESTION)]
        if visitor.thread() != [("bot", QUESTION), *answered]:
            self.wrong.append(f"{how}: {[text[:80] for _, text in visitor.thread()]}")
        return visitor


@pytest.fixture
def asker(product: Product, doors: list[str], neighbours: Neighbours, seed: int) -> Asker:
    return Asker(product, doors, neighbours, seed)


async def test_it_tries_again_within_bounds_and_then_says_that_the_model_is_silent(
    asker: Asker, ledger: Ledger, verdict: Verdict
) -> None:
    fault = "model busy, ill, slow or closed"
    visitors = await asker.ask(dict.fromkeys(RECOVERS, ANSWER) | dict.fromkeys(FAILS, FALLBACK))
    ledger.count(fault, "fallbacks", len(FAILS))
    await _judge(fault, asker, [*RECOVERS, *FAILS], ledger, verdict, visitors)


async def test_it_shows_no_part_of_an_answer_and_no_rubbish(
    asker: Asker, ledger: Ledger, verdict: Verdict
) -> None:
    visitors = await asker.ask(dict.fromkeys(GARBAGE, FALLBACK))
    await _judge("model's answer cut or garbage", asker, [*GARBAGE], ledger, verdict, visitors)


async def _judge(
    fault: str,
    asker: Asker,
    troubles: Sequence[str],
    ledger: Ledger,
    verdict: Verdict,
    visitors: Sequence[Visitor],
) -> None:
    calls = {how: asker.calls(how) for how in troubles}
    most = {how: 1 if how in ONCE else MOST_CALLS for how in troubles}
    wrong = [f"{how}: {n} calls" for how, n in calls.items() if not 1 <= n <= most[how]]
    ledger.count(fault, "calls", sum(calls.values()))
    ledger.measure(fault, "answer", asker.seconds)
    await verdict.on(fault, len(troubles), visitors, [*asker.wrong, *wrong])
