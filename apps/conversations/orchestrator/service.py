"""The running orchestrator: reads the work queue, sweeps, and stops in order."""

import asyncio
import contextlib
from collections.abc import Callable
from functools import partial

import redis
import structlog
from django.conf import settings
from django.db import Error as DatabaseError

from apps.conversations.inbound.events import take_in_next
from apps.conversations.inbound.intake import waiting_channels
from apps.conversations.orchestrator.lanes import Lanes, Target
from apps.conversations.orchestrator.retention import prune
from apps.conversations.orchestrator.sweeper import stale_work, wake_sleepers
from apps.conversations.orchestrator.turns import take_turn
from apps.conversations.orchestrator.watch import watch
from apps.conversations.outbound.deliveries import due_deliveries
from apps.conversations.outbound.dispatch import send_next
from apps.conversations.outbound.mails import send_due_mails
from apps.conversations.realtime.work_queue import Work, WorkKind, WorkQueue
from apps.platform.db.units import unit_of_work

logger = structlog.get_logger(__name__)

SWEPT: tuple[tuple[WorkKind, Callable[[], list[Target]]], ...] = (
    ("turn", wake_sleepers),
    ("turn", stale_work),
    ("events", waiting_channels),
    ("deliveries", due_deliveries),
)
"""Where each kind of work is found that stood in no queue."""
PAUSE_AFTER_LOSS = 1.0
WATCH_SECONDS = 30.0
PRUNE_SECONDS = 3_600.0
DRAIN_SECONDS = 10.0


class Orchestrator:
    """Runs until it is told to stop. Any number of them may run at once."""

    def __init__(self) -> None:
        self._lanes = {
            "turn": Lanes(take_turn),
            "deliveries": Lanes(send_next),
            "events": Lanes(take_in_next),
        }
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Take no more work."""
        self._stop.set()

    async def run(self) -> None:
        """Serve until stopped, then let running turns finish."""
        logger.info("orchestrator_started")
        # Each looks at the flag: a cancellation gets lost where a thread or a driver is awaited.
        loops = (self._read_queue, self._sweep, self._send_mails, self._watch, self._prune)
        await asyncio.gather(*(loop() for loop in loops))
        await asyncio.gather(*(lanes.drain(DRAIN_SECONDS) for lanes in self._lanes.values()))
        logger.info("orchestrator_stopped")

    async def _read_queue(self) -> None:
        while not self._stop.is_set():
            try:
                async with WorkQueue() as queue:
                    while not self._stop.is_set():
                        for work in await queue.read():
                            self._wake(work)
            except (redis.RedisError, OSError) as error:
                # The sweeper goes on, so nothing is lost meanwhile, only slower.
                logger.warning("work_queue_lost", error=type(error).__name__)
                await self._pause(PAUSE_AFTER_LOSS)

    def _wake(self, work: Work) -> None:
        wake = partial(self._lanes[work.kind].wake, work.tenant_id, work.target_id)
        if work.after > 0:
            asyncio.get_running_loop().call_later(work.after, wake)
        else:
            wake()

    async def _sweep(self) -> None:
        while not self._stop.is_set():
            try:
                for kind, find in SWEPT:
                    for target in await unit_of_work(find)():
                        self._lanes[kind].wake(*target)
            except DatabaseError as error:  # it may be away for a while
                logger.warning("sweep_failed", error=type(error).__name__)
            await self._pause(settings.XIN_SWEEP_SECONDS)

    async def _send_mails(self) -> None:
        while not self._stop.is_set():
            try:
                await send_due_mails()
            except DatabaseError as error:  # the rows wait, and so do we
                logger.warning("mails_wait", error=type(error).__name__)
            await self._pause(settings.XIN_SWEEP_SECONDS)

    async def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                await unit_of_work(watch)()
            except (redis.RedisError, DatabaseError) as error:  # the numbers are missing meanwhile
                logger.warning("watch_failed", error=type(error).__name__)
            await self._pause(WATCH_SECONDS)

    async def _prune(self) -> None:
        while not self._stop.is_set():
            try:
                forgotten = await unit_of_work(prune)() or {}
                if any(forgotten.values()):
                    logger.info("pruned", **forgotten)
            except (DatabaseError, OSError) as error:  # an hour later is as good
                logger.warning("prune_failed", error=type(error).__name__)
            await self._pause(PRUNE_SECONDS)

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)
