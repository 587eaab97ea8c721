"""Findings about nodes and edges taken one by one."""

from collections.abc import Iterator

from apps.flows.checker.findings import Finding, error
from apps.flows.engine.kinds import Purpose
from apps.flows.engine.sentences import Sentence
from apps.flows.engine.wiring import Wiring
from apps.flows.graph.schema import Edge, FlowGraph


def check_start(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """A flow begins in one place; a policy in one for messages, one for replies, or both."""
    if not wiring.begins:
        yield error("no_start")
    for entry in dict.fromkeys(wiring.begins.values()):
        for extra in wiring.entries(entry)[1:]:
            yield error("several_starts", extra)


def check_purposes(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """Flows talk to visitors, policies judge what is said: some blocks belong to one of them."""
    purpose: Purpose = "policy" if set(wiring.begins.values()) - {"run"} else "flow"
    for node, block in wiring.blocks.items():
        if purpose not in block.definition.purposes:
            label = Sentence(block.definition.label)
            yield error(f"wrong_purpose.{purpose}", node, block=label)


def check_nodes(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """Every block has an id of its own, a known kind and a config that its kind can read."""
    seen: set[str] = set()
    for node in graph.nodes:
        if node.id in seen:
            yield error("duplicate_node", node.id, id=node.id)
        seen.add(node.id)
    for fault in wiring.faults:
        yield error(fault.case, fault.node, fault.field, **fault.facts)


def check_edges(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """Every path begins at an exit that exists, ends at a block, and is alone at its exit."""
    known = {node.id for node in graph.nodes}
    taken: set[tuple[str, str]] = set()
    for edge in graph.edges:
        yield from _check_edge(edge, known, wiring)
        if (edge.source, edge.exit) in taken and edge.source in known:
            yield error("two_paths", edge.source, exit=edge.exit)
        taken.add((edge.source, edge.exit))


def _check_edge(edge: Edge, known: set[str], wiring: Wiring) -> Iterator[Finding]:
    if edge.source not in known:
        node = edge.target if edge.target in known else None
        yield error("dangling_edge.source", node, block=edge.source)
        return
    if edge.target not in known:
        yield error("dangling_edge.target", edge.source, block=edge.target)
    block = wiring.blocks.get(edge.source)
    drawn = block.definition.exits(block.config) if block else ()
    if block and all(way.id != edge.exit for way in drawn):
        ways = ", ".join(f"“{way.id}”" for way in drawn)
        case = "unknown_exit" if ways else "unknown_exit.none"
        yield error(case, edge.source, exit=edge.exit, exits=ways)
