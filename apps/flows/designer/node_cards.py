"""What the canvas shows of each block, for a graph that nobody has saved."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from apps.flows.checker import Findings, check
from apps.flows.engine.registry import Exit, NodeKinds, node_kinds
from apps.flows.engine.wiring import Wiring, read_wiring
from apps.flows.graph.schema import FlowGraph, Node


@dataclass(frozen=True)
class NodeCard:
    """The kind's name, the real words, and the ways out."""

    label: str
    summary: str
    exits: tuple[Exit, ...]


@dataclass(frozen=True)
class Canvas:
    """Cards by node id, what the checker found, and the values that texts may name."""

    nodes: dict[str, NodeCard]
    findings: Findings
    variables: tuple[str, ...]


def draw_canvas(
    graph: FlowGraph, kinds: NodeKinds | None = None, channels: Collection[str] = ()
) -> Canvas:
    """Draw every block, also those whose config cannot be read yet; `check` takes the channels."""
    kinds = kinds or node_kinds()
    wiring = read_wiring(graph, kinds)
    return Canvas(
        nodes={node.id: _card(node, graph, wiring, kinds) for node in graph.nodes},
        findings=check(graph, kinds, channels),
        variables=tuple(dict.fromkeys(_variables(graph, wiring))),
    )


def _card(node: Node, graph: FlowGraph, wiring: Wiring, kinds: NodeKinds) -> NodeCard:
    block = wiring.blocks.get(node.id)
    if block is not None and block.node.kind == node.kind:
        definition = block.definition
        return NodeCard(definition.label, definition.summary(block.config), block.exits)
    known = kinds.get(node.kind)
    exits = known.exits(known.default) if known else ()
    return NodeCard(known.label if known else node.kind, "", (*exits, *_drawn(node, graph, exits)))


def _drawn(node: Node, graph: FlowGraph, exits: tuple[Exit, ...]) -> Iterator[Exit]:
    """Give the exits that only the paths know, so that no path loses its end meanwhile."""
    known = {way.id for way in exits}
    used = dict.fromkeys(edge.exit for edge in graph.edges if edge.source == node.id)
    return (Exit(exit_id, exit_id) for exit_id in used if exit_id not in known)


def _variables(graph: FlowGraph, wiring: Wiring) -> Iterator[str]:
    yield from (variable.name for variable in graph.variables)
    for block in wiring.blocks.values():
        yield from block.uses.writes
