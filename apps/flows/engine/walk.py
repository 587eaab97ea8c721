"""One turn's walk through a program: the object that every node receives and hands on."""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import accumulate
from time import monotonic
from typing import Self

from pydantic import JsonValue

from apps.core.content import Choice, Content, DividerContent, TextContent
from apps.flows.engine.ports import PortAnswer, Ports
from apps.flows.engine.subject import Subject
from apps.flows.engine.texts import in_language, render
from apps.flows.engine.turn import (
    Budgets,
    CallFrame,
    Effect,
    Outcome,
    Position,
    SetContact,
    TraceStep,
    Turn,
    TurnResult,
)
from apps.flows.graph.schema import Text

MASK = "•••"
SYSTEM_VARIABLES = frozenset({"message", "contact", "channel", "now"})
"""Names that are always there: ``message`` is what the visitor said in this turn, ``contact`` who
they are, ``channel`` how they write, ``now`` the time on the workspace's clock."""
SHORTEST_SECRET = 4
"""Characters from which a personal value is masked inside other words too."""
MAX_CALLS = 10
"""Flows called inside each other."""


class Walk:
    """What a node may read and do during one turn.

    A walk belongs to one turn and is never shared. Nodes use ``turn``, ``ports``, ``variables``,
    ``counters``, ``resumed``, ``returned`` and the methods up to `mask`; the rest is how the
    engine keeps its books.

    Attributes:
        contact: What is known of the visitor, with what this turn has found out.
        counters: How often a node has counted something since the run began, by the node's id;
            each flow has its own.
        resumed: The turn goes on at this very node, because it waited here or called from here.
        returned: What the called flow remembered when it ended, on the way back from a call.
        subject: What a policy judges; a flow has none.
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
        self.turn = turn
        self.ports = ports
        self.variables = dict(variables)
        self.contact = dict(turn.contact)
        self.counters = dict(position.counters) if position else {}
        self.resumed = False
        self.returned: Mapping[str, JsonValue] | None = None
        self.subject: Subject | None = None
        self.steps: list[TraceStep] = []
        self.stack: list[CallFrame] = list(position.stack) if position else []
        self.exit: tuple[str, str] = ("", "")
        self.called: str | None = None
        self.outcome: Outcome | None = None
        self.changed: dict[str, JsonValue] = {}
        self.tokens = (0, 0)
        self._resume_at = position.node if position else None
        self._replies: list[Content] = []
        self._said_by: list[str] = []
        self._said_at: list[int] = []
        self._visiting = ""
        self._pause_ms = 0
        self._effects: list[Effect] = []
        self._position: Position | None = None
        self._personal = personal | {"contact"}
        self._given = _given(turn, self.contact)
        self._max_steps = budgets.steps
        self._max_tokens = budgets.tokens
        self._deadline = monotonic() + budgets.seconds

    def __deepcopy__(self, memo: object) -> Self:
        """Stay one object: Haystack copies each input of each component."""
        return self

    @property
    def values(self) -> dict[str, JsonValue]:
        """All that templates and conditions can name."""
        return {**self.variables, **self._given}

    def value(self, path: str) -> JsonValue:
        """Give a variable, or a part of one as in ``order.status``; None when it is not set."""
        found: JsonValue = self.values
        for part in path.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        return found

    def render(self, text: Text) -> str:
        """Give a text in the visitor's language with its variables filled in."""
        return render(in_language(text, self.turn.language), self.values)

    def say(self, text: str, choices: Sequence[Choice] = ()) -> None:
        """Reply in words; those that are empty after rendering make no message."""
        if text.strip() or choices:
            self.reply(TextContent(text=text, choices=tuple(choices)))

    def reply(self, content: Content) -> None:
        """Reply with any content."""
        if self._pause_ms and not isinstance(content, DividerContent):
            content = content.model_copy(update={"after_ms": self._pause_ms})
            self._pause_ms = 0
        self._replies.append(content)
        self._said_by.append(self._visiting)
        self._said_at.append(len(self.steps))

    def pause(self, milliseconds: int) -> None:
        """Be seen typing before the next reply of this turn."""
        self._pause_ms += milliseconds

    def set(self, variable: str, value: JsonValue) -> None:
        """Remember a value; the trace shows it unless it is personal."""
        self.variables[variable] = value
        self.changed[variable] = MASK if variable in self._personal else self.mask(value)

    def add(self, effect: Effect) -> None:
        """Want something done when the turn is committed."""
        self._effects.append(effect)

    def know(self, values: Mapping[str, JsonValue]) -> None:
        """Know more of the visitor, from here on and when the turn is committed."""
        self.contact.update(values)
        self.add(SetContact(values))

    def count(self, node: str) -> int:
        """Count once more for a node of this flow and give the number."""
        self.counters[node] = self.counters.get(node, 0) + 1
        return self.counters[node]

    def draw(self, what: str, weights: Sequence[float]) -> int:
        """Draw an index by weight: always the same one for this conversation and ``what``."""
        digest = hashlib.sha256(f"{self.turn.seed}\n{what}".encode()).digest()
        point = int.from_bytes(digest[:8]) / 2**64 * sum(weights)
        for index, passed in enumerate(accumulate(weights)):
            if point < passed:
                return index
        return len(weights) - 1

    def shown(self, path: str) -> JsonValue:
        """Give what `value` gives as a trace may show it."""
        return MASK if path.split(".")[0] in self._personal else self.mask(self.value(path))

    def mask(self, value: JsonValue) -> JsonValue:
        """Give a value as a trace may show it: personal values in it are hidden."""
        if isinstance(value, dict):
            return {key: self.mask(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.mask(part) for part in value]
        shown = str(value)
        for secret in self._secrets():
            if secret == shown or len(secret) >= SHORTEST_SECRET:
                shown = shown.replace(secret, MASK)
        return value if shown == str(value) else shown

    def _secrets(self) -> list[str]:
        held = [self.variables.get(name) for name in self._personal]
        held += self.contact.values()
        return sorted((str(value) for value in held if value not in (None, "")), key=len)[::-1]

    def use_tokens(self, read: int, written: int) -> None:
        """Note what a model used for this node."""
        self.tokens = (self.tokens[0] + read, self.tokens[1] + written)

    @property
    def has_tokens(self) -> bool:
        """Say whether a model may still be asked in this turn."""
        used = sum(step.tokens_in + step.tokens_out for step in self.steps) + sum(self.tokens)
        return used < self._max_tokens

    @property
    def spent(self) -> bool:
        """Say whether the turn has no step or no time left."""
        return len(self.steps) >= self._max_steps or monotonic() > self._deadline

    def stop(self, outcome: Outcome, position: Position | None = None) -> None:
        """End the turn here; one that broke or ran too far ends with the fallback text."""
        if outcome in ("failed", "budget"):
            self.say(self.turn.fallback_text)
        self.outcome = outcome
        self._position = position

    def arrive(self, node: str, kind: str) -> None:
        """Begin the visit of a node."""
        self.changed, self.tokens, self._visiting = {}, (0, 0), kind
        self.resumed, self._resume_at = self._resume_at == node, None

    def leave_calls(self) -> None:
        """Come back from no call any more: what ends now ends the whole run."""
        self.stack.clear()

    def stop_at(self, node: str, outcome: Outcome, wake_at: float | None) -> None:
        """End the turn in order: wait at a node, or end the flow that it belongs to."""
        position = Position(node, tuple(self.stack), self.counters, wake_at)
        self.stop(outcome, None if outcome == "ended" else position)

    def call(self, node: str, flow: str, values: Mapping[str, JsonValue]) -> None:
        """Leave a node for another flow; one that lies too deep, or comes too late, is a budget."""
        if self.spent or len(self.stack) >= MAX_CALLS:
            self.stop("budget")
            return
        self.stack.append(CallFrame(node, self.variables, self.counters))
        self.called, self.variables, self.counters = flow, dict(values), {}

    def go_in(self, defaults: Mapping[str, JsonValue]) -> None:
        """Begin the called flow, with its defaults where the caller gave nothing."""
        self.called, self.variables = None, {**defaults, **self.variables}

    def come_back(self) -> str:
        """Go back to the node that called the flow that ended, and give it."""
        frame = self.stack.pop()
        self.returned, self.variables = self.variables, dict(frame.variables)
        self.counters, self.outcome, self._resume_at = dict(frame.counters), None, frame.node
        return frame.node

    def result(self, answers: Sequence[PortAnswer]) -> TurnResult:
        """Give all that happened, once the walk has stopped."""
        return TurnResult(
            outcome=self.outcome or "failed",
            replies=tuple(self._replies),
            position=self._position,
            variables=self.variables,
            effects=tuple(self._effects),
            steps=tuple(self.steps),
            answers=tuple(answers),
            said_by=tuple(self._said_by),
            said_at=tuple(self._said_at),
        )


def _given(turn: Turn, contact: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Give the values of `SYSTEM_VARIABLES`; what the turn learns of the contact shows there."""
    return {
        "message": turn.message,
        "contact": contact,
        "channel": turn.channel,
        "now": turn.now.isoformat(" ", "minutes"),
    }
