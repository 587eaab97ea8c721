"""What runs at a node: the component of its kind, and the moves that it answers with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, JsonValue

from apps.flows.engine.turn import TraceStep
from apps.flows.engine.walk import Walk

ConfigT = TypeVar("ConfigT", bound=BaseModel)


@dataclass(frozen=True)
class Leave:
    """Go on by an exit. ``detail`` is what the trace keeps about why."""

    exit: str
    detail: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True)
class Stop:
    """End the turn at this node: wait here for the visitor or a person, or end the run."""

    outcome: Literal["waiting", "handed_over", "ended"]
    detail: Mapping[str, JsonValue] = field(default_factory=dict)
    wake_at: float | None = None
    """When the run goes on by itself though nobody answers, in seconds since 1970 (UTC)."""
    whole_run: bool = False
    """Ends also the flows that called this one."""


@dataclass(frozen=True)
class Call:
    """Go into another flow, which remembers only ``values``.

    When that flow ends, this node is visited again with ``walk.returned``.
    """

    flow: str
    values: Mapping[str, JsonValue] = field(default_factory=dict)
    detail: Mapping[str, JsonValue] = field(default_factory=dict)


Move = Leave | Stop | Call


@dataclass(frozen=True)
class NodeSetup(Generic[ConfigT]):
    """A node where it stands in its graph.

    ``exits`` maps each exit's id to its label; ``connected`` are those that lead somewhere.
    """

    node: str
    kind: str
    config: ConfigT
    exits: Mapping[str, str]
    connected: frozenset[str]
    explain: Callable[[TraceStep], str]


class NodeComponent(Generic[ConfigT]):
    """Base of every kind's component: a subclass says in `visit` what the node does.

    A component is shared by all turns and threads and therefore keeps nothing but its setup.
    """

    def __init__(self, setup: NodeSetup[ConfigT]) -> None:
        self.setup = setup
        self.config = setup.config

    def visit(self, walk: Walk) -> Move:
        """Do what the node does in this turn and say where the turn goes."""
        raise NotImplementedError


class PortComponent(NodeComponent[ConfigT]):
    """Base of a component that asks a port: its segment is awaited."""

    async def visit_async(self, walk: Walk) -> Move:
        """Do what the node does in this turn, awaiting ports, and say where the turn goes."""
        raise NotImplementedError
