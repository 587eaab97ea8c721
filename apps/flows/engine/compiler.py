"""From a graph to a program."""

from collections.abc import Mapping, Set
from dataclasses import replace

from apps.flows.engine.component import Place
from apps.flows.engine.kinds import NodeKinds, node_kinds
from apps.flows.engine.program import Part, Program, Segment
from apps.flows.engine.segments import cut
from apps.flows.engine.wiring import Block, Wiring, read_wiring
from apps.flows.graph import FlowGraph

START = "start"
"""The kind of the node where a run begins."""


class NotRunnable(Exception):
    """The graph cannot run; the checker names what is wrong with it."""


def compile_graph(graph: FlowGraph, kinds: NodeKinds | None = None) -> Program:
    """Compile a graph, leaving out what no turn can reach.

    Raises:
        NotRunnable: it has no start, or a reachable node of an unknown kind or with a config
            that its kind cannot read.
    """
    wiring = read_wiring(graph, kinds or node_kinds())
    start = _start(wiring)
    reachable = wiring.reachable(start)
    broken = [node for node in reachable if node not in wiring.blocks]
    if broken:
        raise NotRunnable(f"The block “{broken[0]}” cannot run. Check the flow to see why.")
    waiting = {node for node in reachable if wiring.blocks[node].definition.waits}
    places = frozenset({start} | waiting)
    trees = cut(reachable, wiring.follow, places | _passed_to(waiting, wiring))
    parts = {
        node: _part(wiring.blocks[node], wiring, tree) for tree in trees.values() for node in tree
    }
    return Program(
        start=start,
        parts=parts,
        targets={way: node for way, node in wiring.targets.items() if way[0] in parts},
        segments={
            leader: Segment(tuple(parts[node] for node in tree)) for leader, tree in trees.items()
        },
        arrivals={node: Segment((replace(parts[node], inside=()),)) for node in waiting},
        waiting_places=places,
        defaults={item.name: item.default for item in graph.variables if item.default is not None},
        personal=frozenset(item.name for item in graph.variables if item.personal),
    )


def _start(wiring: Wiring) -> str:
    starts = [node for node, block in wiring.blocks.items() if block.node.kind == START]
    if not starts:
        raise NotRunnable("The flow has no start block that can run.")
    return starts[0]


def _passed_to(waiting: Set[str], wiring: Wiring) -> Set[str]:
    """Give the nodes that a turn comes to through a waiting node without waiting there."""
    return {
        target
        for node in waiting
        for exit_id, target in wiring.ways(node)
        if wiring.blocks[node].passes(exit_id)
    }


def _part(block: Block, wiring: Wiring, tree: tuple[str, ...]) -> Part:
    ways = dict(wiring.ways(block.node.id))
    place = Place(
        node=block.node.id,
        kind=block.definition.kind,
        config=block.config,
        exits={way.id: way.label for way in block.exits},
        connected=frozenset(ways),
        explain=block.definition.explain,
    )
    return Part(place, block.definition.component, _inside(ways, tree))


def _inside(ways: Mapping[str, str], tree: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Keep the ways that stay in the tree; to its leader one can only come from outside."""
    return tuple((exit_id, target) for exit_id, target in ways.items() if target in tree[1:])
