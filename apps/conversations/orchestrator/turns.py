"""One turn of a conversation: claim it, run its flow, commit the answer, publish that it moved."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

import structlog
from prometheus_client import Counter, Histogram

from apps.conversations.orchestrator.answer import Programs, run_turn
from apps.conversations.orchestrator.claim import Claim, Version, claim_conversation
from apps.conversations.orchestrator.commit import commit
from apps.conversations.orchestrator.lease import kept_lease, note_crash
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
    claim = await claim_conversation(tenant_id, conversation_id)
    if claim is None:
        return False
    try:
        async with kept_lease(claim), LiveWords(claim) as words:
            answer = await run_turn(claim, await programs_of(claim), ports_of(claim, words))
            committed = await commit(claim, answer)
            if not committed.stands:
                words.discard()
    except Exception:
        await unit_of_work(note_crash)(claim)
        raise
    turns.labels(answer.outcome if committed.stands else "interrupted").inc()
    turn_seconds.observe(answer.milliseconds / 1000)
    publish_moved(tenant_id, conversation_id)
    return committed.more


async def programs_of(claim: Claim) -> Programs:
    """Load the flow the conversation is on, the one that is live, and the policies around it.

    Mostly all of it is in memory.
    """
    live = await _loaded(load_program, claim, claim.live)
    current = live
    if claim.current != claim.live:
        current = await _loaded(load_program, claim, claim.current)
    policies = [await _loaded(load_policy, claim, version) for version in claim.policies]
    return Programs(current, live, tuple(policy for policy in policies if policy))


async def _loaded(
    load: Callable[[UUID, Version], Awaitable[Compiled]], claim: Claim, version: Version | None
) -> Compiled | None:
    """Load a version; None when there is none, or it cannot run here any more."""
    if version is None:
        return None
    try:
        return await load(claim.tenant_id, version)
    except NotRunnable as error:
        logger.error("flow_not_runnable", version=str(version.id), reason=str(error))
        return None
