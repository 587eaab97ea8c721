"""What the bot did in a conversation: one sentence for each block it came through."""

import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema

from apps.conversations.models import Message, OutgoingMail, Turn
from apps.conversations.thread.handoff import get_conversation
from apps.flows.engine.evaluators import CLEAR
from apps.flows.engine.registry import node_kinds
from apps.flows.models import FlowVersion
from apps.platform.db.scope import tenant_scope

TURNS_AT_ONCE = 100
MAILS_AT_ONCE = 200

Step = dict[str, Any]
"""A step as the trace holds it."""


class StepOut(Schema):
    """A block of the flow, or of the named policy, and what happened there.

    The tokens are what a model read and wrote for it.
    """

    node: str
    sentence: str
    policy: str | None
    tokens_in: int
    tokens_out: int


class HiddenOut(Schema):
    """A visitor's message as it is kept: a policy put these labels, in brackets, into its words."""

    seq: int
    text: str
    labels: list[str]


class MailOut(Schema):
    """An e-mail that the turn wanted sent, and how that went; ``problem`` says why not yet."""

    to: str
    subject: str
    state: Literal["waiting", "sent", "failed"]
    problem: Literal["", "unreachable", "refused", "too_many"]
    sent_at: datetime | None


class TurnOut(Schema):
    """One turn of the bot: why it ran, how it ended, its steps, and the e-mails it sent.

    It took the visitor's messages with ``from_seq < seq <= to_seq``.

    ``steps`` is empty where no flow ran, and where the trace is too old to be kept.
    """

    turn: UUID
    cause: str
    outcome: str
    from_seq: int
    to_seq: int
    at: datetime
    hidden: list[HiddenOut]
    steps: list[StepOut]
    mails: list[MailOut]


def list_steps(tenant_id: UUID, conversation_id: UUID) -> list[TurnOut]:
    """Give the latest 100 turns, oldest first.

    Raises:
        NotFound: the workspace has no such conversation.
    """
    with tenant_scope(tenant_id):
        turns = Turn.objects.filter(conversation=get_conversation(conversation_id))
        latest = list(turns.order_by("-id")[:TURNS_AT_ONCE])[::-1]
        mails = _mails_by_turn(conversation_id)
        steps = [_steps(turn) for turn in latest]
        names = _names_of(steps)
        return [
            _turn_out(turn, done, names, mails.get(turn.id, []))
            for turn, done in zip(latest, steps, strict=True)
        ]


def _turn_out(
    turn: Turn, steps: list[Step], names: Mapping[str, str], mails: list[MailOut]
) -> TurnOut:
    return TurnOut(
        turn=turn.id,
        cause=turn.cause,
        outcome=turn.outcome,
        from_seq=turn.from_seq,
        to_seq=turn.to_seq,
        at=turn.at,
        hidden=_hidden(turn, steps),
        steps=[_told(step, names) for step in steps if _is_told(step)],
        mails=mails,
    )


def _mails_by_turn(conversation_id: UUID) -> dict[UUID | None, list[MailOut]]:
    mails = OutgoingMail.objects.filter(conversation_id=conversation_id).order_by("-id")
    told: dict[UUID | None, list[MailOut]] = {}
    for mail in list(mails[:MAILS_AT_ONCE])[::-1]:
        told.setdefault(mail.turn_id, []).append(MailOut.from_orm(mail))
    return told


def _steps(turn: Turn) -> list[Step]:
    if turn.trace is None:
        return []
    steps: list[Step] = json.loads(zlib.decompress(turn.trace))["steps"]
    return steps


def _is_told(step: Step) -> bool:
    """Say whether a step has something to tell: a policy that looked and found nothing has not."""
    return policy_acted(step) if step.get("policy") else bool(step["sentence"])


def policy_acted(step: Step) -> bool:
    """Say whether a step is that of a policy which found something, or did something about it."""
    kind = node_kinds().get(step["kind"])
    looks_only = step["exit"] == CLEAR or (kind is not None and kind.entry is not None)
    return bool(step.get("policy")) and not looks_only


def _told(step: Step, names: Mapping[str, str]) -> StepOut:
    policy = names.get(step.get("policy") or "")
    used = {name: step.get(name, 0) for name in ("tokens_in", "tokens_out")}
    return StepOut(node=step["node"], sentence=step["sentence"], policy=policy, **used)


def _names_of(turns: Iterable[list[Step]]) -> dict[str, str]:
    """Give the names of the policies that steps belong to, by the version that judged."""
    versions = {step["policy"] for steps in turns for step in steps if step.get("policy")}
    judged = FlowVersion.objects.filter(id__in=versions).select_related("flow")
    return {str(version.id): version.flow.name for version in judged}


def _hidden(turn: Turn, steps: list[Step]) -> list[HiddenOut]:
    labels = {
        label for step in steps if step["kind"] == "redact" for label in step["detail"]["labels"]
    }
    if not labels:
        return []
    read = Message.objects.filter(
        conversation_id=turn.conversation_id,
        author=Message.Author.VISITOR,
        seq__gt=turn.from_seq,
        seq__lte=turn.to_seq,
    )
    kept = [(seq, content["text"]) for seq, content in read.values_list("seq", "content")]
    return [
        HiddenOut(seq=seq, text=text, labels=sorted(shown))
        for seq, text in kept
        if (shown := {label for label in labels if f"[{label}]" in text})
    ]
