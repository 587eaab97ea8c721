"""Reading a graph for a person: what would break, what would strand a visitor, what looks odd.

`check` answers for every graph that has the shape of one, however wrong it is.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from apps.flows.checker.calls import check_calls, check_jumps, check_results
from apps.flows.checker.channels import check_channels
from apps.flows.checker.findings import Finding, Findings, Severity, error
from apps.flows.checker.loops import check_loops
from apps.flows.checker.paths import check_open_exits, check_reachable
from apps.flows.checker.structure import (
    check_edges,
    check_nodes,
    check_purposes,
    check_start,
)
from apps.flows.checker.words import check_texts, check_variables
from apps.flows.engine.kinds import NodeKinds
from apps.flows.engine.palette import node_kinds
from apps.flows.engine.wiring import Wiring, read_wiring
from apps.flows.graph.schema import FlowGraph

Check = Callable[[FlowGraph, Wiring], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    check_start,
    check_purposes,
    check_nodes,
    check_edges,
    check_jumps,
    check_calls,
    check_results,
    check_reachable,
    check_open_exits,
    check_loops,
    check_texts,
    check_variables,
)


def check(
    graph: FlowGraph, kinds: NodeKinds | None = None, channels: Collection[str] = ()
) -> Findings:
    """Give all findings, errors first.

    ``channels`` are the kinds of channels that the flow shall work on; one that nobody knows the
    limits of can show everything.
    """
    kinds = kinds or node_kinds()
    called = {name: read_wiring(flow, kinds) for name, flow in graph.flows.items()}
    wiring = replace(read_wiring(graph, kinds), called=called)
    found = [*_found(graph, wiring, channels), *_check_called(graph, wiring, channels)]
    return Findings(sorted(found, key=lambda finding: finding.severity))


def _found(graph: FlowGraph, wiring: Wiring, channels: Collection[str]) -> list[Finding]:
    found = [finding for one in CHECKS for finding in one(graph, wiring)]
    return [*found, *check_channels(wiring, channels)]


def _check_called(graph: FlowGraph, wiring: Wiring, channels: Collection[str]) -> Iterator[Finding]:
    """A used flow can run; what is wrong in it is told at the block that uses it."""
    for node, block in wiring.blocks.items():
        name = block.calls
        if name not in graph.flows:
            continue
        called = graph.flows[name].model_copy(update={"flows": graph.flows})
        inside = _found(called, replace(wiring.called[name], called=wiring.called), channels)
        errors = [one.sentence for one in inside if one.severity == "error"]
        if errors and not any(one.code == "flow_circle" for one in inside):
            words = called.name or name
            yield error("called_flow_broken", node, flow=words, problem=errors[0])


__all__ = ["Finding", "Findings", "Severity", "check"]
