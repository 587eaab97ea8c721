"""Many visitors at once, and what each of them must have seen at the end."""

import asyncio
import itertools
import random
from collections.abc import Sequence
from typing import Self

from tests.faults.visitors import ECHO, QUESTION, Visitor
from tests.product import Product

WORDS = 6
LONGEST_PAUSE_SECONDS = 1.0
HASTY_SHARE = 0.25

Thread = list[tuple[str, str]]


class Crowd:
    """Visitors who hold one conversation of six messages after the other until they are told.

    A quarter of them is hasty: they do not wait for answers, so several messages may be answered
    at once.
    """

    def __init__(self, product: Product, doors: Sequence[str], size: int, seed: int) -> None:
        self._product = product
        self._doors = doors
        self._size = size
        self._random = random.Random(seed)
        self._number = itertools.count()
        self._stopping = asyncio.Event()
        self._talks: list[asyncio.Task[None]] = []
        self.present: set[Visitor] = set()
        self.polite: list[Visitor] = []
        self.hasty: list[Visitor] = []

    async def __aenter__(self) -> Self:
        self._talks = [asyncio.create_task(self._talk()) for _ in range(self._size)]
        return self

    async def __aexit__(self, kind: object, *exception: object) -> None:
        self._stopping.set()
        if kind is not None:
            for talk in self._talks:
                talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=kind is not None)

    @property
    def visitors(self) -> list[Visitor]:
        """All who have finished their conversation."""
        return self.polite + self.hasty

    async def _talk(self) -> None:
        while True:
            await self._hold_a_conversation()
            if self._stopping.is_set():
                return

    async def _hold_a_conversation(self) -> None:
        number = next(self._number)
        words = [f"word-{number}-{index}" for index in range(WORDS)]
        key = self._product.demo["tenant_id"]
        async with Visitor(self._doors, key, first_door=number) as visitor:
            self.present.add(visitor)
            is_hasty = self._random.random() < HASTY_SHARE
            await (self._hurry if is_hasty else self._chat)(visitor, words)
            self.present.discard(visitor)
        (self.hasty if is_hasty else self.polite).append(visitor)

    async def _chat(self, visitor: Visitor, words: Sequence[str]) -> None:
        await visitor.until_asked(1)
        for number, word in enumerate(words, 2):
            await asyncio.sleep(self._random.uniform(0, LONGEST_PAUSE_SECONDS))
            await visitor.say(word)
            await visitor.until_asked(number)

    async def _hurry(self, visitor: Visitor, words: Sequence[str]) -> None:
        for word in words:
            await visitor.say(word)
            await asyncio.sleep(self._random.uniform(0, LONGEST_PAUSE_SECONDS / 4))
        await visitor.until(lambda: len(visitor.echoed()) >= len(words), "all answers")
        await visitor.until(lambda: visitor.thread()[-1] == ("bot", QUESTION), "the question")


def misheard(crowd: Crowd) -> list[str]:
    """Give the threads in which an answer is missing, doubled or out of order."""
    wrong = [visitor for visitor in crowd.polite if visitor.thread() != told(visitor.words)]
    wrong += [visitor for visitor in crowd.hasty if not _is_in_order(visitor)]
    return [f"{visitor.conversation_id}: {visitor.thread()}" for visitor in wrong]


def told(words: Sequence[str]) -> Thread:
    """The thread of a visitor who waited for each answer."""
    turns = [[("visitor", word), ("bot", ECHO + word), ("bot", QUESTION)] for word in words]
    return [("bot", QUESTION), *itertools.chain.from_iterable(turns)]


def _is_in_order(visitor: Visitor) -> bool:
    said = [text for author, text in visitor.thread() if author == "visitor"]
    return said == visitor.words == visitor.echoed()
