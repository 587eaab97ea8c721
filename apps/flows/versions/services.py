"""Writes of flows: drafts that autosave, versions that never change."""

from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from uuid_utils.compat import uuid7

from apps.core.errors import Conflict, Invalid
from apps.flows.engine.palette import node_kinds
from apps.flows.engine.wiring import read_wiring
from apps.flows.flow_tests.services import refuse_failing_tests
from apps.flows.graph.files import read_graph
from apps.flows.graph.schema import FlowGraph, checksum
from apps.flows.models import Flow, FlowVersion
from apps.flows.versions.bundling import alone, bundled, check_bundled, with_own_ids
from apps.flows.versions.deployments import channel_kinds_of
from apps.flows.versions.queries import get_version
from apps.flows.versions.wording import sentences_by_node
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.events import Verb, record_event

RunningChats = FlowVersion.RunningChats


def create_flow(
    tenant: Tenant, name: str, actor: User | None = None, *, purpose: str = Flow.Purpose.FLOW
) -> Flow:
    """Begin a flow that holds a start block; a policy begins with every message.

    Raises:
        Invalid: the name is too long or empty.
    """
    start = _FIRST_BLOCKS[Flow.Purpose(purpose)]
    graph = read_graph({"schema": 1, "name": name, "nodes": [start]})
    return _create(tenant, graph, actor, verb=Verb.CREATED)


_FIRST_BLOCKS = {
    Flow.Purpose.FLOW: {"id": "start", "kind": "start", "config": {"when": "opened"}},
    Flow.Purpose.POLICY: {"id": "start", "kind": "on_message"},
}


def save_draft(flow: Flow, graph: object, revision: int, actor: User | None = None) -> Flow:
    """Store a draft that was drawn upon a revision, and give the flow as it is now.

    Raises:
        Conflict: somebody saved meanwhile; ``current`` is their draft.
        Invalid: the shape of the graph is broken.
    """
    drawn = alone(read_graph(graph))
    with tenant_scope(flow.tenant_id):
        flow = _locked(flow)
        _check_revision(flow, revision)
        flow.name = drawn.name.strip() or flow.name
        flow.draft = drawn.as_json()
        flow.draft_revision += 1
        flow.draft_saved_at = timezone.now()
        flow.draft_saved_by = actor
        flow.save(
            update_fields=["name", "draft", "draft_revision", "draft_saved_at", "draft_saved_by"]
        )
    return flow


def publish(
    flow: Flow,
    actor: User | None = None,
    *,
    note: str = "",
    revision: int | None = None,
    running: RunningChats = RunningChats.MOVE,
) -> FlowVersion:
    """Let visitors meet the draft; an unchanged one answers with the version that is live.

    The version holds what is live now of every flow that the draft uses. ``revision`` is the draft
    that the actor looked at, ``running`` what becomes of the chats that wait in an older version.

    Raises:
        Conflict: the draft is another one by now.
        Invalid: the checker found errors, its fields are node ids then; or tests must pass and
            some fail, its fields are their names then.
    """
    with tenant_scope(flow.tenant_id):
        flow = _locked(flow)
        if revision is not None:
            _check_revision(flow, revision)
        return _go_live(flow, _whole_draft(flow), actor, note, running)


def roll_back(flow: Flow, number: int, actor: User | None = None) -> FlowVersion:
    """Publish an old version again, under a new number; the draft stays as it is.

    Raises:
        NotFound: the flow has no such version.
        Invalid: the checker of today finds errors in it.
    """
    with tenant_scope(flow.tenant_id):
        flow = _locked(flow)
        old = get_version(flow, number)
        return _go_live(flow, read_graph(old.graph), actor, f"Version {number} again")


