"""Takes in what providers told: one event of a channel after the other."""

import contextlib
from uuid import UUID

import structlog
from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError

from apps.conversations.hints import hint_consoles
from apps.conversations.intake import give_back, take_event, take_in
from apps.tenants.database import unit_of_work

logger = structlog.get_logger(__name__)


async def take_in_next(tenant_id: UUID, channel_id: UUID) -> bool:
    """Take in the next event, and tell whether to look for another one at once."""
    event = await unit_of_work(take_event)(tenant_id, channel_id)
    if event is None:
        return False
    try:
        moved = await unit_of_work(take_in)(event)
    except (InterfaceError, OperationalError):  # the database is away, or a row stays locked
        with contextlib.suppress(DatabaseError):
            await unit_of_work(give_back)(event)
        raise
    except Exception as error:  # its attempts are counted; its neighbours must not wait for it
        logger.exception("event_crashed", inbound=str(event.id), error=type(error).__name__)
        return True
    if moved is not None:
        await hint_consoles(tenant_id, moved)
    return True
