"""Whole graphs: a drawing together with the live versions of the flows that it uses.

A draft names other flows by their ids and holds none of them. What is published, tried or exported
holds them all, so that it runs the same however the others change.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from apps.flows.checker import Findings, check
from apps.flows.checker.findings import error
from apps.flows.engine.registry import node_kinds
from apps.flows.graph.files import read_graph
from apps.flows.graph.schema import MAX_CALLED, FlowGraph, Node
from apps.flows.language_model.findings import warn_without_model
from apps.flows.models import Flow
from apps.platform.db.scope import tenant_scope


def alone(graph: FlowGraph) -> FlowGraph:
    """Give the drawing without the flows that it uses."""
    return graph.model_copy(update={"flows": {}}) if graph.flows else graph


def bundled(tenant_id: UUID, graph: FlowGraph, own: UUID | None = None) -> FlowGraph:
    """Give the drawing with the live version of every flow it uses, itself or through others.

    Those that are not there, or were never published, are left out: the checker tells. ``own`` is
    the flow that is drawn, so that using itself through others is a circle.
    """
    drawing = alone(graph)
    flows: dict[str, FlowGraph] = {}
    wanted = used_by(drawing)
    while wanted and len(flows) < MAX_CALLED:
        found = {name: drawing for name in wanted if name == str(own)}
        found |= _live_graphs(tenant_id, wanted - found.keys())
        flows |= found
        wanted = {name for one in found.values() for name in used_by(one)} - flows.keys()
    return drawing.model_copy(update={"flows": dict(sorted(flows.items()))}) if flows else drawing


def check_bundled(tenant_id: UUID, graph: FlowGraph, channels: Collection[str] = ()) -> Findings:
    """Check a whole graph; what is missing in it is told by the names of this workspace."""
    return name_missing(tenant_id, graph, check(graph, channels=channels))


def name_missing(tenant_id: UUID, graph: FlowGraph, findings: Findings) -> Findings:
    """Tell by their names the flows that nobody has published yet, and of a missing model."""
    absent = {node.id: flow for node in graph.nodes if (flow := used_flow(node))}
    lost = {absent.get(one.node or "", "") for one in findings if one.code == "unknown_flow"}
    names = {name: flow.name for name, flow in _flows(tenant_id, lost).items()}
    named = Findings()
    for finding in findings:
        name = names.get(absent.get(finding.node or "", ""))
        if finding.code == "unknown_flow" and name:
            finding = error("flow_not_published", finding.node, finding.field, flow=name)
        named.append(finding)
    named += warn_without_model(tenant_id, graph)
    return named


def used_by(graph: FlowGraph) -> set[str]:
    """Give the ids of the flows that the blocks of one drawing use."""
    return {flow for node in graph.nodes if (flow := used_flow(node))}


def used_flow(node: Node) -> str | None:
    """Give the flow that a block uses; None also when its config cannot be read."""
    definition = node_kinds().get(node.kind)
    if definition is None or not definition.may_call:
        return None
    try:
        flow: str | None = definition.calls(definition.config.model_validate(node.config))
    except ValueError:
        return None
    return flow or None


def renamed(graph: FlowGraph, ids: Mapping[str, str]) -> FlowGraph:
    """Give one drawing that uses other flows instead, by old and new ids."""
    nodes = tuple(_renamed(node, ids) for node in graph.nodes)
    return alone(graph).model_copy(update={"nodes": nodes})


def _renamed(node: Node, ids: Mapping[str, str]) -> Node:
    flow = used_flow(node)
    if flow is None or flow not in ids:
        return node
    config = {key: ids[flow] if value == flow else value for key, value in node.config.items()}
    return node.model_copy(update={"config": config})


def with_own_ids(graph: FlowGraph) -> tuple[FlowGraph, dict[UUID, FlowGraph]]:
    """Give the drawing of a whole file, and the drawings it uses, under ids that nobody has.

    A flow stands after all that it uses, unless they use each other in a circle.
    """
    ids: dict[str, str] = {}

    def order(one: FlowGraph) -> None:
        for name in sorted(used_by(one) & graph.flows.keys() - seen):
            seen.add(name)
            order(graph.flows[name])
            ids[name] = str(uuid7())

    seen: set[str] = set()
    order(graph)
    flows = {UUID(new): renamed(graph.flows[old], ids) for old, new in ids.items()}
    return renamed(graph, ids), flows


def _live_graphs(tenant_id: UUID, names: Iterable[str]) -> dict[str, FlowGraph]:
    flows = _flows(tenant_id, names).items()
    live: dict[str, Any] = {name: flow.live_version for name, flow in flows if flow.live_version}
    return {name: alone(read_graph(version.graph)) for name, version in live.items()}


def _flows(tenant_id: UUID, names: Iterable[str]) -> dict[str, Flow]:
    ids = [name for name in names if _is_uuid(name)]
    if not ids:
        return {}
    with tenant_scope(tenant_id):
        flows = Flow.objects.filter(id__in=ids, purpose=Flow.Purpose.FLOW)
        return {str(flow.id): flow for flow in flows.select_related("live_version")}


def _is_uuid(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False
