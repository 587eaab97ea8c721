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
from pydantic_core import ErrorDetails

from apps.flows.engine.field_titles import field_title
from apps.flows.engine.kinds import Entry, Exit, NodeKind, NodeKinds, Uses
from apps.flows.engine.sentences import Facts, Sentence, Unusable
from apps.flows.graph.schema import FlowGraph, Node

WHOLE = "config"
"""The path of a fault that is about several fields of a block together."""

BAD_VALUES = {
    "missing": "is missing",
    "extra_forbidden": "does not exist in this kind of block",
    "string_pattern_mismatch": "holds a character that is not allowed there, or nothing",
    "too_short": "has too few entries",
    "too_long": "has too many entries",
    "string_type": "is no text",
    "int_parsing": "is no whole number",
    "int_type": "is no whole number",
    "int_from_float": "is no whole number",
    "greater_than_equal": "has to be at least %(ge)s",
    "less_than_equal": "may be at most %(le)s",
    "literal_error": "has to be one of these: %(expected)s",
    "string_too_long": "is too long: at most %(max_length)s characters",
}
UNUSABLE = "cannot be used: %(reason)s"


@dataclass(frozen=True)
class WiredNode:
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

    @cached_property
    def calls(self) -> str | None:
        """The flow that it goes into, by its id in the flow file."""
        flow: str | None = self.definition.calls(self.config)
        return flow

    def passes(self, exit_id: str) -> bool:
        """Say whether a turn can come through to an exit without waiting here."""
        at_once = any(way.id == exit_id and way.at_once for way in self.exits)
        return at_once or not self.definition.waits


@dataclass(frozen=True)
class Fault:
    """Why a node cannot run; ``field`` is the path in its config that cannot be read.

    ``case`` is one of the checker's sentences, which has places for the facts.
    """

    case: str
    node: str
    facts: Facts
    field: str | None = None


@dataclass
class Wiring:
    """Blocks by node id, and where each connected exit leads. Of two paths from one exit, and
    of two nodes with one id, the first counts. ``begins`` says what begins at which node, readable
    or not. ``called`` are the flows that it calls, themselves or through others, when they were
    read too.
    """

    blocks: dict[str, WiredNode] = field(default_factory=dict)
    begins: dict[str, Entry] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    targets: dict[tuple[str, str], str] = field(default_factory=dict)
    called: Mapping[str, "Wiring"] = field(default_factory=dict)

    def entries(self, entry: Entry | None = None) -> list[str]:
        """Give the nodes where this begins, or anything."""
        return [node for node, begins in self.begins.items() if entry in (None, begins)]

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
    for node_id, block in wiring.blocks.items():
        _read_jumps(node_id, block, known, wiring)
    return wiring


def _read_jumps(node_id: str, block: WiredNode, known: set[str], wiring: Wiring) -> None:
    """Follow the paths that a config names and nobody drew."""
    for exit_id, target in block.definition.jumps(block.config).items():
        if target in known:
            wiring.targets[node_id, exit_id] = target


def _read_node(node: Node, kinds: NodeKinds, wiring: Wiring) -> None:
    definition = kinds.get(node.kind)
    if definition is None:
        wiring.faults.append(Fault("unknown_kind", node.id, {"kind": node.kind}))
        return
    if definition.entry is not None:
        wiring.begins.setdefault(node.id, definition.entry)
    try:
        config = definition.config.model_validate(node.config)
    except ValidationError as error:
        for path, problem in _problems(error).items():
            case = "bad_config.whole" if path == WHOLE else "bad_config"
            facts = {"title": field_title(definition.config, path), "problem": problem}
            wiring.faults.append(Fault(case, node.id, facts, path))
        return
    jumps = (Exit(way, way.capitalize(), optional=True) for way in definition.jumps(config))
    exits = (*definition.exits(config), *jumps)
    wiring.blocks[node.id] = WiredNode(node, definition, config, exits)


def _problems(error: ValidationError) -> Mapping[str, Sentence]:
    """Give what is wrong by field; of several things the first and innermost counts."""
    found: dict[str, Sentence] = {}
    for problem in error.errors(include_url=False):
        steps = [str(step) for step in problem["loc"] if not _is_type(str(step))]
        found.setdefault(".".join(steps) or WHOLE, _problem(problem))
    return {
        path: sentence
        for path, sentence in found.items()
        if not any(other.startswith(f"{path}.") for other in found)
    }


def _problem(problem: ErrorDetails) -> Sentence:
    facts = problem.get("ctx", {})
    words = BAD_VALUES.get(problem["type"])
    if words:
        return Sentence(words, facts)
    refused = facts.get("error")
    if isinstance(refused, Unusable):
        return Sentence(UNUSABLE, {"reason": refused.sentence})
    return Sentence(UNUSABLE, {"reason": Sentence(problem["msg"].removeprefix("Value error, "))})


def _is_type(step: str) -> bool:
    """Say whether a step of an error's path names a member of a union and no field."""
    return "[" in step or step in ("str", "bool", "int", "float", "constrained-str")
