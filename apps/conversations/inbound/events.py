"""Takes in what providers told: of each channel, events of different senders side by side."""

import asyncio
import contextlib
from uuid import UUID

import structlog
from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError

from apps.conversations.inbound.intake import ClaimedEvent, claim_events, give_back, take_in
from apps.conversations.realtime.pubsub import publish_moved_to_consoles
from apps.platform.concurrency.per_loop import PerLoop
from apps.platform.db.units import THREADS, unit_of_work

logger = structlog.get_logger(__name__)

# What is taken is held for a short time only, which must not run out while it waits for a thread.
_room = PerLoop(lambda: asyncio.Semaphore(THREADS))


async def take_in_next(tenant_id: UUID, channel_id: UUID) -> bool:
    """Take in the next events, and tell whether to look for others at once."""
    async with _room.get():
        events = await unit_of_work(claim_events)(tenant_id, channel_id)
        troubles = await asyncio.gather(*map(_take_in, events), return_exceptions=True)
    for trouble in filter(None, troubles):
        raise trouble
    return bool(events)


async def _take_in(event: ClaimedEvent) -> None:
    try:
        moved = await unit_of_work(take_in)(event)
    except (InterfaceError, OperationalError):  # the database is away, or a row stays locked
        with contextlib.suppress(DatabaseError):
            await unit_of_work(give_back)(event)
        raise
    except Exception as error:  # its attempts are counted; its neighbours must not wait for it
        logger.exception("event_crashed", inbound=str(event.id), error=type(error).__name__)
        return
    if moved is not None:
        publish_moved_to_consoles(event.tenant_id, moved)
