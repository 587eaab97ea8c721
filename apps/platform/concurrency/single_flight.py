"""A read that many ask for at once is done once."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar, TypeVarTuple, Unpack

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")


class Together(Generic[*Asked, Answer]):
    """Lets those who ask for the same wait for one read, which begins after all of them asked.

    Whoever asks while it runs gets a later one: what they were told of may be newer than that.
    """

    def __init__(self, read: Callable[[Unpack[Asked]], Awaitable[Answer]]) -> None:
        self._read = read
        self._not_begun: dict[Hashable, asyncio.Task[Answer]] = {}

    async def ask(self, *asked: *Asked) -> Answer:
        """Give what the read gives, or raise what it raises."""
        if asked not in self._not_begun:
            self._not_begun[asked] = asyncio.create_task(self._begin(*asked))
        # Who leaves must not take the others' answer along.
        return await asyncio.shield(self._not_begun[asked])

    async def _begin(self, *asked: *Asked) -> Answer:
        del self._not_begun[asked]
        return await self._read(*asked)
