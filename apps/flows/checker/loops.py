"""Findings about loops: they ask somebody something, or have a limit that one turn can reach."""

from collections.abc import Callable, Iterable, Iterator
from math import prod

from apps.flows.checker.calls import ends_without_asking
from apps.flows.checker.findings import Finding, error, warning
from apps.flows.engine.kinds import Exit
from apps.flows.engine.turn import Budgets
from apps.flows.engine.wiring import WiredNode, Wiring
from apps.flows.graph.schema import FlowGraph

Follow = Callable[[str], Iterable[str]]


def check_loops(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """A loop in which nobody is asked anything would never stop, or speak for ever."""
    asking = {
        node
        for node, block in wiring.blocks.items()
        if block.calls and not ends_without_asking(block.calls, wiring.called)
    }

    def passes(block: WiredNode, way: Exit) -> bool:
        return block.passes(way.id) and block.node.id not in asking

    def unlimited(node: str) -> Iterator[str]:
        return _follow(wiring, node, lambda block, way: passes(block, way) and not way.at_most)

    def silent(node: str) -> Iterator[str]:
        return _follow(
            wiring,
            node,
            lambda block, way: (passes(block, way) or way.by_itself) and not way.at_most,
        )

    endless = dict.fromkeys(_loops(wiring.blocks, unlimited))
    for node in endless:
        yield error("loop_without_wait", node)
    for node in dict.fromkeys(_loops(wiring.blocks, silent)) if not endless else ():
        yield warning("loop_by_itself", node)
    yield from _too_long(wiring, lambda node: _follow(wiring, node, passes))


def _follow(wiring: Wiring, node: str, goes: Callable[[WiredNode, Exit], bool]) -> Iterator[str]:
    block = wiring.blocks.get(node)
    for way in block.exits if block else ():
        target = wiring.targets.get((node, way.id))
        if block and target is not None and goes(block, way):
            yield target


def _too_long(wiring: Wiring, follow: Follow) -> Iterator[Finding]:
    """A loop with a limit still has to fit into one turn, when nobody is asked in it."""
    for nodes in _knots(wiring.blocks, follow):
        limits = {node: _limit(wiring.blocks[node]) for node in nodes if node in wiring.blocks}
        repeats = [node for node, limit in limits.items() if limit]
        steps = len(nodes) * prod(limits[node] + 1 for node in repeats)
        if repeats and steps > Budgets().steps:
            yield error("loop_too_long", repeats[0], blocks=steps, most=Budgets().steps)


def _limit(block: WiredNode) -> int:
    return max((way.at_most or 0 for way in block.exits), default=0)


def _loops(nodes: Iterable[str], follow: Follow) -> Iterator[str]:
    """Give one node of each loop.

    A depth-first search without recursion: graphs are deeper than Python's stack.
    """
    done: set[str] = set()
    for root in nodes:
        trail: dict[str, Iterator[str]] = {}
        if root not in done:
            trail[root] = iter(follow(root))
        while trail:
            node = next(reversed(trail))
            following = next(trail[node], None)
            if following is None:
                done.add(node)
                del trail[node]
            elif following in trail:
                yield following
            elif following not in done:
                trail[following] = iter(follow(following))


def _knots(nodes: Iterable[str], follow: Follow) -> Iterator[list[str]]:
    """Give the sets of nodes that all lead to each other (by Kosaraju's two searches)."""
    nodes = list(nodes)
    back: dict[str, list[str]] = {}
    for node in nodes:
        for target in follow(node):
            back.setdefault(target, []).append(node)
    found: set[str] = set()
    for root in reversed(list(_finished(nodes, follow, set()))):
        knot = list(_finished([root], lambda node: back.get(node, ()), found))
        if knot:
            yield knot


def _finished(nodes: Iterable[str], follow: Follow, found: set[str]) -> Iterator[str]:
    """Give nodes as a depth-first search leaves them; ``found`` are those it has come to."""
    for root in nodes:
        trail: dict[str, Iterator[str]] = {}
        if root not in found:
            found.add(root)
            trail[root] = iter(follow(root))
        while trail:
            node = next(reversed(trail))
            following = next((one for one in trail[node] if one not in found), None)
            if following is None:
                del trail[node]
                yield node
            else:
                found.add(following)
                trail[following] = iter(follow(following))
