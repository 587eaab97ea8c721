"""One turn of a conversation: claim it, run its flow, commit the answer, publish that it moved."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar
from uuid import UUID

import structlog
from django.conf import settings
from prometheus_client import Counter, Histogram

from apps.conversations.orchestrator.answer import Programs, answer
from apps.conversations.orchestrator.claim import Claim, Version, claim, note_crash, renew
from apps.conversations.orchestrator.commit import commit
from apps.conversations.orchestrator.live_words import LiveWords
from apps.conversations.orchestrator.ports import ports_of
from apps.conversations.realtime.pubsub import publish_moved
from apps.flows.engine import NotRunnable
from apps.flows.versions.programs import load_policy, load_program
from apps.platform.db.units import unit_of_work

logger = structlog.get_logger(__name__)
turns = Counter("xin_turns_total", "Turns by outcome.", ["outcome"])
turn_seconds = Histogram("xin_turn_seconds", "Time of a turn in the engine, in seconds.")

Compiled = TypeVar("Compiled")


async def take_turn(tenant_id: UUID, conversation_id: UUID) -> bool:
    """Claim, run, commit, publish. Tell whether there is more to do at once."""
    claimed = await claim(tenant_id, conversation_id)
    if claimed is None:
        return False
    try:
        async with _kept(claimed), LiveWords(claimed) as words:
            ports = ports_of(claimed, words)
            answered = await answer(claimed, await programs_of(claimed), ports)
            committed = await commit(claimed, answered)
            if not committed.stands:
                words.discard()
    except Exception:
        await unit_of_work(note_crash)(claimed)
        raise
    turns.labels(answered.outcome if committed.stands else "interrupted").inc()
    turn_seconds.observe(answered.milliseconds / 1000)
    publish_moved(tenant_id, conversation_id)
    return committed.more


async def programs_of(claimed: Claim) -> Programs:
    """Load the flow the conversation is on, the one that is live, and the policies around it.

    Mostly all of it is in memory.
    """
    live = await _loaded(load_program, claimed, claimed.live)
    current = live
    if claimed.current != claimed.live:
        current = await _loaded(load_program, claimed, claimed.current)
    policies = [await _loaded(load_policy, claimed, version) for version in claimed.policies]
    return Programs(current, live, tuple(policy for policy in policies if policy))


async def _loaded(
    load: Callable[[UUID, Version], Awaitable[Compiled]], claimed: Claim, version: Version | None
) -> Compiled | None:
    """Load a version; None when there is none, or it cannot run here any more."""
    if version is None:
        return None
    try:
        return await load(claimed.tenant_id, version)
    except NotRunnable as error:
        logger.error("flow_not_runnable", version=str(version.id), reason=str(error))
        return None


@contextlib.asynccontextmanager
async def _kept(claimed: Claim) -> AsyncIterator[None]:
    """Renew the lease while the turn lasts."""
    done = asyncio.Event()
    keeper = asyncio.create_task(_keep(claimed, done))
    try:
        yield
    finally:
        done.set()
        # A renewal that failed has lost the lease at worst, and the commit finds that out.
        await asyncio.gather(keeper, return_exceptions=True)


async def _keep(claimed: Claim, done: asyncio.Event) -> None:
    held = True
    while held and not await _set_within(done, settings.XIN_LEASE_SECONDS / 3):
        held = await unit_of_work(renew)(claimed)


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()
