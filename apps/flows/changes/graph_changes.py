"""What is different between two graphs, in words for somebody who decides about publishing.

Pure functions of two graphs. Where blocks stand on the canvas, and its notes, make no difference
to a visitor and are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from apps.flows.changes.config_changes import config_changes
from apps.flows.engine.kinds import NodeKinds
from apps.flows.engine.node_names import NodeNames
from apps.flows.engine.palette import node_kinds
from apps.flows.engine.wiring import Wiring, read_wiring
from apps.flows.graph.schema import FlowGraph, Node, Variable

ChangeKind = Literal["added", "removed", "changed", "rewired", "renamed", "variables"]


@dataclass(frozen=True)
class Change:
    """One difference; ``node`` is the block to look at, of the old graph if it was removed."""

    kind: ChangeKind
    sentence: str
    node: str | None = None


@dataclass(frozen=True)
class _Side:
    """One of the two graphs, read."""

    graph: FlowGraph
    wiring: Wiring
    names: NodeNames
    nodes: dict[str, Node]

    def is_same_block(self, node: str, other: "_Side") -> bool:
        """Say whether both have the block; one of another kind is another block."""
        mine, theirs = self.nodes.get(node), other.nodes.get(node)
        return mine is not None and theirs is not None and mine.kind == theirs.kind


def compare(old: FlowGraph, new: FlowGraph, kinds: NodeKinds | None = None) -> list[Change]:
    """Give what is new, gone, changed, and connected in another way, in this order.

    Last come the flows that both use, if what they do is another thing by now.
    """
    kinds = kinds or node_kinds()
    before, after = _read(old, kinds), _read(new, kinds)
    return [
        *_name_changes(old, new),
        *_node_changes(before, after),
        *_path_changes(before, after),
        *_variable_changes(old, new),
        *_used_changes(old, new),
    ]


def _read(graph: FlowGraph, kinds: NodeKinds) -> _Side:
    wiring = read_wiring(graph, kinds)
    nodes = {node.id: node for node in graph.nodes}
    return _Side(graph, wiring, NodeNames(wiring, nodes, kinds), nodes)


def _name_changes(old: FlowGraph, new: FlowGraph) -> Iterator[Change]:
    if old.name != new.name:
        yield Change("renamed", f"The flow is now called “{new.name}”.")


def _node_changes(before: _Side, after: _Side) -> Iterator[Change]:
    for node in after.nodes:
        if not after.is_same_block(node, before):
            yield Change("added", f"New block: {after.names.of(node)}.", node)
    for node in before.nodes:
        if not before.is_same_block(node, after):
            yield Change("removed", f"Removed block: {before.names.of(node)}.", node)
    for node in after.nodes:
        if after.is_same_block(node, before):
            for sentence in _config_changes(node, before, after):
                yield Change("changed", sentence, node)


def _config_changes(node: str, before: _Side, after: _Side) -> Iterator[str]:
    old, new = before.wiring.blocks.get(node), after.wiring.blocks.get(node)
    if old is not None and new is not None:
        yield from config_changes(before.names.of(node), before.names.label(node), old, new)
    elif before.nodes[node].config != after.nodes[node].config:
        yield f"{before.names.of(node)} has other settings."


def _path_changes(before: _Side, after: _Side) -> Iterator[Change]:
    """Follow the exits of blocks that both have; a new block's paths are part of its news."""
    for node in after.nodes:
        if after.is_same_block(node, before):
            yield from _paths_of(node, before, after)


def _paths_of(node: str, before: _Side, after: _Side) -> Iterator[Change]:
    old, new = dict(before.wiring.ways(node)), dict(after.wiring.ways(node))
    for exit_id, target in new.items():
        if old.get(exit_id) != target:
            path = after.names.path(node, exit_id)
            yield Change("rewired", f"{path} now leads to {after.names.of(target)}.", node)
    for exit_id in old:
        if exit_id not in new and after.names.has_exit(node, exit_id):
            path = after.names.path(node, exit_id)
            yield Change("rewired", f"{path} now leads nowhere.", node)


def _variable_changes(old: FlowGraph, new: FlowGraph) -> Iterator[Change]:
    before = {variable.name: variable for variable in old.variables}
    after = {variable.name: variable for variable in new.variables}
    for name, variable in after.items():
        sentences = _about(before[name], variable) if name in before else [f"New value: {name}."]
        for sentence in sentences:
            yield Change("variables", sentence)
    for name in before:
        if name not in after:
            yield Change("variables", f"Removed value: {name}.")


def _about(old: Variable, new: Variable) -> Iterator[str]:
    if old.default != new.default:
        begins = "empty" if new.default is None else f"as {new.default}"
        yield f"The value {new.name} now begins {begins}."
    if old.personal != new.personal:
        yield f"The value {new.name} is {'now' if new.personal else 'no longer'} hidden in traces."
    if old.kind != new.kind:
        yield f"The value {new.name} is now of the kind {new.kind}."


def _used_changes(old: FlowGraph, new: FlowGraph) -> Iterator[Change]:
    for name in old.flows.keys() & new.flows.keys():
        if old.flows[name] != new.flows[name]:
            words = new.flows[name].name or name
            yield Change("changed", f"Uses the newer version of “{words}” that is live now.")
