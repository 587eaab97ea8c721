"""What is different between two graphs, in sentences for somebody who decides about publishing.

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
from apps.flows.engine.sentences import Sentence
from apps.flows.engine.wiring import Wiring, read_wiring
from apps.flows.graph.schema import FlowGraph, Node, Variable

ChangeKind = Literal["added", "removed", "changed", "rewired", "renamed", "variables"]


@dataclass(frozen=True)
class Change:
    """One difference; ``node`` is the block to look at, of the old graph if it was removed."""

    kind: ChangeKind
    sentence: Sentence
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
        yield Change("renamed", Sentence("The flow is now called “%(name)s”.", {"name": new.name}))


def _node_changes(before: _Side, after: _Side) -> Iterator[Change]:
    for node in after.nodes:
        if not after.is_same_block(node, before):
            block = after.names.of(node)
            yield Change("added", Sentence("New block: %(block)s.", {"block": block}), node)
    for node in before.nodes:
        if not before.is_same_block(node, after):
            block = before.names.of(node)
            yield Change("removed", Sentence("Removed block: %(block)s.", {"block": block}), node)
    for node in after.nodes:
        if after.is_same_block(node, before):
            for sentence in _config_changes(node, before, after):
                yield Change("changed", sentence, node)


def _config_changes(node: str, before: _Side, after: _Side) -> Iterator[Sentence]:
    old, new = before.wiring.blocks.get(node), after.wiring.blocks.get(node)
    if old is not None and new is not None:
        yield from config_changes(before.names.of(node), before.names.label(node), old, new)
    elif before.nodes[node].config != after.nodes[node].config:
        yield Sentence("%(block)s has other settings.", {"block": before.names.of(node)})


def _path_changes(before: _Side, after: _Side) -> Iterator[Change]:
    """Follow the exits of blocks that both have; a new block's paths are part of its news."""
    for node in after.nodes:
        if after.is_same_block(node, before):
            yield from _paths_of(node, before, after)


def _paths_of(node: str, before: _Side, after: _Side) -> Iterator[Change]:
    old, new = dict(before.wiring.ways(node)), dict(after.wiring.ways(node))
    for exit_id, target in new.items():
        if old.get(exit_id) != target:
            facts = {"path": after.names.path(node, exit_id), "block": after.names.of(target)}
            yield Change("rewired", Sentence("%(path)s now leads to %(block)s.", facts), node)
    for exit_id in old:
        if exit_id not in new and after.names.has_exit(node, exit_id):
            facts = {"path": after.names.path(node, exit_id)}
            yield Change("rewired", Sentence("%(path)s now leads nowhere.", facts), node)


def _variable_changes(old: FlowGraph, new: FlowGraph) -> Iterator[Change]:
    before = {variable.name: variable for variable in old.variables}
    after = {variable.name: variable for variable in new.variables}
    for name, variable in after.items():
        fresh = Sentence("New value: %(name)s.", {"name": name})
        for sentence in _about(before[name], variable) if name in before else [fresh]:
            yield Change("variables", sentence)
    for name in before:
        if name not in after:
            yield Change("variables", Sentence("Removed value: %(name)s.", {"name": name}))


def _about(old: Variable, new: Variable) -> Iterator[Sentence]:
    facts = {"name": new.name, "default": str(new.default), "kind": new.kind}
    if old.default != new.default and new.default is None:
        yield Sentence("The value %(name)s now begins empty.", facts)
    elif old.default != new.default:
        yield Sentence("The value %(name)s now begins as %(default)s.", facts)
    if new.personal and not old.personal:
        yield Sentence("The value %(name)s is now hidden in traces.", facts)
    elif old.personal and not new.personal:
        yield Sentence("The value %(name)s is no longer hidden in traces.", facts)
    if old.kind != new.kind:
        yield Sentence("The value %(name)s is now of the kind %(kind)s.", facts)


def _used_changes(old: FlowGraph, new: FlowGraph) -> Iterator[Change]:
    for name in old.flows.keys() & new.flows.keys():
        if old.flows[name] != new.flows[name]:
            facts = {"flow": new.flows[name].name or name}
            sentence = Sentence("Uses the newer version of “%(flow)s” that is live now.", facts)
            yield Change("changed", sentence)
