"""From a conversation that happened to the script of a test: what was asked and answered."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from apps.conversations.models import Message, Turn
from apps.conversations.thread.handoff import get_conversation
from apps.conversations.thread.traces import policy_acted, read_trace
from apps.conversations.thread.visitor_input import read_input
from apps.core.content import Content, in_words
from apps.core.errors import Invalid
from apps.flows.flow_tests import FACTS, Exchange, Given, Script, expecting
from apps.flows.models import Flow, FlowVersion
from apps.platform.db.scope import tenant_scope

PLAYED = (Turn.Outcome.WAITING, Turn.Outcome.ENDED, Turn.Outcome.HANDED_OVER, Turn.Outcome.BLOCKED)
"""Outcomes that say what flow and policies did; the others tell of trouble, or of a person."""

_contents: TypeAdapter[Content] = TypeAdapter(Content)


@dataclass(frozen=True)
class Recording:
    """One run of a conversation: the flow that led it, the script of it, and what judged it.

    ``judges`` are the versions of policies that stood around it, whatever judges today. The
    script wants policies if one of them did something.
    """

    conversation_id: UUID
    flow: Flow
    script: Script
    judges: tuple[FlowVersion, ...]


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
        script = _script(turns, _inputs(conversation_id, turns), _replies(turns))
        flow = Flow.objects.get(id=turns[-1].flow_id)
        return Recording(conversation_id, flow, script, _judges(turns))


@dataclass(frozen=True)
class _Played:
    """A turn with its trace read."""

    id: UUID
    flow_id: UUID
    from_seq: int
    to_seq: int
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
    ).values_list("id", "flow_version__flow_id", "from_seq", "to_seq", "trace")
    run: list[_Played] = []
    for row in rows.order_by("-id").iterator(chunk_size=50):
        turn_id, flow_id, from_seq, to_seq, trace = row
        run.append(_Played(turn_id, flow_id, from_seq, to_seq, read_trace(trace)))
        if run[-1].begins:
            return run[::-1]
    return []


def _judges(turns: Iterable[_Played]) -> tuple[FlowVersion, ...]:
    """Give the policies that looked at a run, in the order in which they judged."""
    judged = dict.fromkeys(step.get("policy") for turn in turns for step in turn.trace["steps"])
    versions = FlowVersion.objects.in_bulk([name for name in judged if name])
    by_name = {str(version.id): version for version in versions.values()}
    return tuple(by_name[name] for name in judged if name in by_name)


Inputs = dict[UUID, tuple[Given, ...]]
"""What the visitor sent, by the turn that took it."""


def _inputs(conversation_id: UUID, turns: list[_Played]) -> Inputs:
    """Give the visitor's messages as they are kept: policies shall judge them, not what they left.

    What one took out is kept nowhere.
    """
    rows = Message.objects.filter(
        conversation_id=conversation_id,
        author=Message.Author.VISITOR,
        seq__gt=turns[0].from_seq,
        seq__lte=turns[-1].to_seq,
    )
    stored = list(rows.order_by("seq").values_list("seq", "content"))
    return {
        turn.id: tuple(
            Given(**asdict(read_input(content)))
            for seq, content in stored
            if turn.from_seq < seq <= turn.to_seq
        )
        for turn in turns
    }


def _replies(turns: Iterable[_Played]) -> dict[UUID, list[str]]:
    """Give the bot's words by turn."""
    replies: dict[UUID, list[str]] = {}
    ids = [turn.id for turn in turns]
    rows = Message.objects.filter(turn_id__in=ids, author=Message.Author.BOT)
    for turn_id, content in rows.order_by("seq").values_list("turn_id", "content"):
        replies.setdefault(turn_id, []).append(in_words(_contents.validate_python(content)))
    return replies


def _script(turns: list[_Played], inputs: Inputs, replies: dict[UUID, list[str]]) -> Script:
    first = turns[0].trace["turn"]
    times = [turn.trace["turn"].get("at", 0.0) for turn in turns]
    exchanges = [
        _exchange(turn, max(now - before, 0.0), inputs[turn.id], replies.get(turn.id, []))
        for turn, before, now in zip(turns, [times[0], *times], times, strict=False)
    ]
    return Script(
        at=times[0],
        facts={name: value for name, value in first.items() if name in FACTS},
        with_policies=any(policy_acted(step) for turn in turns for step in turn.trace["steps"]),
        exchanges=tuple(exchanges),
    )


def _exchange(
    turn: _Played, after: float, inputs: tuple[Given, ...], replies: list[str]
) -> Exchange:
    exchange = Exchange(cause=turn.trace["turn"]["cause"], inputs=inputs, after=after)
    return expecting(exchange, replies, turn.trace)
