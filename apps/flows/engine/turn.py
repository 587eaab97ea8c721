"""What goes into a turn and what comes out of it: plain data that a database can keep."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

from pydantic import JsonValue

from apps.core.content import Content
from apps.core.events import VisitorInput
from apps.flows.engine.ports import PortAnswer

Cause = Literal["opened", "message", "returned", "start_over", "timer", "automation"]
Outcome = Literal["waiting", "ended", "handed_over", "budget", "failed"]


@dataclass(frozen=True)
class Position:
    """Where a run waits: a node, the sub-flows around it and how often things were counted."""

    node: str
    stack: tuple[str, ...] = ()
    counters: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Give the position as plain JSON values."""
        return {"node": self.node, "stack": list(self.stack), "counters": dict(self.counters)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `as_json` gave."""
        return cls(stored["node"], tuple(stored.get("stack", ())), dict(stored.get("counters", {})))


@dataclass(frozen=True)
class Turn:
    """One turn to run.

    Args:
        cause: Why it runs; ``start_over`` begins a new run wherever the old one waits.
        inputs: The visitor's messages since the last turn, oldest first; several are one burst.
        position: Where the run waits; None begins a new run at the start block.
        variables: What the run remembers so far, by name.
        language: The visitor's language, as in ``de`` or ``pt-BR``.
        fallback_text: What the visitor reads when the turn breaks or passes a budget.
    """

    cause: Cause
    inputs: tuple[VisitorInput, ...] = ()
    position: Position | None = None
    variables: Mapping[str, JsonValue] = field(default_factory=dict)
    language: str = "en"
    fallback_text: str = ""

    @property
    def message(self) -> str:
        """The visitor's words; a burst is one text, a line each."""
        return "\n".join(given.text for given in self.inputs)

    @property
    def choice(self) -> str | None:
        """The id of the button picked last, or None when all was typed."""
        picked = [given.choice for given in self.inputs if given.choice is not None]
        return picked[-1] if picked else None

    def as_json(self) -> dict[str, Any]:
        """Give the turn as plain JSON values, so that it can run again later."""
        return {
            "cause": self.cause,
            "inputs": [asdict(given) for given in self.inputs],
            "position": self.position and self.position.as_json(),
            "variables": dict(self.variables),
            "language": self.language,
            "fallback_text": self.fallback_text,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `as_json` gave."""
        position = stored["position"]
        return cls(
            cause=stored["cause"],
            inputs=tuple(VisitorInput(**given) for given in stored["inputs"]),
            position=position and Position.from_json(position),
            variables=stored["variables"],
            language=stored["language"],
            fallback_text=stored["fallback_text"],
        )


@dataclass(frozen=True)
class Step:
    """One node that the turn came through, as the trace tells it.

    ``exit`` is None where the turn stopped. ``changed`` and ``detail`` show what a person may
    see: values of personal variables are masked. ``ms`` is the node's time, and no part of what
    makes two steps equal: a replay takes its own time.
    """

    node: str
    kind: str
    exit: str | None
    ms: float = field(compare=False)
    changed: Mapping[str, JsonValue] = field(default_factory=dict)
    detail: Mapping[str, JsonValue] = field(default_factory=dict)
    error: str | None = None
    sentence: str = ""


@dataclass(frozen=True)
class HandOver:
    """The conversation asks for a person, of one team or (None) of any."""

    team: str | None = None


Effect = HandOver
"""What a turn wants done beside its replies, committed together with them."""


@dataclass(frozen=True)
class TurnResult:
    """All that a turn did; nothing of it has happened until somebody commits it.

    ``position`` is None when the run is over: the next message begins a new one.
    """

    outcome: Outcome
    replies: tuple[Content, ...]
    position: Position | None
    variables: dict[str, JsonValue]
    effects: tuple[Effect, ...]
    steps: tuple[Step, ...]
    answers: tuple[PortAnswer, ...] = ()

    def trace(self) -> dict[str, Any]:
        """Give what explains the turn and, with the turn itself, lets it run again."""
        return {
            "outcome": self.outcome,
            "steps": [asdict(step) for step in self.steps],
            "ports": [asdict(answer) for answer in self.answers],
        }


@dataclass(frozen=True)
class Budgets:
    """How far one turn may go: nodes visited, and seconds on the clock."""

    steps: int = 100
    seconds: float = 30.0
