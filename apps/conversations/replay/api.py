"""What happened, played again: tests made of conversations, and a draft compared by replays."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router, Schema, Status
from pydantic import Field

from apps.conversations.replay.comparison import MAX_CONVERSATIONS, Comparison, compare_replays
from apps.conversations.replay.recordings import Recording, record_conversation
from apps.conversations.replay.running_chats import RunningChats, count_running
from apps.flows.flow_tests.schemas import DifferenceOut, Name, WholeTestOut
from apps.flows.flow_tests.services import save_test
from apps.flows.graph.files import read_graph
from apps.flows.models import FlowTest
from apps.flows.versions.bundling import bundled
from apps.flows.versions.queries import access_flow
from apps.platform.db.units import unit_of_work
from apps.tenants.members.roles import Action
from apps.tenants.sign_in.authentication import (
    Slug,
    session_auth,
    signed_in,
    tenant_of_request,
)

router = Router(tags=["conversations"], auth=session_auth)


class NamedIn(Schema):
    """What the test shall be called."""

    name: Name


class KeptTestOut(WholeTestOut):
    """A test, and the flow it belongs to."""

    flow_id: UUID


class ComparisonIn(Schema):
    """The graph to try, saved or not, and on how many of the latest conversations."""

    graph: dict[str, Any]
    last: Annotated[int, Field(ge=1, le=MAX_CONVERSATIONS)] = 50


class ExampleOut(Schema):
    """What was said in one conversation, and what would be said."""

    conversation_id: UUID
    before: list[str]
    after: list[str]


class GroupOut(Schema):
    """Conversations that would change in the same way; at most five are shown."""

    difference: DifferenceOut
    count: int
    examples: list[ExampleOut]


class ComparisonOut(Schema):
    """How many conversations were played, and which of them would change."""

    played: int
    changed: int
    groups: list[GroupOut]


class RunningOut(Schema):
    """Chats that wait in a flow: those that would move to the draft, and those that would not."""

    total: int
    move: int
    finish_on_old: int


@router.get("/running", response=RunningOut)
async def get_running(request: HttpRequest, slug: Slug, flow_id: UUID) -> RunningChats:
    """Say what publishing a flow's saved draft would do to the chats that run on it now."""
    tenant = await unit_of_work(tenant_of_request)(request, slug, Action.READ_FLOWS)
    return await count_running(await unit_of_work(access_flow)(tenant, flow_id))


@router.post("/{uuid:conversation_id}/tests", response={201: KeptTestOut})
async def keep_as_test(
    request: HttpRequest, slug: Slug, conversation_id: UUID, body: NamedIn
) -> Status[FlowTest]:
    """Keep the latest run of a conversation as a test of the flow that led it."""
    tenant = await unit_of_work(tenant_of_request)(request, slug, Action.READ_CONVERSATIONS)
    await unit_of_work(tenant_of_request)(request, slug, Action.EDIT_FLOWS)
    record: Recording = await unit_of_work(record_conversation)(tenant.id, conversation_id)
    author = signed_in(request)
    test = await unit_of_work(save_test)(record.flow, body.name, record.script, author)
    return Status(201, test)


@router.post("/shadow-run/{uuid:flow_id}", response=ComparisonOut)
async def shadow_run(
    request: HttpRequest, slug: Slug, flow_id: Path[UUID], body: ComparisonIn
) -> Comparison:
    """Play the latest conversations of a flow against a graph; nobody hears of it."""
    tenant = await unit_of_work(tenant_of_request)(request, slug, Action.READ_CONVERSATIONS)
    flow = await unit_of_work(access_flow)(tenant, flow_id)
    graph = await unit_of_work(bundled)(tenant.id, read_graph(body.graph), own=flow.id)
    return await compare_replays(flow, graph, body.last)
