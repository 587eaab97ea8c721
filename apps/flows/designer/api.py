"""Flows of a workspace, under ``/workspaces/{slug}/flows``."""

from asyncio import to_thread
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from apps.flows.changes.graph_changes import compare
from apps.flows.designer.node_cards import Canvas, draw_canvas
from apps.flows.designer.schemas import (
    CanvasIn,
    CanvasOut,
    ChangeOut,
    ChangesOut,
    CheckQuery,
    DraftIn,
    DraftOut,
    FindingsOut,
    FlowIn,
    FlowOut,
    GraphIn,
    NodeKindOut,
    PublishedOut,
    PublishIn,
    SavedOut,
    VersionOut,
)
from apps.flows.engine.registry import NodeKind, node_kinds
from apps.flows.flow_tests.api import router as tests_router
from apps.flows.graph.files import read_graph
from apps.flows.graph.language import spoken_first
from apps.flows.graph.schema import FlowGraph
from apps.flows.models import Flow, FlowVersion
from apps.flows.tryout.schemas import TriedOut, TryIn
from apps.flows.tryout.services import try_policy, try_turn
from apps.flows.versions import queries, services
from apps.flows.versions.archiving import archive_flow, restore_flow
from apps.flows.versions.bundling import bundled, check_bundled, name_missing
from apps.flows.versions.deployments import channel_kinds_of
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.members.roles import Action, may
from apps.tenants.models import Tenant, User
from apps.tenants.sign_in.authentication import Slug, session_auth, signed_in, tenant_of_request
from apps.tenants.workspaces.queries import access_membership

router = Router(tags=["flows"], auth=session_auth)
router.add_router("/{uuid:flow_id}/tests", tests_router)


@router.get("", response=list[FlowOut])
def list_flows(request: HttpRequest, slug: Slug) -> list[Flow]:
    """Give the flows of the workspace by name."""
    return queries.get_flows(tenant_of_request(request, slug, Action.READ_FLOWS))


@router.post("", response={201: FlowOut})
def create_flow(request: HttpRequest, slug: Slug, body: FlowIn) -> Status[Flow]:
    """Begin a flow that holds a start block, or a policy that looks at every message."""
    tenant = tenant_of_request(request, slug, Action.EDIT_FLOWS)
    return Status(
        201, services.create_flow(tenant, body.name, signed_in(request), purpose=body.purpose)
    )


@router.get("/node-kinds", response=list[NodeKindOut], by_alias=True)
def list_node_kinds(request: HttpRequest, slug: Slug) -> Iterable[NodeKind[Any]]:
    """Give the kinds of blocks there are."""
    tenant_of_request(request, slug, Action.READ_FLOWS)
    return list(node_kinds())


@router.post("/cards", response=CanvasOut)
async def draw_cards(request: HttpRequest, slug: Slug, body: CanvasIn) -> Canvas:
    """Give the words, the paths and the problems of a graph that need not be saved.

    ``channels`` are the kinds of channels that its blocks shall work on.
    """
    tenant = await unit_of_work(tenant_of_request)(request, slug, Action.READ_FLOWS)
    graph = await unit_of_work(bundled)(tenant.id, await to_thread(_read, body.graph, tenant))
    canvas = await to_thread(draw_canvas, graph, channels=body.channels)
    findings = await unit_of_work(name_missing)(tenant.id, graph, canvas.findings)
    return replace(canvas, findings=findings)


@router.get("/{uuid:flow_id}/draft", response=DraftOut)
def read_draft(request: HttpRequest, slug: Slug, flow_id: UUID) -> Flow:
    """Give the draft and its revision."""
    return _flow(request, slug, flow_id, Action.READ_FLOWS)


@router.put("/{uuid:flow_id}/draft", response=SavedOut)
def save_draft(request: HttpRequest, slug: Slug, flow_id: UUID, body: DraftIn) -> Flow:
    """Store a draft; 409 with the draft of the faster one when the revision is not the newest."""
    flow = _flow(request, slug, flow_id, Action.EDIT_FLOWS)
    return services.save_draft(flow, body.graph, body.revision, signed_in(request))


@router.post("/{uuid:flow_id}/check", response=FindingsOut)
def check_draft(
    request: HttpRequest, slug: Slug, flow_id: UUID, query: Query[CheckQuery]
) -> FindingsOut:
    """Look for mistakes in the draft.

    It is checked for the channels that follow the flow and for the kinds named in ``channels``.
    """
    tenant = tenant_of_request(request, slug, Action.READ_FLOWS)
    flow = queries.access_flow(tenant, flow_id)
    draft = bundled(tenant.id, _read(flow.draft, tenant), own=flow_id)
    with tenant_scope(tenant):
        kinds = channel_kinds_of(flow_id).union(query.channels)
    return FindingsOut.of(check_bundled(tenant.id, draft, kinds))


