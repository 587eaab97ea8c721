"""Tests of a flow, under ``/workspaces/{slug}/flows/{flow_id}/tests``."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router, Status

from apps.flows.flow_tests import services
from apps.flows.flow_tests.schemas import (
    ReportOut,
    RequirementShape,
    RunIn,
    TestIn,
    TestOut,
    WholeTestOut,
)
from apps.flows.flow_tests.script import Script
from apps.flows.graph.files import read_graph
from apps.flows.graph.schema import FlowGraph
from apps.flows.models import Flow, FlowTest
from apps.flows.versions.bundling import bundled
from apps.flows.versions.queries import access_flow
from apps.platform.db.units import unit_of_work
from apps.tenants.members.roles import Action
from apps.tenants.sign_in.authentication import Slug, session_auth, signed_in
from apps.tenants.workspaces.queries import access_tenant

FlowId = Path[UUID]

router = Router(tags=["flow tests"], auth=session_auth)


@router.get("", response=list[TestOut])
def list_tests(request: HttpRequest, slug: Slug, flow_id: FlowId) -> list[FlowTest]:
    """Give the tests of a flow by name."""
    return services.get_tests(_flow(request, slug, flow_id, Action.READ_FLOWS))


@router.post("", response={201: WholeTestOut})
async def add_test(
    request: HttpRequest, slug: Slug, flow_id: FlowId, body: TestIn
) -> Status[FlowTest]:
    """Keep a test."""
    flow = await unit_of_work(_flow)(request, slug, flow_id, Action.EDIT_FLOWS)
    script = await _script(flow, body)
    actor = signed_in(request)
    return Status(201, await unit_of_work(services.save_test)(flow, body.name, script, actor))


@router.post("/run", response=ReportOut)
async def run_tests(request: HttpRequest, slug: Slug, flow_id: FlowId, body: RunIn) -> ReportOut:
    """Play all tests; 422 with the findings by node when the graph cannot run."""
    flow = await unit_of_work(_flow)(request, slug, flow_id, Action.READ_FLOWS)
    tests = await unit_of_work(services.get_tests)(flow)
    graph = await _graph(flow, body.graph)
    return ReportOut.of(await services.run_in_workspace(flow.tenant_id, tests, graph))


@router.put("/requirement", response=RequirementShape)
def require_tests(
    request: HttpRequest, slug: Slug, flow_id: FlowId, body: RequirementShape
) -> Flow:
    """Say whether publishing is refused while a test fails."""
    flow = _flow(request, slug, flow_id, Action.EDIT_FLOWS)
    return services.require_tests(flow, body.tests_required, signed_in(request))


@router.get("/requirement", response=RequirementShape)
def read_requirement(request: HttpRequest, slug: Slug, flow_id: FlowId) -> Flow:
    """Tell whether publishing is refused while a test fails."""
    return _flow(request, slug, flow_id, Action.READ_FLOWS)


@router.get("/{uuid:test_id}", response=WholeTestOut)
def read_test(request: HttpRequest, slug: Slug, flow_id: FlowId, test_id: UUID) -> FlowTest:
    """Give a test with its script."""
    return services.access_test(_flow(request, slug, flow_id, Action.READ_FLOWS), test_id)


@router.put("/{uuid:test_id}", response=WholeTestOut)
async def change_test(
    request: HttpRequest, slug: Slug, flow_id: FlowId, test_id: UUID, body: TestIn
) -> FlowTest:
    """Write a test anew."""
    flow = await unit_of_work(_flow)(request, slug, flow_id, Action.EDIT_FLOWS)
    test = await unit_of_work(services.access_test)(flow, test_id)
    script = await _script(flow, body)
    return await unit_of_work(services.change_test)(test, body.name, script)


@router.delete("/{uuid:test_id}", response={204: None})
def delete_test(request: HttpRequest, slug: Slug, flow_id: FlowId, test_id: UUID) -> Status[None]:
    """Delete a test."""
    flow = _flow(request, slug, flow_id, Action.EDIT_FLOWS)
    services.delete_test(services.access_test(flow, test_id), signed_in(request))
    return Status(204, None)


async def _script(flow: Flow, body: TestIn) -> Script:
    script = Script.read(body.script)
    if body.graph is None:
        return script
    return await services.record_test(flow, await _graph(flow, body.graph), script)


async def _graph(flow: Flow, graph: object | None) -> FlowGraph:
    drawn = read_graph(flow.draft if graph is None else graph)
    return await unit_of_work(bundled)(flow.tenant_id, drawn, own=flow.id)


def _flow(request: HttpRequest, slug: str, flow_id: UUID, action: Action) -> Flow:
    return access_flow(access_tenant(signed_in(request), slug, action), flow_id)
