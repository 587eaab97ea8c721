"""Reading what claims to be a flow file."""

from pydantic import ValidationError

from apps.core.errors import Invalid
from apps.flows.graph.schema import FlowGraph

MAX_PROBLEMS = 20
"""A file with more is no flow file; the rest would not help."""


def read_graph(value: object) -> FlowGraph:
    """Read a graph from JSON values.

    Raises:
        Invalid: the shape is broken; its fields are paths such as ``nodes.3.id``.
    """
    try:
        return FlowGraph.model_validate(value)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False, include_context=False)
        fields = {
            ".".join(str(part) for part in problem["loc"]) or "file": problem["msg"]
            for problem in problems[:MAX_PROBLEMS]
        }
        raise Invalid("This is no flow file.", code="invalid_flow", fields=fields) from None
