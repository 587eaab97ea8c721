"""Findings about the ways that turns take."""

from collections.abc import Iterator

from apps.flows.checker.findings import Finding, warning
from apps.flows.engine.wiring import Block, Wiring
from apps.flows.graph.schema import FlowGraph


def check_reachable(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """No visitor ever sees a block that nothing leads to."""
    entries = wiring.entries()
    if not entries:
        return
    reachable = {node for entry in entries for node in wiring.reachable(entry)}
    for node in graph.nodes:
        if node.id not in reachable:
            message = "Nothing leads to this block, so nobody will see it. Connect or remove it."
            yield warning("unreachable", message, node.id)


def check_open_exits(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """A conversation that runs out of blocks ends without a word; a policy then lets through."""
    if set(wiring.begins.values()) - {"run"}:
        return
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
