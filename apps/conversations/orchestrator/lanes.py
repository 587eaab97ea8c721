"""One lane per conversation: turns of one conversation never overlap, lanes run side by side."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar
from uuid import UUID

import structlog
from django.conf import settings
from prometheus_client import Counter, Histogram

from apps.conversations.hints import hint
from apps.conversations.orchestrator.answer import Programs, answer
from apps.conversations.orchestrator.claim import Claim, Version, claim, note_crash, renew
from apps.conversations.orchestrator.commit import commit
from apps.conversations.orchestrator.ports import ports_of
from apps.flows.engine import NotRunnable
from apps.flows.programs import load_policy, load_program
from apps.tenants.database import unit_of_work

LANES = 32
"""Turns at once in one process."""

logger = structlog.get_logger(__name__)
turns = Counter("xin_turns_total", "Turns by outcome.", ["outcome"])
turn_seconds = Histogram("xin_turn_seconds", "Time of a turn in the engine, in seconds.")

Compiled = TypeVar("Compiled")
Place = tuple[UUID, UUID]
"""Tenant id and conversation id."""


class Lanes:
    """Gives every conversation that is woken its turns, at most `LANES` at once."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(LANES)
        self._running: dict[Place, asyncio.Task[None]] = {}
        self._woken_again: set[Place] = set()

    def wake(self, tenant_id: UUID, conversation_id: UUID) -> None:
        """See to this conversation; one that is being seen to is looked at once more."""
        place = (tenant_id, conversation_id)
        if place in self._running:
            self._woken_again.add(place)
            return
        self._running[place] = asyncio.create_task(self._walk(place))

    async def drain(self, seconds: float) -> None:
        """Let running turns finish; what does not is found again by its lease."""
        if self._running:
            await asyncio.wait(self._running.values(), timeout=seconds)
        for task in self._running.values():
            task.cancel()

    async def _walk(self, place: Place) -> None:
        try:
            async with self._room:
                more = True
                while more:
                    self._woken_again.discard(place)
                    more = await take_turn(*place) or place in self._woken_again
        except Exception as error:  # one conversation's trouble must not stop the others
            logger.exception("turn_crashed", conversation=str(place[1]), error=type(error).__name__)
        finally:
            del self._running[place]
            self._woken_again.discard(place)


async def take_turn(tenant_id: UUID, conversation_id: UUID) -> bool:
    """Claim, run, commit, hint. Tell whether there is more to do at once."""
    claimed = await unit_of_work(claim)(tenant_id, conversation_id)
    if claimed is None:
        return False
    try:
        async with _kept(claimed):
            answered = await answer(claimed, await programs_of(claimed), ports_of(claimed))
            committed = await unit_of_work(commit)(claimed, answered)
    except Exception:
        await unit_of_work(note_crash)(claimed)
        raise
    turns.labels(answered.outcome if committed.stands else "interrupted").inc()
    turn_seconds.observe(answered.milliseconds / 1000)
    await hint(tenant_id, conversation_id)
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
