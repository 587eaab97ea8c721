"""What the bot did in a conversation: one sentence for each block it came through."""

import json
import zlib
from datetime import datetime
from uuid import UUID

from ninja import Schema

from apps.conversations.handoff import get_conversation
from apps.conversations.models import Turn
from apps.tenants.scope import tenant_scope

TURNS_AT_ONCE = 100


class StepOut(Schema):
    """A block of the flow, and what happened there."""

    node: str
    sentence: str


class TurnOut(Schema):
    """One turn of the bot: why it ran, how it ended, and its steps.

    ``steps`` is empty where no flow ran, and where the trace is too old to be kept.
    """

    turn: UUID
    cause: str
    outcome: str
    at: datetime
    steps: list[StepOut]


def list_steps(tenant_id: UUID, conversation_id: UUID) -> list[TurnOut]:
    """Give the latest 100 turns, oldest first.

    Raises:
        NotFound: the workspace has no such conversation.
    """
    with tenant_scope(tenant_id):
        turns = Turn.objects.filter(conversation=get_conversation(conversation_id))
        latest = list(turns.order_by("-id")[:TURNS_AT_ONCE])
    return [
        TurnOut(
            turn=turn.id, cause=turn.cause, outcome=turn.outcome, at=turn.at, steps=_steps(turn)
        )
        for turn in reversed(latest)
    ]


def _steps(turn: Turn) -> list[StepOut]:
    if turn.trace is None:
        return []
    trace = json.loads(zlib.decompress(turn.trace))
    return [
        StepOut(node=step["node"], sentence=step["sentence"])
        for step in trace["steps"]
        if step["sentence"]
    ]
