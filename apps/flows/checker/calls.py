"""Findings about blocks that lead elsewhere by their config: into other flows, to other blocks."""

from collections.abc import Iterator, Mapping

from apps.flows.checker.findings import Finding, error, warning
from apps.flows.engine.wiring import WiredNode, Wiring
from apps.flows.graph.schema import FlowGraph


def check_jumps(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """A jump leads to a block that is there."""
    known = {node.id for node in graph.nodes}
    for node, block in wiring.blocks.items():
        for target in block.definition.jumps(block.config).values():
            field = _field_holding(target, block)
            if not target:
                yield error("unknown_block.empty", node, field)
            elif target not in known:
                yield error("unknown_block.gone", node, field)


def check_calls(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """A used flow is there, and flows do not use each other in a circle."""
    for node, block in wiring.blocks.items():
        flow = block.calls
        if flow is None:
            continue
        field = _field_holding(flow, block)
        if not flow:
            yield error("unknown_flow.empty", node, field)
        elif flow not in graph.flows:
            yield error("unknown_flow.gone", node, field)
        elif circle := _circle(flow, wiring.called):
            names = " → ".join(f"“{graph.flows[name].name or name}”" for name in circle)
            yield error("flow_circle", node, field, circle=names)


def check_results(graph: FlowGraph, wiring: Wiring) -> Iterator[Finding]:
    """What is taken from another flow can be set there."""
    for node, block in wiring.blocks.items():
        if block.calls in graph.flows:
            known = _settable(graph.flows[block.calls], wiring.called[block.calls])
            for name in block.uses.returns:
                if name not in known:
                    yield warning("unknown_result", node, variable=name)


def _settable(graph: FlowGraph, wiring: Wiring) -> set[str]:
    written = {name for block in wiring.blocks.values() for name in block.uses.writes}
    return written | {variable.name for variable in graph.variables}


def _field_holding(value: str, block: WiredNode) -> str | None:
    """Give the field of a config that names another flow or block."""
    fields = dict(block.config)
    return next((name for name, setting in fields.items() if setting == value), None)


def _circle(flow: str, called: Mapping[str, Wiring]) -> list[str]:
    """Give flows that use each other in a circle, the first one again at the end."""
    done: set[str] = set()
    trail: dict[str, Iterator[str]] = {flow: _uses(flow, called)}
    while trail:
        here = next(reversed(trail))
        following = next(trail[here], None)
        if following is None:
            done.add(here)
            del trail[here]
        elif following in trail:
            names = list(trail)
            return [*names[names.index(following) :], following]
        elif following not in done:
            trail[following] = _uses(following, called)
    return []


def _uses(flow: str, called: Mapping[str, Wiring]) -> Iterator[str]:
    blocks = called[flow].blocks.values() if flow in called else ()
    return iter(dict.fromkeys(block.calls for block in blocks if block.calls))


def ends_without_asking(
    flow: str, called: Mapping[str, Wiring], inside: frozenset[str] = frozenset()
) -> bool:
    """Say whether a turn may come through a flow without waiting for the visitor."""
    if flow not in called or flow in inside:
        return True
    wiring = called[flow]
    starts = wiring.entries("run")
    waiting, found = starts[:1], set(starts[:1])
    while waiting:
        node = waiting.pop()
        block = wiring.blocks.get(node)
        if block is None or _asks(block, called, inside | {flow}):
            continue
        passed = [way.id for way in block.exits if block.passes(way.id)]
        if not block.definition.waits and not block.exits:
            return True
        targets = [wiring.targets.get((node, exit_id)) for exit_id in passed]
        if None in targets:
            return True
        fresh = {target for target in targets if target} - found
        found |= fresh
        waiting.extend(fresh)
    return False


def _asks(block: WiredNode, called: Mapping[str, Wiring], inside: frozenset[str]) -> bool:
    return bool(block.calls) and not ends_without_asking(str(block.calls), called, inside)
