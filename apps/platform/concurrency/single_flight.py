"""A read that many ask for at once is done once."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar, TypeVarTuple, Unpack

Question = TypeVarTuple("Question")
Answer = TypeVar("Answer")


class SingleFlight(Generic[*Question, Answer]):
    """Lets those who ask for the same wait for one read, which begins after all of them asked.

    Whoever asks while it runs gets a later one: what they were told of may be newer than that.
    """

    def __init__(self, read: Callable[[Unpack[Question]], Awaitable[Answer]]) -> None:
        self._read = read
        self._not_begun: dict[Hashable, asyncio.Task[Answer]] = {}

    async def ask(self, *question: *Question) -> Answer:
        """Give what the read gives, or raise what it raises."""
        if question not in self._not_begun:
            self._not_begun[question] = asyncio.create_task(self._begin(*question))
        # Who leaves must not take the others' answer along.
        return await asyncio.shield(self._not_begun[question])

    async def _begin(self, *question: *Question) -> Answer:
        del self._not_begun[question]
        return await self._read(*question)