@router.post("/{uuid:flow_id}/try", response=TriedOut)
async def try_draft(request: HttpRequest, slug: Slug, flow_id: UUID, body: TryIn) -> TriedOut:
    """Run one turn and store nothing; 422 with the findings by node when it cannot run."""
    tenant = await unit_of_work(tenant_of_request)(request, slug, Action.READ_FLOWS)
    flow = await unit_of_work(queries.access_flow)(tenant, flow_id)
    member = await unit_of_work(access_membership)(signed_in(request), slug)
    try_it = try_policy if flow.purpose == Flow.Purpose.POLICY else try_turn
    return await try_it(tenant, body, asks_servers=may(member.role, Action.EDIT_FLOWS))


@router.post("/{uuid:flow_id}/changes", response=ChangesOut)
def list_changes(request: HttpRequest, slug: Slug, flow_id: UUID, body: GraphIn) -> ChangesOut:
    """Say what publishing a graph would change for visitors; moving blocks changes nothing."""
    tenant = tenant_of_request(request, slug, Action.READ_FLOWS)
    live = queries.access_flow(tenant, flow_id).live_version
    if live is None:
        return ChangesOut(live_version=None, changes=[])
    draft = bundled(tenant.id, read_graph(body.graph), own=flow_id)
    changes = compare(_read(live.graph, tenant), _read(draft.as_json(), tenant))
    return ChangesOut(live_version=live.number, changes=[ChangeOut.of(c) for c in changes])


@router.post("/{uuid:flow_id}/publish", response=PublishedOut)
def publish(request: HttpRequest, slug: Slug, flow_id: UUID, body: PublishIn) -> FlowVersion:
    """Let visitors meet the draft; 422 with the findings by node when it has errors."""
    flow = _flow(request, slug, flow_id, Action.EDIT_FLOWS)
    return services.publish(
        flow,
        signed_in(request),
        note=body.note,
        revision=body.revision,
        running=body.running_chats,
    )


@router.get("/{uuid:flow_id}/versions", response=list[VersionOut])
def list_versions(request: HttpRequest, slug: Slug, flow_id: UUID) -> list[FlowVersion]:
    """Give the published versions, newest first."""
    return queries.get_versions(_flow(request, slug, flow_id, Action.READ_FLOWS))


@router.post("/{uuid:flow_id}/versions/{int:number}/restore", response=PublishedOut)
def restore(request: HttpRequest, slug: Slug, flow_id: UUID, number: int) -> FlowVersion:
    """Publish an old version again, under a new number."""
    flow = _flow(request, slug, flow_id, Action.EDIT_FLOWS)
    return services.roll_back(flow, number, signed_in(request))


@router.post("/{uuid:flow_id}/archive", response=FlowOut)
def archive(request: HttpRequest, slug: Slug, flow_id: UUID) -> Flow:
    """Put a flow away; 409 while a channel follows it."""
    return _moved(request, slug, flow_id, archive_flow)


@router.post("/{uuid:flow_id}/unarchive", response=FlowOut)
def unarchive(request: HttpRequest, slug: Slug, flow_id: UUID) -> Flow:
    """Take an archived flow out again."""
    return _moved(request, slug, flow_id, restore_flow)


@router.get("/{uuid:flow_id}/export", response=dict[str, Any])
def export(request: HttpRequest, slug: Slug, flow_id: UUID) -> dict[str, Any]:
    """Give the draft as a flow file."""
    return queries.export_flow(_flow(request, slug, flow_id, Action.READ_FLOWS))


def _flow(request: HttpRequest, slug: str, flow_id: UUID, action: Action) -> Flow:
    return queries.access_flow(tenant_of_request(request, slug, action), flow_id)


def _read(graph: object, tenant: Tenant) -> FlowGraph:
    """Read a graph for cards and sentences, which are in the language of the workspace."""
    return spoken_first(read_graph(graph), tenant.language)


def _moved(
    request: HttpRequest, slug: str, flow_id: UUID, move: Callable[[Flow, User], None]
) -> Flow:
    flow = _flow(request, slug, flow_id, Action.EDIT_FLOWS)
    move(flow, signed_in(request))
    return flow
