"""One lane per target: what is done for it never overlaps, lanes run side by side."""

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

Target = tuple[UUID, UUID]
"""Tenant id, and the id of a conversation or of a channel."""
Handler = Callable[[UUID, UUID], Awaitable[bool]]
"""Does one thing for a target, and tells whether there is more to do at once."""


class Lanes:
    """Sees to every target that is woken, to at most `LANES` at once, `SHARE` of a workspace."""

    def __init__(self, handle: Handler) -> None:
        self._handle = handle
        self._room = asyncio.Semaphore(LANES)
        # Each lives for as long as a lane of its workspace uses it.
        self._shares: WeakValueDictionary[UUID, asyncio.Semaphore] = WeakValueDictionary()
        self._running: dict[Target, asyncio.Task[None]] = {}
        self._woken_again: set[Target] = set()

    def wake(self, tenant_id: UUID, target_id: UUID) -> None:
        """See to this target; one that is being seen to is looked at once more."""
        target = (tenant_id, target_id)
        if target in self._running:
            self._woken_again.add(target)
            return
        self._running[target] = asyncio.create_task(self._run(target))

    async def drain(self, seconds: float) -> None:
        """Let what runs finish; what does not is found again by its lease."""
        if self._running:
            await asyncio.wait(self._running.values(), timeout=seconds)
        for task in self._running.values():
            task.cancel()

    async def _run(self, target: Target) -> None:
        try:
            async with self._share_of(target[0]), self._room:
                more = True
                while more:
                    self._woken_again.discard(target)
                    more = await self._handle(*target) or target in self._woken_again
        except Exception as error:  # one target's trouble must not stop the others
            work = self._handle.__name__
            logger.exception(
                "lane_broke", work=work, target=str(target[1]), error=type(error).__name__
            )
        finally:
            del self._running[target]
            self._woken_again.discard(target)

    def _share_of(self, tenant_id: UUID) -> asyncio.Semaphore:
        return self._shares.setdefault(tenant_id, asyncio.Semaphore(SHARE))
