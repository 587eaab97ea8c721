"""Sends what waits for a provider: one message of a conversation after the other."""

import random
from uuid import UUID

import structlog
from django.db import Error as DatabaseError

from apps.channels.adapter import ChannelAdapter, SendFailed
from apps.channels.registry import adapters
from apps.conversations.outbound.deliveries import (
    PAUSES,
    ClaimedDelivery,
    Outcome,
    channel_kind,
    claim_delivery,
    note_outcome,
    read_claimed,
)
from apps.conversations.realtime.pubsub import publish_moved_to_consoles
from apps.platform.db.units import unit_of_work

LONGEST_PAUSE = 24 * 3_600

logger = structlog.get_logger(__name__)


async def send_next(tenant_id: UUID, conversation_id: UUID) -> bool:
    """Send the message that is first in line, and tell whether to look for the next at once."""
    place = (tenant_id, conversation_id)
    adapter = adapters().get(await unit_of_work(channel_kind)(*place))
    repeatable = adapter is not None and adapter.repeatable
    claimed = await unit_of_work(claim_delivery)(*place, repeatable=repeatable)
    if claimed is None:
        return False
    state = claimed.state
    if state == "sending":
        outcome = await _attempt(adapter, claimed)
        await unit_of_work(note_outcome)(claimed, outcome)
        state = outcome.state
    publish_moved_to_consoles(*place)
    return state != "waiting"


async def _attempt(adapter: ChannelAdapter | None, claimed: ClaimedDelivery) -> Outcome:
    try:
        provider_id = await _send(adapter, claimed)
    except SendFailed as failed:
        logger.warning("delivery_failed", delivery=str(claimed.id), reason=failed.reason)
        repeatable = adapter is not None and adapter.repeatable
        return _after(failed, claimed.attempts, repeatable=repeatable)
    return Outcome("sent", provider_id=provider_id)


async def _send(adapter: ChannelAdapter | None, claimed: ClaimedDelivery) -> str:
    """Send it; a defect of ours or of an adapter must not hold up the line for ever."""
    if adapter is None:
        raise SendFailed("no_adapter", "temporary")
    try:
        account, message = await unit_of_work(read_claimed)(claimed)
    except DatabaseError:
        raise
    except Exception as error:
        logger.exception("not_sendable", delivery=str(claimed.id), error=type(error).__name__)
        raise SendFailed("not_sendable", "temporary") from error
    try:
        return await adapter.send(account, message)
    except SendFailed:
        raise
    except Exception as error:
        logger.exception("adapter_failed", delivery=str(claimed.id), error=type(error).__name__)
        raise SendFailed("adapter_failed", "unknown") from error


def _after(failed: SendFailed, attempts: int, *, repeatable: bool) -> Outcome:
    """Give up, or try again later; what may have arrived is repeated only where it may be."""
    if failed.outcome == "unknown" and not repeatable:
        return Outcome("unknown", error=failed.reason)
    if failed.outcome == "permanent" or attempts > len(PAUSES):
        return Outcome("unknown" if failed.outcome == "unknown" else "failed", error=failed.reason)
    pause = min(max(PAUSES[attempts - 1], failed.retry_after or 0), LONGEST_PAUSE)
    return Outcome("waiting", error=failed.reason, pause=pause * random.uniform(1, 1.2))  # noqa: S311  # jitter
