"""Which blocks and paths of a flow its tests come through."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.flows.engine import TurnResult
from apps.flows.engine.palette import node_kinds
from apps.flows.engine.wiring import read_wiring
from apps.flows.flow_tests.play import own_steps
from apps.flows.graph.schema import FlowGraph


@dataclass(frozen=True)
class Coverage:
    """Blocks and paths, reached and all there are; ``missed`` are (node, exit) nobody took."""

    nodes_reached: int
    nodes: int
    ways_reached: int
    ways: int
    missed: tuple[tuple[str, str], ...]


def cover(graph: FlowGraph, results: Iterable[TurnResult]) -> Coverage:
    """Compare what turns came through with what a graph has; called flows count for themselves."""
    wiring = read_wiring(graph, node_kinds())
    steps = [step for result in results for step in own_steps(result) if not step.within]
    nodes = {step.node for step in steps} & wiring.blocks.keys()
    taken = {(step.node, step.exit) for step in steps if step.exit is not None}
    ways = [(node, way.id) for node, block in wiring.blocks.items() for way in block.exits]
    missed = tuple(way for way in ways if way not in taken)
    return Coverage(len(nodes), len(wiring.blocks), len(ways) - len(missed), len(ways), missed)
