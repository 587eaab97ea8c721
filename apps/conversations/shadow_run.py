"""The shadow run: what a draft would have said in the conversations that happened."""

from asyncio import to_thread
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from apps.conversations.models import Conversation
from apps.conversations.recordings import Recording, record_conversation
from apps.core.errors import Invalid
from apps.flows.flow_tests import Difference, Played, play
from apps.flows.graph import FlowGraph
from apps.flows.models import Flow
from apps.flows.programs import compile_draft
from apps.tenants.database import unit_of_work
from apps.tenants.scope import tenant_scope

MAX_CONVERSATIONS = 200
EXAMPLES = 5
"""Conversations shown of each group."""


@dataclass(frozen=True)
class Example:
    """One conversation that would go another way, up to there: what was said, what would be."""

    conversation_id: UUID
    before: list[str]
    after: list[str]


@dataclass(frozen=True)
class Group:
    """Conversations that would change in the same way."""

    sentence: str
    node: str | None
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class ShadowRun:
    """How many of the latest conversations were played, and which would change, most first."""

    played: int
    changed: int
    groups: tuple[Group, ...]


async def run_in_shadow(flow: Flow, graph: FlowGraph, last: int) -> ShadowRun:
    """Play the latest conversations of a flow against a graph; nobody hears of it.

    Raises:
        Invalid: the graph cannot run; its fields are node ids.
    """
    program = await to_thread(compile_draft, graph)
    recordings = await unit_of_work(_latest)(flow, min(last, MAX_CONVERSATIONS))
    changed: dict[tuple[str, str | None], list[Example]] = defaultdict(list)
    for recording in recordings:
        played = await play(program, recording.script)
        if played.difference is not None:
            key = (played.difference.sentence, played.difference.node)
            changed[key].append(_example(recording, played, played.difference))
    groups = [
        Group(sentence, node, len(examples), tuple(examples[:EXAMPLES]))
        for (sentence, node), examples in changed.items()
    ]
    groups.sort(key=lambda group: -group.count)
    return ShadowRun(len(recordings), sum(group.count for group in groups), tuple(groups))


def _latest(flow: Flow, last: int) -> list[Recording]:
    with tenant_scope(flow.tenant_id):
        talks = Conversation.objects.filter(flow_version__flow=flow, spoke_at__isnull=False)
        ids = list(talks.order_by("-spoke_at").values_list("id", flat=True)[:last])
        return [recording for found in ids if (recording := _recorded(flow, found))]


def _recorded(flow: Flow, conversation_id: UUID) -> Recording | None:
    try:
        return record_conversation(flow.tenant_id, conversation_id)
    except Invalid:
        return None


def _example(recording: Recording, played: Played, difference: Difference) -> Example:
    expected = recording.script.exchanges[difference.exchange].replies or ()
    before = [reply.text for reply in expected]
    return Example(recording.conversation_id, before, played.replies[difference.exchange])
