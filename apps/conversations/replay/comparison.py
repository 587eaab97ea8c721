"""Replays compared: what a draft would have said in the conversations that happened."""

from asyncio import to_thread
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from apps.conversations.models import Conversation
from apps.conversations.replay.recordings import Recording, record_conversation
from apps.core.errors import Invalid
from apps.flows.engine import NotRunnable, Program
from apps.flows.flow_tests import Difference, Played, play
from apps.flows.graph.schema import FlowGraph
from apps.flows.models import Flow
from apps.flows.versions.programs import compile_draft, load_policy
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

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
    """Conversations that would change in the same way, told by the first of them."""

    difference: Difference
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Comparison:
    """How many of the latest conversations were played, and which would change, most first."""

    played: int
    changed: int
    groups: tuple[Group, ...]


async def compare_replays(flow: Flow, graph: FlowGraph, last: int) -> Comparison:
    """Play the latest conversations of a flow against a graph; nobody hears of it.

    Raises:
        Invalid: the graph cannot run; its fields are node ids.
    """
    program = await to_thread(compile_draft, graph)
    recordings = await unit_of_work(_latest)(flow, min(last, MAX_CONVERSATIONS))
    changed: dict[tuple[str, str | None], list[tuple[Difference, Example]]] = {}
    for recording in recordings:
        played = await _play(program, recording)
        if (found := played.difference) is not None:
            alike = changed.setdefault((found.sentence, found.node), [])
            alike.append((found, _example(recording, played, found)))
    groups = [_group(alike) for alike in changed.values()]
    groups.sort(key=lambda group: -group.count)
    return Comparison(len(recordings), sum(group.count for group in groups), tuple(groups))


async def _play(program: Program, recording: Recording) -> Played:
    """Play a conversation between the policies that judged it then: only the draft is new."""
    policies = []
    for version in recording.judges:
        with suppress(NotRunnable):
            policies.append(await load_policy(recording.flow.tenant_id, version))
    script = recording.script.model_copy(update={"with_policies": True})
    return await play(program, script, policies)


def _group(alike: list[tuple[Difference, Example]]) -> Group:
    examples = tuple(example for _difference, example in alike[:EXAMPLES])
    return Group(alike[0][0], len(alike), examples)


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
