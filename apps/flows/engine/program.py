"""A compiled flow: segments that hop to each other. It belongs to no tenant and never changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from pydantic import JsonValue

from apps.flows.engine.component import NodeComponent, NodeSetup
from apps.flows.engine.turn import CallFrame, Position
from apps.flows.engine.turn_record import TurnRecord


@dataclass(frozen=True)
class Part:
    """One node of a segment: where it stands and what runs there."""

    setup: NodeSetup[Any]
    component: type[NodeComponent[Any]]


class Runner(Protocol):
    """What leads turns through a segment."""

    async def run(self, record: TurnRecord) -> None:
        """Lead a turn to where it stops or leaves the segment."""
        ...


Ways = tuple[tuple[str, str, str], ...]
"""Paths, each the node that it leaves, the exit and the node it leads to."""
RunnerMaker = Callable[[Sequence[NodeComponent[Any]], Ways], Runner]


@dataclass(frozen=True)
class Segment:
    """A tree of nodes that one runner leads through, its leader first; ``ways`` are inside it."""

    parts: tuple[Part, ...]
    ways: Ways
    make_runner: RunnerMaker = field(repr=False)

    @cached_property
    def runner(self) -> Runner:
        """What leads turns through, made when a turn first comes here.

        Two threads may make it at the same time; both are the same, and one stays.
        """
        return self.make_runner([part.component(part.setup) for part in self.parts], self.ways)


@dataclass(frozen=True)
class Program:
    """What `run` runs.

    Attributes:
        start: The start block's node.
        parts: Every reachable node.
        targets: The node that each connected exit leads to.
        segments: By leader.
        arrivals: A segment of one, for each node that waits: who comes to it mostly stops there,
            and a segment costs by its size. Who goes on from it takes the one in ``segments``.
        waiting_nodes: The nodes where a turn can begin.
        calls: The flow that each calling node goes into.
        flows: The programs of all flows that this one calls, themselves or through others.
        defaults: The variables a run has before anything sets them.
        personal: The variables that traces must mask.
    """

    start: str
    parts: Mapping[str, Part]
    targets: Mapping[tuple[str, str], str]
    segments: Mapping[str, Segment]
    arrivals: Mapping[str, Segment]
    waiting_nodes: frozenset[str]
    defaults: Mapping[str, JsonValue]
    personal: frozenset[str]
    calls: Mapping[str, str]
    flows: Mapping[str, "Program"] = field(repr=False)

    def innermost(self, stack: Iterable[CallFrame]) -> "Program":
        """Give the program that these calls lead into.

        Raises:
            KeyError: it has no such calls.
        """
        program = self
        for frame in stack:
            program = program.flows[program.calls[frame.node]]
        return program

    def has_position(self, position: Position) -> bool:
        """Say whether a turn can begin there."""
        try:
            return position.node in self.innermost(position.stack).waiting_nodes
        except KeyError:
            return False

    def after(self, record: TurnRecord) -> Segment:
        """Give the segment that a turn comes to by the exit it took."""
        node = self.targets[record.exit]
        return self.arrivals.get(node) or self.segments[node]


def same_position(old: Program, new: Program, position: Position) -> bool:
    """Say whether a run may go on in the new program: where it waits is there, unchanged.

    So must be each call that leads there, or the run could not find its way back.
    """
    if not (old.has_position(position) and new.has_position(position)):
        return False
    for frame in position.stack:
        if not _same_node(old, new, frame.node):
            return False
        old, new = old.innermost([frame]), new.innermost([frame])
    return _same_node(old, new, position.node)


def _same_node(old: Program, new: Program, node: str) -> bool:
    before, after = old.parts[node].setup, new.parts[node].setup
    return (before.kind, before.config, tuple(before.exits)) == (
        after.kind,
        after.config,
        tuple(after.exits),
    )
