"""A compiled flow: segments that hop to each other. It belongs to no tenant and never changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import JsonValue

from apps.flows.engine.component import NodeComponent, Place, PortComponent, exit_socket
from apps.flows.engine.tree_pipeline import TreePipeline
from apps.flows.engine.turn import Frame, Position
from apps.flows.engine.walk import Walk


@dataclass(frozen=True)
class Part:
    """One node of a segment: where it stands and what runs there."""

    place: Place[Any]
    component: type[NodeComponent[Any]]


@dataclass(frozen=True)
class Segment:
    """A tree of nodes that one pipeline runs, its leader first.

    ``ways`` are the paths inside, each the node that it leaves, the exit and the node it leads to.
    """

    parts: tuple[Part, ...]
    ways: tuple[tuple[str, str, str], ...] = ()
    awaits: bool = field(init=False)

    def __post_init__(self) -> None:
        awaits = any(issubclass(part.component, PortComponent) for part in self.parts)
        object.__setattr__(self, "awaits", awaits)

    @cached_property
    def pipeline(self) -> TreePipeline:
        """The Haystack pipeline, built when a turn first comes here.

        Two threads may build it at the same time; both are the same, and one stays.
        """
        pipeline = TreePipeline()
        for part in self.parts:
            pipeline.add_component(_name(part.place.node), part.component(part.place))
        for node, exit_id, target in self.ways:
            pipeline.connect(f"{_name(node)}.{exit_socket(exit_id)}", f"{_name(target)}.walk")
        return pipeline

    async def run(self, walk: Walk) -> None:
        """Lead a walk through: on the spot, or awaited if a node in here asks a port."""
        inputs = {_name(self.parts[0].place.node): {"walk": walk}}
        if self.awaits:
            await self.pipeline.run_async(inputs)
        else:
            self.pipeline.run(inputs)


def _name(node: str) -> str:
    """Name a node's component; the prefix keeps clear of the names that Haystack reserves."""
    return f"node:{node}"


@dataclass(frozen=True)
class Program:
    """What `run` runs.

    Attributes:
        start: The start block's node.
        parts: Every reachable node.
        targets: The node that each connected exit leads to.
        segments: By leader.
        arrivals: A segment of one, for each node that waits: who comes to it mostly stops there,
            and a pipeline costs by its size. Who goes on from it takes the one in ``segments``.
        waiting_places: The nodes where a turn can begin.
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
    waiting_places: frozenset[str]
    defaults: Mapping[str, JsonValue]
    personal: frozenset[str]
    calls: Mapping[str, str]
    flows: Mapping[str, "Program"] = field(repr=False)

    def innermost(self, stack: Iterable[Frame]) -> "Program":
        """Give the program that these calls lead into.

        Raises:
            KeyError: it has no such calls.
        """
        program = self
        for frame in stack:
            program = program.flows[program.calls[frame.node]]
        return program

    def has_place(self, position: Position) -> bool:
        """Say whether a turn can begin there."""
        try:
            return position.node in self.innermost(position.stack).waiting_places
        except KeyError:
            return False

    def after(self, walk: Walk) -> Segment:
        """Give the segment that a walk comes to by the exit it took."""
        node = self.targets[walk.exit]
        return self.arrivals.get(node) or self.segments[node]


def same_place(old: Program, new: Program, position: Position) -> bool:
    """Say whether a run may go on in the new program: where it waits is there, unchanged.

    So must be each call that leads there, or the run could not find its way back.
    """
    if not (old.has_place(position) and new.has_place(position)):
        return False
    for frame in position.stack:
        if not _same_node(old, new, frame.node):
            return False
        old, new = old.innermost([frame]), new.innermost([frame])
    return _same_node(old, new, position.node)


def _same_node(old: Program, new: Program, node: str) -> bool:
    before, after = old.parts[node].place, new.parts[node].place
    return (before.kind, before.config, tuple(before.exits)) == (
        after.kind,
        after.config,
        tuple(after.exits),
    )
