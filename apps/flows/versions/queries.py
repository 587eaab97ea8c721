"""Reads of flows and their versions."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.core.errors import NotFound
from apps.flows.graph.files import read_graph
from apps.flows.models import Flow, FlowVersion
from apps.flows.versions.bundling import bundled
from apps.platform.db.scope import system_scope, tenant_scope
from apps.tenants.models import Tenant


def get_flows(tenant: Tenant) -> list[Flow]:
    """Give the flows of a workspace that are not archived, by name."""
    with tenant_scope(tenant):
        return list(unarchived(Flow.Purpose.FLOW).order_by("name", "id"))


def unarchived(purpose: Flow.Purpose) -> QuerySet[Flow]:
    """Give the flows, or the policies, of the open scope that nobody has put away."""
    return _whole_flows().filter(archived_at=None, purpose=purpose)


def access_flow(tenant: Tenant, flow_id: UUID) -> Flow:
    """Find a flow of a workspace.

    Raises:
        NotFound: the workspace has no such flow.
    """
    with tenant_scope(tenant):
        return _found(_whole_flows().filter(id=flow_id).first())


def find_flow(flow_id: UUID) -> Flow:
    """Find a flow of any workspace, for the command line.

    Raises:
        NotFound: there is none.
    """
    with system_scope("flow by id, on the command line"):
        return _found(_whole_flows().filter(id=flow_id).first())


def get_versions(flow: Flow) -> list[FlowVersion]:
    """Give the published versions of a flow, newest first."""
    with tenant_scope(flow.tenant_id):
        versions = FlowVersion.objects.filter(flow=flow).select_related("author")
        return list(versions.order_by("-number"))


def get_version(flow: Flow, number: int) -> FlowVersion:
    """Find one version of a flow.

    Raises:
        NotFound: the flow has no such version.
    """
    with tenant_scope(flow.tenant_id):
        version = FlowVersion.objects.filter(flow=flow, number=number).first()
    if version is None:
        raise NotFound(f"{flow.name} has no version {number}.")
    return version


def export_flow(flow: Flow) -> dict[str, Any]:
    """Give the draft as a flow file, with what is live of the flows that it uses."""
    draft = read_graph(flow.draft).model_copy(update={"name": flow.name})
    return bundled(flow.tenant_id, draft).as_json()


def _whole_flows() -> QuerySet[Flow]:
    """Read with a flow what outside of a scope cannot be read any more."""
    return Flow.objects.select_related("live_version", "draft_saved_by")


def _found(flow: Flow | None) -> Flow:
    if flow is None:
        raise NotFound("There is no such flow.")
    return flow
