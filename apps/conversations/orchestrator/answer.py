"""From a claim to an answer: which version runs, why it runs, and what it says. No database."""

import json
import time
import zlib
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from apps.conversations.models import Conversation
from apps.conversations.orchestrator.claim import Claim, Version
from apps.core.content import Content, DividerContent, TextContent
from apps.flows.engine import (
    Cause,
    Effect,
    Policy,
    Ports,
    Position,
    Program,
    Turn,
    TurnResult,
    run_guarded,
    same_position,
)
from apps.flows.models import FlowVersion
from apps.flows.runtime.fallback import fallback_text
from apps.tenants.workspaces.hours import hours_in

MAX_CRASHES = 3
CALLS_A_PERSON = ("handed_over", "failed", "budget")
"""The last two end with the fallback text, which promises a person."""


@dataclass(frozen=True)
class Reply:
    """One message of the answer and who says it."""

    author: str
    content: Content


@dataclass(frozen=True)
class TurnAnswer:
    """What one turn commits: replies, the state after it, and why.

    ``redactions`` are the words to keep instead of a visitor's, by the message's number.
    """

    cause: str
    outcome: str
    to_seq: int
    run: int
    replies: tuple[Reply, ...] = ()
    version: UUID | None = None
    position: dict[str, Any] | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    hands_over: bool = False
    effects: tuple[Effect, ...] = ()
    redactions: tuple[tuple[int, str], ...] = ()
    trace: bytes | None = None
    milliseconds: float = 0


@dataclass(frozen=True)
class Programs:
    """The compiled flows a claim may run: the one it is on and the one that is live."""

    current: Program | None
    live: Program | None
    policies: tuple[Policy, ...] = ()


def mute(claim: Claim) -> TurnAnswer:
    """Mark the messages as seen: a person answers them."""
    return TurnAnswer(
        cause="message",
        outcome="muted",
        to_seq=claim.to_seq,
        run=claim.run,
        version=claim.current.id if claim.current else None,
        position=claim.position,
        variables=claim.variables,
    )


async def run_turn(claim: Claim, programs: Programs, ports: Ports) -> TurnAnswer:
    """Run the flow for this claim.

    A conversation without a flow is handed to a person at the visitor's first words.
    """
    if claim.handled_by != Conversation.HandledBy.BOT:
        return mute(claim)
    begins = _begins_run(claim)
    version, program = _choose(claim, programs, begins)
    if program is None or version is None or claim.crashes >= MAX_CRASHES:
        return _call_a_person(claim)
    turn = Turn(
        cause=_cause(claim),
        inputs=claim.inputs,
        position=None if begins or not claim.position else Position.from_json(claim.position),
        variables={} if begins else claim.variables,
        language=claim.language,
        fallback_text=fallback_text(claim.settings, claim.language),
        at=claim.at,
        timezone=claim.timezone,
        seed=str(claim.contact_id),
        contact=claim.contact,
        channel=claim.channel,
        hours=hours_in(claim.settings),
    )
    started = time.perf_counter()
    result = await run_guarded(program, turn, ports, programs.policies)
    milliseconds = (time.perf_counter() - started) * 1000
    return _as_answer(claim, version, turn, result, begins, milliseconds)


def _begins_run(claim: Claim) -> bool:
    return claim.position is None or claim.divider == "start_over" or _is_restarted(claim)


def _is_restarted(claim: Claim) -> bool:
    """Say whether the live version was published to start the chats on older ones over."""
    if claim.current is None or claim.live is None or claim.current == claim.live:
        return False
    return claim.live.running_chats == FlowVersion.RunningChats.RESTART


def _cause(claim: Claim) -> Cause:
    if claim.wake is not None:
        return _WAKES[claim.wake]
    return "start_over" if claim.divider == "start_over" else "message"


_WAKES: dict[str, Cause] = {
    Conversation.Wake.OPENED: "opened",
    Conversation.Wake.RETURNED: "returned",
    Conversation.Wake.TIMER: "timer",
}


def _choose(
    claim: Claim, programs: Programs, begins: bool
) -> tuple[Version | None, Program | None]:
    """Move when safe: go on in the live version if the waiting place still stands there.

    A version may have been published to let older chats finish where they are, too.
    """
    live, current = (claim.live, programs.live), (claim.current, programs.current)
    if begins or programs.current is None:
        return live
    if programs.live is None or live[0] is None or claim.position is None:
        return current
    if live[0].running_chats == FlowVersion.RunningChats.FINISH:
        return current
    position = Position.from_json(claim.position)
    return live if same_position(programs.current, programs.live, position) else current


def _as_answer(
    claim: Claim,
    version: Version,
    turn: Turn,
    result: TurnResult,
    begins: bool,
    milliseconds: float,
) -> TurnAnswer:
    replies = [Reply("bot", content) for content in result.replies]
    begins = begins and result.outcome != "blocked"
    begins_again = begins and claim.run > 0 and claim.divider is None
    if begins_again:
        replies.insert(0, Reply("system", DividerContent(reason="new_run")))
    return TurnAnswer(
        cause=turn.cause,
        outcome=result.outcome,
        to_seq=claim.to_seq,
        run=claim.run + begins,
        replies=tuple(replies),
        version=version.id,
        position=result.position.as_json() if result.position else None,
        variables=result.variables,
        hands_over=result.outcome in CALLS_A_PERSON,
        effects=result.effects,
        redactions=_redactions(claim, result),
        trace=_packed(turn, result),
        milliseconds=milliseconds,
    )


def _redactions(claim: Claim, result: TurnResult) -> tuple[tuple[int, str], ...]:
    redacted = zip(claim.input_seqs, result.redacted, strict=False)
    return tuple((seq, words) for seq, words in redacted if words is not None)


def _packed(turn: Turn, result: TurnResult) -> bytes:
    """Give the trace as it is stored; what policies took out is not in it."""
    turn = turn if result.inputs is None else replace(turn, inputs=result.inputs)
    return zlib.compress(json.dumps({"turn": turn.as_json()} | result.trace()).encode())


def _call_a_person(claim: Claim) -> TurnAnswer:
    """Answer for a flow that is not there, or that broke again and again."""
    words = fallback_text(claim.settings, claim.language)
    return TurnAnswer(
        cause=_cause(claim),
        outcome="handed_over" if claim.inputs else "waiting",
        to_seq=claim.to_seq,
        run=claim.run,
        replies=(Reply("bot", TextContent(text=words)),) if claim.inputs else (),
        variables=claim.variables,
        hands_over=bool(claim.inputs),
    )
