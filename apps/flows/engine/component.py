"""What a block is to Haystack: a component with one socket in and one socket out per exit."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from types import TracebackType
from typing import Any, Generic, Literal, Self, TypeVar

from haystack import component
from pydantic import BaseModel, JsonValue

from apps.flows.engine.turn import Step
from apps.flows.engine.walk import Walk

logger = logging.getLogger(__name__)

ConfigT = TypeVar("ConfigT", bound=BaseModel)

STOPPED = "stopped"
"""The socket of a turn that ends or waits at the node; no exit's socket is called so."""


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
class Place(Generic[ConfigT]):
    """A node where it stands in its graph.

    ``exits`` maps each exit's id to its label; ``connected`` are those that lead somewhere.
    """

    node: str
    kind: str
    config: ConfigT
    exits: Mapping[str, str]
    connected: frozenset[str]
    explain: Callable[[Step], str]


class BadMove(Exception):
    """A component answered with something that is no move from its node."""


def exit_socket(exit_id: str) -> str:
    """Name the output socket of an exit."""
    return f"exit-{exit_id}"


@component
class NodeComponent(Generic[ConfigT]):
    """Base of every kind's component: a subclass says in `visit` what the node does.

    A component is shared by all turns and threads and therefore keeps nothing but its place.
    """

    def __init__(self, place: Place[ConfigT]) -> None:
        self.place = place
        self.config = place.config
        sockets = [exit_socket(exit_id) for exit_id in place.exits]
        component.set_output_types(self, **dict.fromkeys([*sockets, STOPPED], Walk))

    def visit(self, walk: Walk) -> Move:
        """Do what the node does in this turn and say where the turn goes."""
        raise NotImplementedError

    def run(self, walk: Walk) -> dict[str, Walk]:
        """Visit on the spot."""
        with Visit(self.place, walk) as visit:
            visit.move = self.visit(walk)
        return {visit.socket: walk}

    async def run_async(self, walk: Walk) -> dict[str, Walk]:
        """Visit inside an awaited segment, without a hop to another thread."""
        return self.run(walk)


class PortComponent(NodeComponent[ConfigT]):
    """Base of a component that asks a port: its segment is awaited."""

    async def visit_async(self, walk: Walk) -> Move:
        """Do what the node does in this turn, awaiting ports, and say where the turn goes."""
        raise NotImplementedError

    async def run_async(self, walk: Walk) -> dict[str, Walk]:
        """Visit and await what the ports answer."""
        with Visit(self.place, walk) as visit:
            visit.move = await self.visit_async(walk)
        return {visit.socket: walk}


class Visit:
    """The books of one visit: time, step, and an error that must not rise through Haystack."""

    def __init__(self, place: Place[Any], walk: Walk) -> None:
        self.move: Move | None = None
        self.socket = STOPPED
        self.place = place
        self.walk = walk

    def __enter__(self) -> Self:
        self.walk.arrive(self.place.node, self.place.kind)
        self._started = perf_counter()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        error = error or self._wrong_move()
        if isinstance(error, Exception):
            self._fail(type(error).__name__)
        elif error is not None:
            # Cancelled: the runner ran out of time, or the process is going down.
            self._record(error=type(error).__name__)
        elif self.move is not None:
            self._go(self.move)
        return error is None or isinstance(error, Exception)

    def _wrong_move(self) -> BadMove | None:
        match self.move:
            case Stop() | Call():
                return None
            case Leave() if self.move.exit in self.place.exits:
                return None
        return BadMove()

    def _go(self, move: Move) -> None:
        match move:
            case Leave():
                self._record(detail=move.detail, left_by=move.exit)
                self._leave(move.exit)
            case Call():
                self._record(detail=move.detail)
                self.walk.call(self.place.node, move.flow, move.values)
            case Stop():
                self._record(detail=move.detail)
                if move.whole_run:
                    self.walk.leave_calls()
                self.walk.stop_at(self.place.node, move.outcome, move.wake_at)

    def _leave(self, exit_id: str) -> None:
        if exit_id not in self.place.connected:
            self.walk.stop("ended")
        elif self.walk.spent:
            self.walk.stop("budget")
        else:
            self.walk.exit = (self.place.node, exit_id)
            self.socket = exit_socket(exit_id)

    def _fail(self, error: str) -> None:
        place = self.place
        logger.warning("node failed: node=%s kind=%s error=%s", place.node, place.kind, error)
        self._record(error=error)
        self.walk.stop("failed")

    def _record(
        self,
        *,
        detail: Mapping[str, JsonValue] | None = None,
        left_by: str | None = None,
        error: str | None = None,
    ) -> None:
        step = Step(
            node=self.place.node,
            kind=self.place.kind,
            exit=left_by,
            ms=round((perf_counter() - self._started) * 1_000, 3),
            changed=self.walk.changed,
            detail=detail or {},
            error=error,
            within=tuple(frame.node for frame in self.walk.stack),
            tokens_in=self.walk.tokens[0],
            tokens_out=self.walk.tokens[1],
        )
        step.sentence = self._sentence(step)
        self.walk.steps.append(step)

    def _sentence(self, step: Step) -> str:
        if step.error:
            return f"It broke ({step.error})."
        try:
            said = self.place.explain(step)
        except Exception as error:
            logger.warning("no sentence: kind=%s error=%s", step.kind, type(error).__name__)
            said = ""
        if step.exit is None or step.exit in self.place.connected or self.walk.subject:
            return said
        return f"{said} Nothing follows “{self.place.exits[step.exit]}”, so the run ended.".strip()
