"""What the bot did in a conversation: one sentence for each block it came through."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema

from apps.conversations.models import Message, OutgoingMail, Turn
from apps.conversations.thread.handoff import get_conversation
from apps.conversations.thread.traces import TraceStep, policy_acted, read_trace
from apps.flows.models import FlowVersion
from apps.platform.db.scope import tenant_scope

TURNS_AT_ONCE = 100
MAILS_AT_ONCE = 200


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
    turn: Turn, steps: list[TraceStep], names: Mapping[str, str], mails: list[MailOut]
) -> TurnOut:
    return TurnOut(
        turn=turn.id,
        cause=turn.cause,
        outcome=turn.outcome,
        from_seq=turn.from_seq,
        to_seq=turn.to_seq,
        at=turn.at,
        hidden=_hidden(turn, steps),
        steps=[_step_out(step, names) for step in steps if _is_shown(step)],
        mails=mails,
    )


def _mails_by_turn(conversation_id: UUID) -> dict[UUID | None, list[MailOut]]:
    mails = OutgoingMail.objects.filter(conversation_id=conversation_id).order_by("-id")
    by_turn: dict[UUID | None, list[MailOut]] = {}
    for mail in list(mails[:MAILS_AT_ONCE])[::-1]:
        by_turn.setdefault(mail.turn_id, []).append(MailOut.from_orm(mail))
    return by_turn


def _steps(turn: Turn) -> list[TraceStep]:
    if turn.trace is None:
        return []
    steps: list[TraceStep] = read_trace(turn.trace)["steps"]
    return steps


def _is_shown(step: TraceStep) -> bool:
    """Say whether a step has something to show: a policy that looked and found nothing has not."""
    return policy_acted(step) if step.get("policy") else bool(step["sentence"])


def _step_out(step: TraceStep, names: Mapping[str, str]) -> StepOut:
    policy = names.get(step.get("policy") or "")
    used = {name: step.get(name, 0) for name in ("tokens_in", "tokens_out")}
    return StepOut(node=step["node"], sentence=step["sentence"], policy=policy, **used)


def _names_of(turns: Iterable[list[TraceStep]]) -> dict[str, str]:
    """Give the names of the policies that steps belong to, by the version that judged."""
    versions = {step["policy"] for steps in turns for step in steps if step.get("policy")}
    judged = FlowVersion.objects.filter(id__in=versions).select_related("flow")
    return {str(version.id): version.flow.name for version in judged}


def _hidden(turn: Turn, steps: list[TraceStep]) -> list[HiddenOut]:
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
    stored = [(seq, content["text"]) for seq, content in read.values_list("seq", "content")]
    return [
        HiddenOut(seq=seq, text=text, labels=sorted(shown))
        for seq, text in stored
        if (shown := {label for label in labels if f"[{label}]" in text})
    ]
