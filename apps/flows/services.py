"""Writes of flows: drafts that autosave, versions that never change."""

from django.db.models import Max
from django.utils import timezone

from apps.core.errors import Conflict, Invalid
from apps.flows.checker import check
from apps.flows.flow_files import read_graph
from apps.flows.graph import FlowGraph, checksum
from apps.flows.models import Flow, FlowVersion
from apps.flows.queries import get_version
from apps.tenants.models import Tenant, User
from apps.tenants.scope import tenant_scope
from apps.tenants.services import record_event


def create_flow(
    tenant: Tenant, name: str, actor: User | None = None, purpose: str = Flow.Purpose.FLOW
) -> Flow:
    """Begin a flow that holds a start block.

    Raises:
        Invalid: the name is too long or empty.
    """
    start = {"id": "start", "kind": "start", "config": {"when": "opened"}}
    graph = read_graph({"schema": 1, "name": name, "nodes": [start]})
    return _create(tenant, graph, actor, verb="created", purpose=purpose)


def save_draft(flow: Flow, graph: object, revision: int, actor: User | None = None) -> Flow:
    """Store a draft that was drawn upon a revision, and give the flow as it is now.

    Raises:
        Conflict: somebody saved meanwhile; ``current`` is their draft.
        Invalid: the shape of the graph is broken.
    """
    drawn = read_graph(graph)
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
    flow: Flow, author: User | None = None, note: str = "", revision: int | None = None
) -> FlowVersion:
    """Let visitors meet the draft; an unchanged one answers with the version that is live.

    ``revision`` is the draft that the author looked at.

    Raises:
        Conflict: the draft is another one by now.
        Invalid: the checker found errors; its fields are node ids.
    """
    with tenant_scope(flow.tenant_id):
        flow = _locked(flow)
        if revision is not None:
            _check_revision(flow, revision)
        return _go_live(flow, read_graph(flow.draft), author, note)


def roll_back(flow: Flow, number: int, author: User | None = None) -> FlowVersion:
    """Publish an old version again, under a new number; the draft stays as it is.

    Raises:
        NotFound: the flow has no such version.
        Invalid: the checker of today finds errors in it.
    """
    with tenant_scope(flow.tenant_id):
        flow = _locked(flow)
        old = get_version(flow, number)
        return _go_live(flow, read_graph(old.graph), author, f"Version {number} again")


def import_flow(
    tenant: Tenant, flow_file: object, *, publish: bool = False, actor: User | None = None
) -> tuple[Flow, FlowVersion | None]:
    """Make a flow from a flow file, and publish it if asked; all of it or nothing.

    Raises:
        Invalid: the shape is broken, or it is to be published and the checker found errors.
    """
    graph = read_graph(flow_file)
    with tenant_scope(tenant):
        flow = _create(tenant, graph, actor, verb="imported")
        version = _go_live(flow, graph, actor, note="") if publish else None
    return flow, version


def _create(
    tenant: Tenant,
    graph: FlowGraph,
    actor: User | None,
    verb: str,
    purpose: str = Flow.Purpose.FLOW,
) -> Flow:
    name = graph.name.strip()
    if not name:
        raise Invalid("The flow has no name.", fields={"name": "Give it a name."})
    with tenant_scope(tenant):
        flow = Flow.objects.create(
            tenant=tenant, name=name, purpose=purpose, draft=graph.as_json(), draft_saved_by=actor
        )
        record_event(actor, verb, flow, {"name": name})
    return flow


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


def _go_live(flow: Flow, graph: FlowGraph, author: User | None, note: str) -> FlowVersion:
    _refuse_errors(graph)
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
        author=author,
    )
    flow.live_version = version
    flow.save(update_fields=["live_version"])
    record_event(author, "published", flow, {"version": version.number, "note": note})
    return version


def _refuse_errors(graph: FlowGraph) -> None:
    if problems := check(graph).problems():
        raise Invalid(
            "The flow has problems that visitors would meet. Solve them, then publish.",
            code="flow_has_errors",
            fields=problems,
        )


def _next_number(flow: Flow) -> int:
    last = FlowVersion.objects.filter(flow=flow).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
