"""The running orchestrator: hears the doorbell, sweeps, and stops in order."""

import asyncio
import contextlib

import redis
import structlog
from django.conf import settings
from django.db import Error as DatabaseError

from apps.conversations.doorbell import Doorbell
from apps.conversations.orchestrator.lanes import Lanes
from apps.conversations.orchestrator.mails import send_due_mails
from apps.conversations.orchestrator.sweeper import stale_work, wake_sleepers
from apps.tenants.database import unit_of_work

logger = structlog.get_logger(__name__)

PAUSE_AFTER_LOSS = 1.0
DRAIN_SECONDS = 10.0


class Orchestrator:
    """Runs until it is told to stop. Any number of them may run at once."""

    def __init__(self) -> None:
        self._lanes = Lanes()
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Take no more work."""
        self._stop.set()

    async def run(self) -> None:
        """Serve until stopped, then let running turns finish."""
        logger.info("orchestrator_started")
        # Each looks at the flag: a cancellation gets lost where a thread or a driver is awaited.
        await asyncio.gather(self._listen(), self._sweep(), self._send_mails())
        await self._lanes.drain(DRAIN_SECONDS)
        logger.info("orchestrator_stopped")

    async def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                async with Doorbell() as doorbell:
                    while not self._stop.is_set():
                        for tenant_id, conversation_id in await doorbell.rings():
                            self._lanes.wake(tenant_id, conversation_id)
            except (redis.RedisError, OSError) as error:
                # The sweeper goes on, so nothing is lost meanwhile, only slower.
                logger.warning("doorbell_lost", error=type(error).__name__)
                await self._pause(PAUSE_AFTER_LOSS)

    async def _sweep(self) -> None:
        while not self._stop.is_set():
            try:
                for look in (wake_sleepers, stale_work):
                    for tenant_id, conversation_id in await unit_of_work(look)():
                        self._lanes.wake(tenant_id, conversation_id)
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

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)
