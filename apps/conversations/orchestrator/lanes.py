"""One lane per place: what is done there never overlaps, lanes run side by side."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID
from weakref import WeakValueDictionary

import structlog

LANES = 256
"""Lanes at once of one kind in one process. One that waits for a model costs only memory."""
SHARE = LANES // 4
"""How many of them one workspace has at most, so that others find room."""

logger = structlog.get_logger(__name__)

Place = tuple[UUID, UUID]
"""Tenant id, and the id of a conversation or of a channel."""
Work = Callable[[UUID, UUID], Awaitable[bool]]
"""Does one thing at a place, and tells whether there is more to do at once."""


class Lanes:
    """Sees to every place that is woken, to at most `LANES` at once, `SHARE` of a workspace."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._room = asyncio.Semaphore(LANES)
        # Each lives for as long as a lane of its workspace uses it.
        self._shares: WeakValueDictionary[UUID, asyncio.Semaphore] = WeakValueDictionary()
        self._running: dict[Place, asyncio.Task[None]] = {}
        self._woken_again: set[Place] = set()

    def wake(self, tenant_id: UUID, place_id: UUID) -> None:
        """See to this place; one that is being seen to is looked at once more."""
        place = (tenant_id, place_id)
        if place in self._running:
            self._woken_again.add(place)
            return
        self._running[place] = asyncio.create_task(self._walk(place))

    async def drain(self, seconds: float) -> None:
        """Let what runs finish; what does not is found again by its lease."""
        if self._running:
            await asyncio.wait(self._running.values(), timeout=seconds)
        for task in self._running.values():
            task.cancel()

    async def _walk(self, place: Place) -> None:
        try:
            async with self._share_of(place[0]), self._room:
                more = True
                while more:
                    self._woken_again.discard(place)
                    more = await self._work(*place) or place in self._woken_again
        except Exception as error:  # one place's trouble must not stop the others
            work = self._work.__name__
            logger.exception(
                "lane_broke", work=work, place=str(place[1]), error=type(error).__name__
            )
        finally:
            del self._running[place]
            self._woken_again.discard(place)

    def _share_of(self, tenant_id: UUID) -> asyncio.Semaphore:
        return self._shares.setdefault(tenant_id, asyncio.Semaphore(SHARE))
