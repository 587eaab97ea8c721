"""Reading a graph for a person: what would break, what would strand a visitor, what looks odd.

`check` answers for every graph that has the shape of one, however wrong it is.
"""

from collections.abc import Callable, Iterator

from apps.flows.checker.findings import Finding, Findings, Severity
from apps.flows.checker.paths import check_loops, check_open_exits, check_reachable
from apps.flows.checker.structure import check_edges, check_nodes, check_start
from apps.flows.checker.words import check_texts, check_variables
from apps.flows.engine.kinds import NodeKinds, node_kinds
from apps.flows.engine.wiring import Wiring, read_wiring
from apps.flows.graph import FlowGraph

Check = Callable[[FlowGraph, Wiring], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    check_start,
    check_nodes,
    check_edges,
    check_reachable,
    check_open_exits,
    check_loops,
    check_texts,
    check_variables,
)


def check(graph: FlowGraph, kinds: NodeKinds | None = None) -> Findings:
    """Give all findings, errors first."""
    wiring = read_wiring(graph, kinds or node_kinds())
    found = [finding for one in CHECKS for finding in one(graph, wiring)]
    return Findings(sorted(found, key=lambda finding: finding.severity))


__all__ = ["Finding", "Findings", "Severity", "check"]
