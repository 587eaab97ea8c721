"""In which of its languages a graph is shown to people."""

from collections.abc import Mapping
from typing import Any

from apps.flows.graph.schema import FlowGraph


def spoken_first(graph: FlowGraph, language: str) -> FlowGraph:
    """Give the same graph with the words of one language before those of the others.

    Cards and sentences take the first words of a text, and a stored graph keeps no order.
    """
    nodes = tuple(
        node.model_copy(update={"config": _reordered(node.config, language.lower())})
        for node in graph.nodes
    )
    return graph.model_copy(update={"nodes": nodes})


def _reordered(value: Any, language: str) -> Any:
    """Move the language's key to the front of every map that has it: only texts have."""
    if isinstance(value, list):
        return [_reordered(item, language) for item in value]
    if not isinstance(value, Mapping):
        return value
    ordered = sorted(value, key=lambda key: _distance(key.lower(), language))
    return {key: _reordered(value[key], language) for key in ordered}


def _distance(tag: str, language: str) -> int:
    """Give 0 for the language itself, 1 for one of its family, 2 for any other word."""
    if tag == language:
        return 0
    return 1 if tag.split("-")[0] == language.split("-")[0] else 2
