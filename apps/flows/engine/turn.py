"""What goes into a turn and what comes out of it: plain data that a database can keep."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from apps.core.content import Content
from apps.core.events import VisitorInput
from apps.core.opening_hours import OpeningHours
from apps.flows.engine.ports import PortAnswer

Cause = Literal["opened", "message", "returned", "start_over", "timer", "automation"]
Outcome = Literal["waiting", "ended", "handed_over", "blocked", "budget", "failed"]


@dataclass(frozen=True)
class CallFrame:
    """A call of another flow that has not come back: who called, and what the caller holds."""

    node: str
    variables: Mapping[str, JsonValue] = field(default_factory=dict)
    counters: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Position:
    """Where a run waits.

    Attributes:
        node: The node, in the flow called last.
        stack: The calls that led into that flow, the outermost first.
        counters: How often nodes of that flow have counted something, by node.
        wake_at: When the run goes on by itself, in seconds since 1970 (UTC); None: never.
    """

    node: str
    stack: tuple[CallFrame, ...] = ()
    counters: Mapping[str, int] = field(default_factory=dict)
    wake_at: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the position as plain JSON values."""
        return {**vars(self), "stack": [{**vars(frame)} for frame in self.stack]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `as_json` gave."""
        return cls(
            stored["node"],
            tuple(CallFrame(**frame) for frame in stored.get("stack", ())),
            dict(stored.get("counters", {})),
            stored.get("wake_at"),
        )


@dataclass(frozen=True)
class Turn:
    """One turn to run: all it knows, time and chance included, so that it can run again.

    Args:
        cause: Why it runs; ``start_over`` begins a new run wherever the old one waits.
        inputs: The visitor's messages since the last turn, oldest first; several are one burst.
        position: Where the run waits; None begins a new run at the start block.
        variables: What the run remembers so far, by name.
        language: The visitor's language, as in ``de`` or ``pt-BR``.
        fallback_text: What the visitor reads when the turn breaks or passes a budget.
        at: When it runs, in seconds since 1970 (UTC).
        timezone: The workspace's, as in ``Europe/Berlin``.
        seed: What chance is made of; the same for all turns of a conversation.
        contact: What is known of the visitor: name, email, phone and own fields.
        channel: The kind of the channel, as in ``web``.
        hours: When the workspace is open, as `OpeningHours` reads it; empty: always.
    """

    cause: Cause
    inputs: tuple[VisitorInput, ...] = ()
    position: Position | None = None
    variables: Mapping[str, JsonValue] = field(default_factory=dict)
    language: str = "en"
    fallback_text: str = ""
    at: float = 0.0
    timezone: str = "UTC"
    seed: str = ""
    contact: Mapping[str, JsonValue] = field(default_factory=dict)
    channel: str = "web"
    hours: Mapping[str, JsonValue] = field(default_factory=dict)

    @cached_property
    def now(self) -> datetime:
        """When it runs, on the workspace's clock."""
        return datetime.fromtimestamp(self.at, UTC).astimezone(ZoneInfo(self.timezone))

    @cached_property
    def opening_hours(self) -> OpeningHours:
        """When the workspace is open."""
        return OpeningHours.model_validate(self.hours)

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
        # `vars` also has what is cached on the turn; `__match_args__` names its fields.
        fields = {name: value for name, value in vars(self).items() if name in self.__match_args__}
        return fields | {
            "inputs": [{**vars(given)} for given in self.inputs],
            "position": self.position and self.position.as_json(),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `as_json` gave."""
        position = stored["position"]
        read = {
            "inputs": tuple(VisitorInput(**given) for given in stored["inputs"]),
            "position": position and Position.from_json(position),
        }
        return cls(**{**stored, **read})


@dataclass
class TraceStep:
    """One node that the turn came through, as the trace tells it.

    It is not frozen, because its sentence is made from it; nothing else changes it.
    ``exit`` is None where the turn stopped; ``within`` are the nodes that called the flows around
    it, the outermost first; ``policy`` is the id of the policy that it belongs to, if of one.
    ``changed`` and ``detail`` show what a person may see: values of personal variables are
    masked. ``ms`` is the node's time, and no part of what makes two steps equal: a replay takes
    its own time. ``tokens_in`` and ``tokens_out`` are what a model read and wrote for it.
    """

    node: str
    kind: str
    exit: str | None
    ms: float = field(compare=False)
    changed: Mapping[str, JsonValue] = field(default_factory=dict)
    detail: Mapping[str, JsonValue] = field(default_factory=dict)
    error: str | None = None
    sentence: str = ""
    within: tuple[str, ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0
    policy: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the step as plain JSON values."""
        return {**vars(self), "within": list(self.within)}


@dataclass(frozen=True)
class HandOver:
    """The conversation asks for a person, of one team or (None) of any."""

    team: str | None = None


@dataclass(frozen=True)
class ChangeTags:
    """The conversation gets and loses tags."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True)
class SetContact:
    """Something becomes known of the visitor: name, email, phone, language or own fields."""

    values: Mapping[str, JsonValue]


@dataclass(frozen=True)
class CloseConversation:
    """The conversation is done; a person need not look at it."""


@dataclass(frozen=True)
class SendEmail:
    """A mail leaves after the commit."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True)
class RaiseEvent:
    """Something happened that others may listen for, with the values that belong to it."""

    name: str
    values: Mapping[str, str]


Effect = HandOver | ChangeTags | SetContact | CloseConversation | SendEmail | RaiseEvent
"""What a turn wants done beside its replies, committed together with them."""


def known_after(
    contact: Mapping[str, JsonValue], effects: Iterable[Effect]
) -> dict[str, JsonValue]:
    """Give what is known of the visitor once these effects are committed."""
    known = dict(contact)
    for effect in effects:
        if isinstance(effect, SetContact):
            known.update(effect.values)
    return {name: value for name, value in known.items() if value not in (None, "")}


@dataclass(frozen=True)
class TurnResult:
    """All that a turn did; nothing of it has happened until somebody commits it.

    ``position`` is None when the run is over: the next message begins a new one. ``said_by`` are
    the kinds of the blocks that said the replies, ``said_at`` their steps (none when a
    policy replaced the replies), ``inputs`` the messages as policies let them
    through. ``redacted`` says for each message what shall be kept instead of it, if not itself.
    """

    outcome: Outcome
    replies: tuple[Content, ...]
    position: Position | None
    variables: dict[str, JsonValue]
    effects: tuple[Effect, ...]
    steps: tuple[TraceStep, ...]
    answers: tuple[PortAnswer, ...] = ()
    said_by: tuple[str, ...] = ()
    said_at: tuple[int, ...] = ()
    inputs: tuple[VisitorInput, ...] | None = None
    redacted: tuple[str | None, ...] = ()

    @property
    def tokens(self) -> int:
        """What models read and wrote in this turn."""
        return sum(step.tokens_in + step.tokens_out for step in self.steps)

    def trace(self) -> dict[str, Any]:
        """Give what explains the turn and, with the turn itself, lets it run again."""
        return {
            "outcome": self.outcome,
            "steps": [step.as_json() for step in self.steps],
            "ports": [{**vars(answer)} for answer in self.answers],
        }


@dataclass(frozen=True)
class Budgets:
    """How far one turn may go: nodes visited, seconds on the clock, and a model's tokens.

    Who has no step or no time left ends the turn; without tokens no model is asked any more.
    """

    steps: int = 100
    seconds: float = 30.0
    tokens: int = 30_000
