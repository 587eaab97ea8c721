"""From a graph to a program."""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import replace

from apps.flows.engine.component import NodeSetup
from apps.flows.engine.kinds import Entry, NodeKinds
from apps.flows.engine.palette import node_kinds
from apps.flows.engine.program import Part, Program, RunnerMaker, Segment
from apps.flows.engine.segments import MAX_SEGMENT, cut
from apps.flows.engine.wiring import WiredNode, Wiring, read_wiring
from apps.flows.graph.schema import FlowGraph


class NotRunnable(Exception):
    """The graph cannot run; the checker names what is wrong with it."""


def compile_graph(
    graph: FlowGraph, kinds: NodeKinds | None = None, entry: Entry = "run"
) -> Program:
    """Compile a graph and the flows it calls, leaving out what no turn can reach.

    ``entry`` is what begins: a run, or in a policy the look at a message or a reply.

    Raises:
        NotRunnable: one of them has no start, calls a flow that the file does not hold, or has a
            reachable node of an unknown kind or with a config that its kind cannot read.
    """
    kinds = kinds or node_kinds()
    flows: dict[str, Program] = {}
    for name, called in graph.flows.items():
        flows[name] = _compile(called, kinds, flows)
    program = _compile(graph, kinds, flows, entry)
    wanted = {name for one in (program, *flows.values()) for name in one.calls.values()}
    if not wanted <= flows.keys():
        raise NotRunnable("The flow calls another one that is not there.")
    personal = program.personal.union(*(one.personal for one in flows.values()))
    return replace(program, personal=personal)


def _compile(
    graph: FlowGraph, kinds: NodeKinds, flows: Mapping[str, Program], entry: Entry = "run"
) -> Program:
    wiring = read_wiring(graph, kinds)
    start = _start(wiring, entry)
    reachable = wiring.reachable(start)
    broken = [node for node in reachable if node not in wiring.blocks]
    if broken:
        raise NotRunnable(f"The block “{broken[0]}” cannot run. Check the flow to see why.")
    calls = {node: flow for node in reachable if (flow := wiring.blocks[node].calls)}
    waiting = {node for node in reachable if wiring.blocks[node].definition.waits}
    stops = waiting | calls.keys()
    begins = frozenset({start} | stops)
    make_runner = load_runner()
    trees = cut(reachable, wiring.follow, begins | _passed_to(waiting, wiring))
    parts = {node: _part(wiring.blocks[node], wiring) for node in reachable}
    ends = {node for node in stops if not wiring.blocks[node].definition.needs_ports}
    return Program(
        start=start,
        parts=parts,
        targets={way: node for way, node in wiring.targets.items() if way[0] in parts},
        segments={
            leader: _segment(tree, ends, parts, wiring, make_runner)
            for leader, tree in trees.items()
        },
        arrivals={node: Segment((parts[node],), (), make_runner) for node in stops},
        waiting_nodes=begins,
        defaults={item.name: item.default for item in graph.variables if item.default is not None},
        personal=frozenset(item.name for item in graph.variables if item.personal),
        calls=calls,
        flows=flows,
    )


def _start(wiring: Wiring, entry: Entry) -> str:
    starts = wiring.entries(entry)
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


def _part(block: WiredNode, wiring: Wiring) -> Part:
    setup = NodeSetup(
        node=block.node.id,
        kind=block.definition.kind,
        config=block.config,
        exits={way.id: way.label for way in block.exits},
        connected=frozenset(exit_id for exit_id, _ in wiring.ways(block.node.id)),
        explain=block.definition.explain,
    )
    return Part(setup, block.definition.component)


def load_runner() -> RunnerMaker:
    """Give what makes runners. The first call imports Haystack, which takes seconds."""
    from apps.flows.engine.segment_runner import SegmentRunner

    return SegmentRunner


def _segment(
    tree: tuple[str, ...],
    ends: Set[str],
    parts: Mapping[str, Part],
    wiring: Wiring,
    make_runner: RunnerMaker,
) -> Segment:
    """Make a segment of a tree and of nodes where turns end, to save the hop to these.

    They stand at its ends as far as there is room, each behind the only way that leads from the
    tree to it. To the tree's leader one can only come from outside.
    """
    ways = [(node, *way) for node in tree for way in wiring.ways(node)]
    led_to = Counter(target for _, _, target in ways)
    near = [node for node in led_to if node in ends - set(tree) and led_to[node] == 1]
    nodes = (*tree, *near[: MAX_SEGMENT - len(tree)])
    inside = tuple(way for way in ways if way[2] in nodes[1:])
    return Segment(tuple(parts[node] for node in nodes), inside, make_runner)