def import_flow(
    tenant: Tenant, flow_file: object, *, publish: bool = False, actor: User | None = None
) -> tuple[Flow, FlowVersion | None]:
    """Make a flow from a flow file, and publish it if asked; all of it or nothing.

    Flows that the file uses and holds become flows of their own, published at once: nobody meets
    them before the flow that uses them.

    Raises:
        Invalid: the shape is broken, or what is to be published has errors.
    """
    graph = read_graph(flow_file)
    with tenant_scope(tenant):
        graph, used = with_own_ids(graph)
        for flow_id, drawing in used.items():
            _publish_used(tenant, flow_id, drawing, actor)
        flow = _create(tenant, graph, actor, verb=Verb.IMPORTED)
        version = _go_live(flow, _whole_draft(flow), actor, note="") if publish else None
    return flow, version


def _publish_used(tenant: Tenant, flow_id: UUID, drawing: FlowGraph, actor: User | None) -> None:
    flow = _create(tenant, drawing, actor, verb=Verb.IMPORTED, flow_id=flow_id)
    _go_live(flow, _whole_draft(flow), actor, note="")


def _whole_draft(flow: Flow) -> FlowGraph:
    return bundled(flow.tenant_id, read_graph(flow.draft), own=flow.id)


def _create(
    tenant: Tenant,
    graph: FlowGraph,
    actor: User | None,
    verb: Verb,
    flow_id: UUID | None = None,
) -> Flow:
    name = graph.name.strip()
    if not name:
        raise Invalid("The flow has no name.", fields={"name": "Give it a name."})
    purpose = _purpose_of(graph)
    with tenant_scope(tenant):
        flow = Flow.objects.create(
            id=flow_id or uuid7(),
            tenant=tenant,
            name=name,
            purpose=purpose,
            rank=_next_rank() if purpose == Flow.Purpose.POLICY else 0,
            draft=alone(graph).as_json(),
            draft_saved_by=actor,
        )
        record_event(actor, verb, flow, {"name": name})
    return flow


def _purpose_of(graph: FlowGraph) -> Flow.Purpose:
    begins = set(read_wiring(graph, node_kinds()).begins.values())
    return Flow.Purpose.POLICY if begins & {"message", "reply"} else Flow.Purpose.FLOW


def _next_rank() -> int:
    policies = Flow.objects.filter(purpose=Flow.Purpose.POLICY)
    return (policies.aggregate(last=Max("rank"))["last"] or 0) + 1


def _locked(flow: Flow) -> Flow:
    """Read a flow anew and keep others from writing it until the transaction ends."""
    flows = Flow.objects.select_for_update(of=("self",))
    return flows.select_related("live_version", "draft_saved_by").get(id=flow.id)


def _check_revision(flow: Flow, revision: int) -> None:
    if flow.draft_revision == revision:
        return
    saver = flow.draft_saved_by or "Somebody"
    current = {
        "revision": flow.draft_revision,
        "graph": flow.draft,
        "saved_at": flow.draft_saved_at.isoformat(),
        "saved_by": str(saver),
    }
    raise Conflict(f"{saver} saved this flow meanwhile.", code="draft_changed", current=current)


def _go_live(
    flow: Flow,
    graph: FlowGraph,
    actor: User | None,
    note: str,
    running: RunningChats = RunningChats.MOVE,
) -> FlowVersion:
    _refuse_errors(flow, graph)
    refuse_failing_tests(flow, graph)
    digest = checksum(graph)
    if flow.live_version and flow.live_version.checksum == digest:
        return flow.live_version
    version = FlowVersion.objects.create(
        tenant_id=flow.tenant_id,
        flow=flow,
        number=_next_number(flow),
        graph=graph.as_json(),
        checksum=digest,
        note=note,
        running_chats=running,
        author=actor,
    )
    flow.live_version = version
    flow.save(update_fields=["live_version"])
    record_event(actor, Verb.PUBLISHED, flow, {"version": version.number, "note": note})
    return version


def _refuse_errors(flow: Flow, graph: FlowGraph) -> None:
    channels = channel_kinds_of(flow.id)
    if problems := sentences_by_node(check_bundled(flow.tenant_id, graph, channels)):
        raise Invalid(
            "The flow has problems that visitors would meet. Solve them, then publish.",
            code="flow_has_errors",
            fields=problems,
        )


def _next_number(flow: Flow) -> int:
    last = FlowVersion.objects.filter(flow=flow).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
