"""A graph read with its kinds: which nodes can run, and which exit leads to which node.

Reading never fails. What cannot be read is kept as a fault, for the checker to tell and for the
compiler to refuse.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from apps.flows.engine.kinds import Exit, NodeKind, NodeKinds, Uses
from apps.flows.graph import FlowGraph, Node

_PLAIN_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "does not exist in this kind of block",
    "string_pattern_mismatch": "holds a character that is not allowed there, or nothing",
    "too_short": "has too few entries",
    "too_long": "has too many entries",
}


@dataclass(frozen=True)
class Block:
    """One node that can run."""

    node: Node
    definition: NodeKind[Any]
    config: Any
    exits: tuple[Exit, ...]

    @cached_property
    def uses(self) -> Uses:
        """What its config touches."""
        uses: Uses = self.definition.uses(self.config)
        return uses

    def passes(self, exit_id: str) -> bool:
        """Say whether a turn can come through to an exit without waiting here."""
        at_once = any(way.id == exit_id and way.at_once for way in self.exits)
        return at_once or not self.definition.waits


@dataclass(frozen=True)
class Fault:
    """Why a node cannot run; ``field`` is the path in its config that cannot be read."""

    code: str
    message: str
    node: str
    field: str | None = None


@dataclass
class Wiring:
    """Blocks by node id, and where each connected exit leads. Of two paths from one exit, and
    of two nodes with one id, the first counts."""

    blocks: dict[str, Block] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    targets: dict[tuple[str, str], str] = field(default_factory=dict)

    def ways(self, node: str) -> Iterator[tuple[str, str]]:
        """Give (exit, target) for each connected exit of a node, in the exits' order."""
        block = self.blocks.get(node)
        for way in block.exits if block else ():
            if (node, way.id) in self.targets:
                yield way.id, self.targets[node, way.id]

    def follow(self, node: str) -> list[str]:
        """Give the nodes that come directly after a node, once per path."""
        return [target for _, target in self.ways(node)]

    def reachable(self, start: str) -> list[str]:
        """Give every node that a turn may come to, near ones first."""
        found = {start: None}
        waiting = deque(found)
        while waiting:
            fresh = [node for node in self.follow(waiting.popleft()) if node not in found]
            found.update(dict.fromkeys(fresh))
            waiting.extend(dict.fromkeys(fresh))
        return list(found)


def read_wiring(graph: FlowGraph, kinds: NodeKinds) -> Wiring:
    """Read a graph with the kinds there are."""
    wiring = Wiring()
    known = {node.id for node in graph.nodes}
    for node in graph.nodes:
        if node.id not in wiring.blocks:
            _read_node(node, kinds, wiring)
    for edge in graph.edges:
        block = wiring.blocks.get(edge.source)
        if block and edge.target in known and any(way.id == edge.exit for way in block.exits):
            wiring.targets.setdefault((edge.source, edge.exit), edge.target)
    return wiring


def _read_node(node: Node, kinds: NodeKinds, wiring: Wiring) -> None:
    definition = kinds.get(node.kind)
    if definition is None:
        message = f"There is no kind of block called “{node.kind}” here. Remove it."
        wiring.faults.append(Fault("unknown_kind", message, node.id))
        return
    try:
        config = definition.config.model_validate(node.config)
    except ValidationError as error:
        for path, told in _problems(error).items():
            message = f"The field “{path}” {told}."
            wiring.faults.append(Fault("bad_config", message, node.id, path))
        return
    wiring.blocks[node.id] = Block(node, definition, config, definition.exits(config))


def _problems(error: ValidationError) -> Mapping[str, str]:
    """Give what is wrong by field; of several things the first and innermost counts."""
    found: dict[str, str] = {}
    for problem in error.errors(include_url=False):
        steps = [str(step) for step in problem["loc"] if not _is_type(str(step))]
        reason = problem["msg"].removeprefix("Value error, ")
        told = _PLAIN_WORDS.get(problem["type"], f"cannot be used: {reason}")
        found.setdefault(".".join(steps) or "config", told)
    return {
        path: told
        for path, told in found.items()
        if not any(other.startswith(f"{path}.") for other in found)
    }


def _is_type(step: str) -> bool:
    """Say whether a step of an error's path names a member of a union and no field."""
    return "[" in step or step in ("str", "bool", "int", "float", "constrained-str")
