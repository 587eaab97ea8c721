"""Findings about the ways that turns take."""

from collections.abc import Iterator

from apps.flows.checker.findings import Finding, error, warning
from apps.flows.engine.compiler import START
from apps.flows.engine.wiring import Block, Wiring
from apps.flows.graph import FlowGraph


def check_reachable(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """No visitor ever sees a block that nothing leads to."""
    starts = [node for node, block in wiring.blocks.items() if block.node.kind == START]
    if not starts:
        return
    reachable = set(wiring.reachable(starts[0]))
    for node in graph.nodes:
        if node.id not in reachable and node.kind != START:
            message = "Nothing leads to this block, so nobody will see it. Connect or remove it."
            yield warning("unreachable", message, node.id)


def check_open_exits(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """A conversation that runs out of blocks ends without a word."""
    for node, block in wiring.blocks.items():
        connected = {exit_id for exit_id, _ in wiring.ways(node)}
        needed = [way for way in block.exits if not way.optional]
        loose = [way for way in needed if way.id not in connected]
        if loose and not connected:
            yield warning("dead_end", _dead_end(block), node)
            continue
        for way in loose:
            message = f"Nothing follows “{way.label}”, so the conversation ends there. Connect it."
            yield warning("exit_not_connected", message, node)
        for way in block.exits:
            if way.advice and way.id not in connected:
                yield warning("no_fallback", way.advice, node)


def _dead_end(block: Block) -> str:
    if block.definition.waits:
        return "Nothing follows the visitor's answer. Connect a block that reacts to it."
    return "Nothing follows this block, so the conversation ends here. Connect it or add an End."


def check_loops(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """A loop in which nobody is asked anything would never stop."""
    for node in dict.fromkeys(_loops(wiring)):
        message = "This block is part of a loop that never waits for the visitor. Add a question."
        yield error("loop_without_wait", message, node)


def _loops(wiring: Wiring) -> Iterator[str]:
    """Give one node of each loop of paths that turns pass without waiting.

    A depth-first search without recursion: graphs are deeper than Python's stack.
    """
    done: set[str] = set()
    for root in wiring.blocks:
        trail: dict[str, Iterator[str]] = {}
        if root not in done:
            trail[root] = _passed(root, wiring)
        while trail:
            node = next(reversed(trail))
            following = next(trail[node], None)
            if following is None:
                done.add(node)
                del trail[node]
            elif following in trail:
                yield following
            elif following not in done:
                trail[following] = _passed(following, wiring)


def _passed(node: str, wiring: Wiring) -> Iterator[str]:
    block = wiring.blocks.get(node)
    return (target for exit_id, target in wiring.ways(node) if block and block.passes(exit_id))
