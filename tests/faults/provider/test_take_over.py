"""A person takes over at any moment of a send: what is not under way then stays here."""

import asyncio
import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.faults.agents import Agent
from tests.faults.conftest import SEEDS
from tests.faults.ledger import Ledger
from tests.faults.provider.conftest import NewPerson, ProviderVerdict
from tests.faults.provider.people import Person, until
from tests.faults.provider.system import TAKE, Answer, Arrival, System
from tests.faults.visitors import ECHO, QUESTION
from tests.product import Product

pytestmark = pytest.mark.fault

TRIALS = 16 if SEEDS == 1 else 100
AT_ONCE = 4
STEP_SECONDS = 0.01
SPREAD_SECONDS = 0.03

_TOOK_OVER_AT = """
    SELECT extract(epoch FROM at)::float8 FROM tenants_event
    WHERE verb = 'took over' AND object_id = %(id)s
"""
_STATES = """
    SELECT state, error FROM conversations_delivery
    WHERE conversation_id = %(id)s::uuid ORDER BY seq
"""


@dataclass(frozen=True)
class Trial:
    """Who spoke, and between which moments the bot had to be silent."""

    person: Person
    silent_from: float
    silent_to: float

    @property
    def conversation_id(self) -> str:
        return self.person.seen()[0].conversation_id

    def late(self, since: float) -> list[Arrival]:
        """Give what the bot said to them between then and the return."""
        return [
            a for a in self.person.seen() if a.author == "bot" and since < a.at < self.silent_to
        ]


class Race:
    """Person against bot; whoever wins starts a little later the next time."""

    def __init__(self, agent: Agent, seed: int) -> None:
        self._agent = agent
        self._chance = random.Random(seed)
        self._head_start = 0.1

    async def run(self, person: Person) -> Trial:
        """Say a word, take over meanwhile, hand back, and see the bot go on."""
        await person.says("Hello")
        await person.hears(QUESTION)
        conversation_id = person.seen()[0].conversation_id
        spread = self._chance.uniform(-SPREAD_SECONDS, SPREAD_SECONDS)
        saying = asyncio.create_task(person.says("before"))
        await asyncio.sleep(max(self._head_start + spread, 0))
        await asyncio.to_thread(self._agent.take_over, conversation_id, 0)
        silent_from = time.time()
        await saying
        is_answered = ECHO + "before" in person.heard()
        self._head_start += -STEP_SECONDS if is_answered else STEP_SECONDS
        silent_to = time.time()
        known = person.heard().count(QUESTION)
        await asyncio.to_thread(self._agent.return_to_bot, conversation_id)
        await until(lambda: person.heard().count(QUESTION) > known, "the question")
        await person.says("after")
        await person.hears(ECHO + "after")
        return Trial(person, silent_from, silent_to)


async def test_after_a_take_over_nothing_arrives_but_what_was_under_way(
    product: Product,
    agent: Agent,
    ledger: Ledger,
    new_person: NewPerson,
    provider_verdict: ProviderVerdict,
    seed: int,
) -> None:
    fault = "take-over at a random moment of a send"
    race, room = Race(agent, seed), asyncio.Semaphore(AT_ONCE)

    async def trial() -> Trial:
        async with room:
            return await race.run(new_person("quick"))

    trials = await asyncio.gather(*(trial() for _ in range(TRIALS)))
    lates = [_late_by(product, trial) for trial in trials]
    ledger.count(fault, "under way", sum(map(len, lates)))
    ledger.measure(fault, "under way", [seconds for late in lates for seconds in late])
    wrong = [
        f"{len(late)} bot messages after a take-over of {trial.conversation_id}"
        for trial in trials
        if len(late := trial.late(trial.silent_from)) > 1
    ]
    await provider_verdict.on(fault, TRIALS, [trial.person for trial in trials], wrong)


async def test_what_waits_behind_a_message_under_way_stays_here(
    product: Product,
    agent: Agent,
    system: System,
    new_person: NewPerson,
    provider_verdict: ProviderVerdict,
    seed: int,
) -> None:
    person, answering = new_person("quick"), threading.Event()
    await person.says("Hello")
    await person.hears(QUESTION)
    conversation_id = person.seen()[0].conversation_id

    def hold_the_echo(post: Mapping[str, Any], times: int) -> Answer:
        return Answer(until=answering) if post["text"] == ECHO + "word" else TAKE

    system.rule = hold_the_echo
    await person.says("word")
    await person.hears(ECHO + "word")
    await asyncio.to_thread(agent.take_over, conversation_id, 0)
    answering.set()
    states = [("sent", ""), ("sent", ""), ("suppressed", "changed_hands")]
    await until(lambda: _states(product, conversation_id) == states, f"{states}")
    heard = [QUESTION, ECHO + "word"]
    wrong = [] if person.heard() == heard else [f"saw {person.heard()}"]
    await provider_verdict.on("take-over while a message is sent", 1, [person], wrong)


def _late_by(product: Product, trial: Trial) -> list[float]:
    """Give by how many seconds after the take-over, as it is recorded, something arrived."""
    [(took_over_at,)] = product.query(_TOOK_OVER_AT, {"id": trial.conversation_id})
    return [arrival.at - took_over_at for arrival in trial.late(took_over_at)]


def _states(product: Product, conversation_id: str) -> list[tuple[Any, ...]]:
    return product.query(_STATES, {"id": conversation_id})
