"""Findings about nodes and edges taken one by one."""

from collections.abc import Iterator

from apps.flows.checker.findings import Finding, error
from apps.flows.engine.kinds import Purpose
from apps.flows.engine.wiring import Wiring
from apps.flows.graph.schema import Edge, FlowGraph


def check_start(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """A flow begins in one place; a policy in one for messages, one for replies, or both."""
    if not wiring.begins:
        yield error("no_start", "The flow has no Start block. Add one and connect it.")
    for entry in dict.fromkeys(wiring.begins.values()):
        for extra in wiring.entries(entry)[1:]:
            message = "This begins in one place only. Remove this block."
            yield error("several_starts", message, extra)


def check_purposes(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """Flows talk to visitors, policies judge what is said: some blocks belong to one of them."""
    purpose: Purpose = "policy" if set(wiring.begins.values()) - {"run"} else "flow"
    for node, block in wiring.blocks.items():
        if purpose not in block.definition.purposes:
            message = f"“{block.definition.label}” cannot be used in a {purpose}. Remove it."
            yield error("wrong_purpose", message, node)


def check_nodes(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """Every block has an id of its own, a known kind and a config that its kind can read."""
    seen: set[str] = set()
    for node in graph.nodes:
        if node.id in seen:
            message = f"Two blocks have the id “{node.id}”. Give one of them another id."
            yield error("duplicate_node", message, node.id)
        seen.add(node.id)
    for fault in wiring.faults:
        yield error(fault.code, fault.message, fault.node, fault.field)


def check_edges(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """Every path begins at an exit that exists, ends at a block, and is alone at its exit."""
    known = {node.id for node in graph.nodes}
    taken: set[tuple[str, str]] = set()
    for edge in graph.edges:
        yield from _check_edge(edge, known, wiring)
        if (edge.source, edge.exit) in taken and edge.source in known:
            message = f"Two paths leave by “{edge.exit}”. Remove one: a visitor can take one path."
            yield error("two_paths", message, edge.source)
        taken.add((edge.source, edge.exit))


def _check_edge(edge: Edge, known: set[str], wiring: Wiring) -> Iterator[Finding]:
    if edge.source not in known:
        message = f"A path begins at a block “{edge.source}” that does not exist. Remove the path."
        yield error("dangling_edge", message, edge.target if edge.target in known else None)
        return
    if edge.target not in known:
        message = f"A path leads to a block “{edge.target}” that does not exist. Connect it anew."
        yield error("dangling_edge", message, edge.source)
    block = wiring.blocks.get(edge.source)
    drawn = block.definition.exits(block.config) if block else ()
    if block and all(way.id != edge.exit for way in drawn):
        ways = ", ".join(f"“{way.id}”" for way in drawn) or "none"
        message = f"This block has no exit “{edge.exit}” (its exits: {ways}). Remove the path."
        yield error("unknown_exit", message, edge.source)
