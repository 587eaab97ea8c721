"""What the checker cannot know of a drawing: whether its workspace has a model."""

from uuid import UUID

from apps.flows.checker import Finding
from apps.flows.checker.findings import warning
from apps.flows.engine.registry import node_kinds
from apps.flows.families.model_block.component import ModelComponent
from apps.flows.graph.schema import FlowGraph
from apps.flows.language_model.settings import has_model


def warn_without_model(tenant_id: UUID, graph: FlowGraph) -> list[Finding]:
    """Warn at each block that asks a model, in a workspace that has none."""
    asking = [node.id for node in graph.nodes if _asks_model(node.kind)]
    if not asking or has_model(tenant_id):
        return []
    return [warning("no_model", node) for node in asking]


def _asks_model(kind: str) -> bool:
    definition = node_kinds().get(kind)
    return definition is not None and issubclass(definition.component, ModelComponent)
