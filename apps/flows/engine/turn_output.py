"""What the nodes of one turn give: a walk writes it, the engine reads it."""

from dataclasses import dataclass, field

from pydantic import JsonValue

from apps.core.content import Content
from apps.flows.engine.turn import Effect, TraceStep


@dataclass
class TurnOutput:
    """All that the nodes of a turn have given so far.

    Attributes:
        max_tokens: What models may read and write in the whole turn.
        said_by: The kind of the node that said each reply; ``said_at`` is its step.
        visited_kind: That of the node which is visited now.
        changed: The variables that this node has set, as a trace may show them.
        tokens_in: What a model read for this node; ``tokens_out`` is what it wrote.
    """

    max_tokens: int
    steps: list[TraceStep] = field(default_factory=list)
    replies: list[Content] = field(default_factory=list)
    said_by: list[str] = field(default_factory=list)
    said_at: list[int] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    visited_kind: str = ""
    changed: dict[str, JsonValue] = field(default_factory=dict)
    tokens_in: int = 0
    tokens_out: int = 0

    def begin_visit(self, kind: str) -> None:
        """Turn to the next node."""
        self.visited_kind, self.changed = kind, {}
        self.tokens_in = self.tokens_out = 0

    def add_reply(self, content: Content) -> None:
        """Keep a reply and who said it."""
        self.replies.append(content)
        self.said_by.append(self.visited_kind)
        self.said_at.append(len(self.steps))

    @property
    def has_tokens(self) -> bool:
        """Say whether a model may still be asked."""
        earlier = sum(step.tokens_in + step.tokens_out for step in self.steps)
        return earlier + self.tokens_in + self.tokens_out < self.max_tokens
