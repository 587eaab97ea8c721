"""What the engine knows of one turn: where its walk is, how far it may go and how it ends."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Self

from pydantic import JsonValue

from apps.flows.engine.ports import PortAnswer, Ports
from apps.flows.engine.turn import Budgets, CallFrame, Outcome, Position, Turn, TurnResult
from apps.flows.engine.turn_output import TurnOutput
from apps.flows.engine.walk import Walk

MAX_CALLS = 10
"""Flows called inside each other."""


class TurnRecord:
    """The engine's side of one turn; its nodes see no more of it than ``walk``.

    A record belongs to one turn and is never shared.

    Attributes:
        walk: What the nodes read and do.
        output: What they have given.
        stack: The calls of other flows that have not come back, the outermost first.
        exit: The node that was left last, and by which exit.
        called: The flow that the walk goes into next.
        outcome: How the turn ends; None while it goes on.
    """

    def __init__(
        self,
        turn: Turn,
        ports: Ports,
        budgets: Budgets,
        variables: Mapping[str, JsonValue],
        personal: frozenset[str],
    ) -> None:
        position = turn.position
        self.output = TurnOutput(budgets.tokens)
        self.walk = Walk(turn, ports, variables, personal, self.output)
        self.stack: list[CallFrame] = list(position.stack) if position else []
        self.exit: tuple[str, str] = ("", "")
        self.called: str | None = None
        self.outcome: Outcome | None = None
        self._resume_at = position.node if position else None
        self._position: Position | None = None
        self._max_steps = budgets.steps
        self._deadline = monotonic() + budgets.seconds

    def __deepcopy__(self, memo: object) -> Self:
        """Stay one object: Haystack copies each input of each component."""
        return self

    @property
    def spent(self) -> bool:
        """Say whether the turn has no step or no time left."""
        return len(self.output.steps) >= self._max_steps or monotonic() > self._deadline

    def arrive(self, node: str, kind: str) -> None:
        """Begin the visit of a node."""
        self.output.begin_visit(kind)
        self.walk.resumed, self._resume_at = self._resume_at == node, None

    def stop(self, outcome: Outcome, position: Position | None = None) -> None:
        """End the turn here; one that broke or ran too far ends with the fallback text."""
        if outcome in ("failed", "budget"):
            self.walk.say(self.walk.turn.fallback_text)
        self.outcome = outcome
        self._position = position

    def stop_at(self, node: str, outcome: Outcome, wake_at: float | None) -> None:
        """End the turn in order: wait at a node, or end the flow that it belongs to."""
        position = Position(node, tuple(self.stack), self.walk.counters, wake_at)
        self.stop(outcome, None if outcome == "ended" else position)

    def leave_calls(self) -> None:
        """Come back from no call any more: what ends now ends the whole run."""
        self.stack.clear()

    def call(self, node: str, flow: str, values: Mapping[str, JsonValue]) -> None:
        """Leave a node for another flow; one that lies too deep, or comes too late, is a budget."""
        if self.spent or len(self.stack) >= MAX_CALLS:
            self.stop("budget")
            return
        walk = self.walk
        self.stack.append(CallFrame(node, walk.variables, walk.counters))
        self.called, walk.variables, walk.counters = flow, dict(values), {}

    def go_in(self, defaults: Mapping[str, JsonValue]) -> None:
        """Begin the called flow, with its defaults where the caller gave nothing."""
        self.called, self.walk.variables = None, {**defaults, **self.walk.variables}

    def come_back(self) -> str:
        """Go back to the node that called the flow that ended, and give it."""
        frame, walk = self.stack.pop(), self.walk
        walk.returned, walk.variables = walk.variables, dict(frame.variables)
        walk.counters, self.outcome, self._resume_at = dict(frame.counters), None, frame.node
        return frame.node

    def result(self, answers: Sequence[PortAnswer]) -> TurnResult:
        """Give all that happened, once the walk has stopped."""
        return TurnResult(
            outcome=self.outcome or "failed",
            replies=tuple(self.output.replies),
            position=self._position,
            variables=self.walk.variables,
            effects=tuple(self.output.effects),
            steps=tuple(self.output.steps),
            answers=tuple(answers),
            said_by=tuple(self.output.said_by),
            said_at=tuple(self.output.said_at),
        )
