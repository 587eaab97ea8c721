"""From a conversation that happened to the script of a test: what was said, asked and taken."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from apps.conversations.handoff import get_conversation
from apps.conversations.models import Message, Turn
from apps.core.content import Content, in_words
from apps.core.errors import Invalid
from apps.flows.flow_tests import FACTS, Exchange, Given, Script, expecting
from apps.flows.models import Flow
from apps.tenants.scope import tenant_scope

PLAYED = (Turn.Outcome.WAITING, Turn.Outcome.ENDED, Turn.Outcome.HANDED_OVER)
"""Outcomes that say what the flow did; the others tell of trouble, or of a person."""

_contents: TypeAdapter[Content] = TypeAdapter(Content)


@dataclass(frozen=True)
class Recording:
    """One run of a conversation: the flow that led it, and the script of it."""

    conversation_id: UUID
    flow: Flow
    script: Script


def record_conversation(tenant_id: UUID, conversation_id: UUID) -> Recording:
    """Give the latest run of a conversation as a script that expects what happened.

    Raises:
        NotFound: the workspace has no such conversation.
        Invalid: no flow led it, or its traces are too old to be kept.
    """
    with tenant_scope(tenant_id):
        get_conversation(conversation_id)
        turns = _latest_run(conversation_id)
        if not turns:
            raise Invalid(
                "Nothing of this conversation can be replayed: no flow led it, or it is too old.",
                code="nothing_recorded",
            )
        said = _said([turn.id for turn in turns])
        flow = Flow.objects.get(id=turns[-1].flow_id)
    return Recording(conversation_id, flow, _script(turns, said))


@dataclass(frozen=True)
class _Played:
    """A turn with its trace read."""

    id: UUID
    flow_id: UUID
    trace: dict[str, Any]

    @property
    def begins(self) -> bool:
        return self.trace["turn"]["position"] is None


def _latest_run(conversation_id: UUID) -> list[_Played]:
    rows: Any = Turn.objects.filter(
        conversation_id=conversation_id,
        outcome__in=PLAYED,
        trace__isnull=False,
        flow_version__isnull=False,
    ).values_list("id", "flow_version__flow_id", "trace")
    run: list[_Played] = []
    for turn_id, flow_id, trace in rows.order_by("-id").iterator(chunk_size=50):
        run.append(_Played(turn_id, flow_id, json.loads(zlib.decompress(trace))))
        if run[-1].begins:
            return run[::-1]
    return []


def _said(turns: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Give the bot's words by turn."""
    said: dict[UUID, list[str]] = {}
    replies = Message.objects.filter(turn_id__in=turns, author=Message.Author.BOT)
    for turn_id, content in replies.order_by("seq").values_list("turn_id", "content"):
        said.setdefault(turn_id, []).append(in_words(_contents.validate_python(content)))
    return said


def _script(turns: list[_Played], said: dict[UUID, list[str]]) -> Script:
    first = turns[0].trace["turn"]
    times = [turn.trace["turn"].get("at", 0.0) for turn in turns]
    exchanges = [
        _exchange(turn, max(now - before, 0.0), said.get(turn.id, []))
        for turn, before, now in zip(turns, [times[0], *times], times, strict=False)
    ]
    facts = {name: value for name, value in first.items() if name in FACTS}
    return Script(at=times[0], facts=facts, exchanges=tuple(exchanges))


def _exchange(turn: _Played, after: float, said: list[str]) -> Exchange:
    happened = turn.trace["turn"]
    inputs = tuple(Given(**given) for given in happened["inputs"])
    exchange = Exchange(cause=happened["cause"], inputs=inputs, after=after)
    return expecting(exchange, said, turn.trace)
