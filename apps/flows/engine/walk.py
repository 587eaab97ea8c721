"""One turn's walk through a program, as its nodes see it: what they may read and do."""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import accumulate

from pydantic import JsonValue

from apps.core.content import Choice, Content, DividerContent, TextContent
from apps.flows.engine.ports import Ports
from apps.flows.engine.subject import Subject
from apps.flows.engine.texts import in_language, render
from apps.flows.engine.turn import Effect, SetContact, Turn
from apps.flows.engine.turn_output import TurnOutput
from apps.flows.graph.schema import Text

MASK = "•••"
SYSTEM_VARIABLES = frozenset({"message", "contact", "channel", "now"})
"""Names that are always there: ``message`` is what the visitor said in this turn, ``contact`` who
they are, ``channel`` how they write, ``now`` the time on the workspace's clock."""
SHORTEST_SECRET = 4
"""Characters from which a personal value is masked inside other words too."""


class Walk:
    """What a node may read and do during one turn.

    A walk belongs to one turn and is never shared.

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
        variables: Mapping[str, JsonValue],
        personal: frozenset[str],
        output: TurnOutput,
    ) -> None:
        self.turn = turn
        self.ports = ports
        self.variables = dict(variables)
        self.contact = dict(turn.contact)
        self.counters = dict(turn.position.counters) if turn.position else {}
        self.resumed = False
        self.returned: Mapping[str, JsonValue] | None = None
        self.subject: Subject | None = None
        self._output = output
        self._pause_ms = 0
        self._personal = personal | {"contact"}
        self._given = _given(turn, self.contact)

    @property
    def visited(self) -> list[str]:
        """The kinds of the nodes that this turn has come through, in order."""
        return [step.kind for step in self._output.steps]

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
        self._output.add_reply(content)

    def pause(self, milliseconds: int) -> None:
        """Be seen typing before the next reply of this turn."""
        self._pause_ms += milliseconds

    def set(self, variable: str, value: JsonValue) -> None:
        """Remember a value; the trace shows it unless it is personal."""
        self.variables[variable] = value
        shown = MASK if variable in self._personal else self.mask(value)
        self._output.changed[variable] = shown

    def add(self, effect: Effect) -> None:
        """Want something done when the turn is committed."""
        self._output.effects.append(effect)

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
        secrets = [self.variables.get(name) for name in self._personal]
        secrets += self.contact.values()
        return sorted((str(value) for value in secrets if value not in (None, "")), key=len)[::-1]

    def use_tokens(self, read: int, written: int) -> None:
        """Note what a model used for this node."""
        self._output.tokens_in += read
        self._output.tokens_out += written

    @property
    def has_tokens(self) -> bool:
        """Say whether a model may still be asked in this turn."""
        return self._output.has_tokens


def _given(turn: Turn, contact: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Give the values of `SYSTEM_VARIABLES`; what the turn learns of the contact shows there."""
    return {
        "message": turn.message,
        "contact": contact,
        "channel": turn.channel,
        "now": turn.now.isoformat(" ", "minutes"),
    }
