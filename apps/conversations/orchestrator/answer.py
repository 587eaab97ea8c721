"""From a claim to an answer: which version runs, why it runs, and what it says. No database."""

import json
import time
import zlib
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from apps.conversations.models import Conversation
from apps.conversations.orchestrator.claim import Claim, Version
from apps.core.content import Content, DividerContent, TextContent
from apps.flows.engine import Cause, Ports, Position, Program, Turn, TurnResult, run, same_place
from apps.flows.fallback import fallback_text

MAX_CRASHES = 3
CALLS_A_PERSON = ("handed_over", "failed", "budget")
"""The last two end with the fallback text, which promises a person."""


@dataclass(frozen=True)
class Reply:
    """One message of the answer and who says it."""

    author: str
    content: Content


@dataclass(frozen=True)
class Answer:
    """What one turn commits: replies, the state after it, and why."""

    cause: str
    outcome: str
    to_seq: int
    run: int
    replies: tuple[Reply, ...] = ()
    version: UUID | None = None
    position: dict[str, Any] | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    hands_over: bool = False
    trace: bytes | None = None
    milliseconds: float = 0


@dataclass(frozen=True)
class Programs:
    """The compiled flows a claim may run: the one it is on and the one that is live."""

    current: Program | None
    live: Program | None


def mute(claim: Claim) -> Answer:
    """Mark the messages as seen: a person answers them."""
    return Answer(
        cause="message",
        outcome="muted",
        to_seq=claim.to_seq,
        run=claim.run,
        version=claim.current.id if claim.current else None,
        position=claim.position,
        variables=claim.variables,
    )


async def answer(claim: Claim, programs: Programs, ports: Ports) -> Answer:
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
    )
    started = time.perf_counter()
    result = await run(program, turn, ports)
    milliseconds = (time.perf_counter() - started) * 1000
    return _as_answer(claim, version, turn, result, begins, milliseconds)


def _begins_run(claim: Claim) -> bool:
    return claim.position is None or claim.divider == "start_over"


def _cause(claim: Claim) -> Cause:
    if claim.wake is not None:
        return "opened" if claim.wake == Conversation.Wake.OPENED else "returned"
    return "start_over" if claim.divider == "start_over" else "message"


def _choose(
    claim: Claim, programs: Programs, begins: bool
) -> tuple[Version | None, Program | None]:
    """Move when safe: go on in the live version if the waiting place still stands there."""
    live, current = (claim.live, programs.live), (claim.current, programs.current)
    if begins or programs.current is None:
        return live
    if programs.live is None or claim.position is None:
        return current
    position = Position.from_json(claim.position)
    return live if same_place(programs.current, programs.live, position) else current


def _as_answer(
    claim: Claim,
    version: Version,
    turn: Turn,
    result: TurnResult,
    begins: bool,
    milliseconds: float,
) -> Answer:
    replies = [Reply("bot", content) for content in result.replies]
    begins_again = begins and claim.run > 0 and claim.divider is None
    if begins_again:
        replies.insert(0, Reply("system", DividerContent(reason="new_run")))
    return Answer(
        cause=turn.cause,
        outcome=result.outcome,
        to_seq=claim.to_seq,
        run=claim.run + begins,
        replies=tuple(replies),
        version=version.id,
        position=result.position.as_json() if result.position else None,
        variables=result.variables,
        hands_over=result.outcome in CALLS_A_PERSON,
        trace=zlib.compress(json.dumps({"turn": turn.as_json()} | result.trace()).encode()),
        milliseconds=milliseconds,
    )


def _call_a_person(claim: Claim) -> Answer:
    """Answer for a flow that is not there, or that broke again and again."""
    words = fallback_text(claim.settings, claim.language)
    return Answer(
        cause=_cause(claim),
        outcome="handed_over" if claim.inputs else "waiting",
        to_seq=claim.to_seq,
        run=claim.run,
        replies=(Reply("bot", TextContent(text=words)),) if claim.inputs else (),
        variables=claim.variables,
        hands_over=bool(claim.inputs),
    )
