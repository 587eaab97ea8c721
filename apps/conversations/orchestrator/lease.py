"""Keeping the lease of a claimed conversation while its turn lasts; `claim` takes it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta

from django.conf import settings
from django.db.models.functions import Now

from apps.conversations.models import Conversation
from apps.conversations.orchestrator.claim import Claim
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work


@contextlib.asynccontextmanager
async def kept_lease(claim: Claim) -> AsyncIterator[None]:
    """Renew the lease while the turn lasts."""
    done = asyncio.Event()
    keeper = asyncio.create_task(_keep(claim, done))
    try:
        yield
    finally:
        done.set()
        # A renewal that failed has lost the lease at worst, and the commit finds that out.
        await asyncio.gather(keeper, return_exceptions=True)


async def _keep(claim: Claim, done: asyncio.Event) -> None:
    is_ours = True
    while is_ours and not await _set_within(done, settings.XIN_LEASE_SECONDS / 3):
        is_ours = await unit_of_work(renew)(claim)


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


def renew(claim: Claim) -> bool:
    """Hold the lease for another while; False when it is lost."""
    with tenant_scope(claim.tenant_id):
        own = Conversation.objects.filter(
            id=claim.conversation_id,
            lease_epoch=claim.lease_epoch,
            lease_until__isnull=False,  # a committed turn has given it back
        )
        lease = timedelta(seconds=settings.XIN_LEASE_SECONDS)
        return bool(own.update(lease_until=Now() + lease))


def note_crash(claim: Claim) -> None:
    """Let the conversation be tried again after 1, 2, 4 seconds: our trouble may pass.

    The next claim counts the crash, as it counts that of a process that could not note any.
    """
    with tenant_scope(claim.tenant_id):
        own = Conversation.objects.filter(id=claim.conversation_id, lease_epoch=claim.lease_epoch)
        pause = timedelta(seconds=2**claim.crashes)
        own.update(lease_until=Now() + pause)
