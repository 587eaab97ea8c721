"""Drawing graphs in one line of arrows."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from apps.flows.graph.schema import FlowGraph

Drawn = tuple[str, Mapping[str, Any]]
"""A kind and its config."""


def flow_file(
    arrows: str, variables: Sequence[Mapping[str, Any]] = (), **nodes: Drawn | str
) -> dict[str, Any]:
    """Give a flow file.

    Args:
        arrows: Paths such as ``start -> menu; menu.order -> ask -> bye``. A node's exit stands
            behind its dot and is ``next`` when it is left out.
        variables: The declared variables.
        nodes: Kind and config by id; a kind alone has an empty config. A node ``start`` is there
            by itself.
    """
    return {
        "schema": 1,
        "name": "Drawn",
        "variables": [dict(variable) for variable in variables],
        "nodes": [_node(name, drawn) for name, drawn in {"start": "start", **nodes}.items()],
        "edges": [edge for line in arrows.split(";") if line.strip() for edge in _edges(line)],
        "notes": [],
    }


def draw(
    arrows: str, variables: Sequence[Mapping[str, Any]] = (), **nodes: Drawn | str
) -> FlowGraph:
    """Give the graph of `flow_file`."""
    return FlowGraph.model_validate(flow_file(arrows, variables, **nodes))


def _node(name: str, drawn: Drawn | str) -> dict[str, Any]:
    kind, config = (drawn, {}) if isinstance(drawn, str) else drawn
    return {"id": name, "kind": kind, "position": {"x": 0, "y": 0}, "config": dict(config)}


def _edges(line: str) -> list[dict[str, str]]:
    stops = [stop.strip() for stop in line.split("->")]
    edges = []
    for source, target in pairwise(stops):
        node, _, exit_id = source.partition(".")
        edges.append({"source": node, "exit": exit_id or "next", "target": target.split(".")[0]})
    return edges
