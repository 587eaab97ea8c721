"""Findings about the ways that turns take."""

from collections.abc import Iterator

from apps.flows.checker.findings import Finding, warning
from apps.flows.engine.sentences import Sentence
from apps.flows.engine.wiring import Wiring
from apps.flows.graph.schema import FlowGraph


def check_reachable(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """No visitor ever sees a block that nothing leads to."""
    entries = wiring.entries()
    if not entries:
        return
    reachable = {node for entry in entries for node in wiring.reachable(entry)}
    for node in graph.nodes:
        if node.id not in reachable:
            yield warning("unreachable", node.id)


def check_open_exits(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """A conversation that runs out of blocks ends without a word; a policy then lets through."""
    if set(wiring.begins.values()) - {"run"}:
        return
    for node, block in wiring.blocks.items():
        connected = {exit_id for exit_id, _ in wiring.ways(node)}
        needed = [way for way in block.exits if not way.optional]
        loose = [way for way in needed if way.id not in connected]
        if loose and not connected:
            yield warning("dead_end.waits" if block.definition.waits else "dead_end", node)
            continue
        for way in loose:
            yield warning("exit_not_connected", node, exit=Sentence(way.label))
        for way in block.exits:
            if way.advice and way.id not in connected:
                yield warning("no_fallback", node, advice=Sentence(way.advice))
