"""One turn's walk through a program: the object that every node receives and hands on."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Self

from pydantic import JsonValue

from apps.core.content import Choice, Content, TextContent
from apps.flows.engine.ports import PortAnswer, Ports
from apps.flows.engine.texts import in_language, render
from apps.flows.engine.turn import Budgets, Effect, Outcome, Position, Step, Turn, TurnResult
from apps.flows.graph import Text

MASK = "•••"
SYSTEM_VARIABLES = frozenset({"message"})
"""Names that are always there: ``message`` is what the visitor said in this turn."""
SHORTEST_SECRET = 4
"""Characters from which a personal value is masked inside other words too."""


class Walk:
    """What a node may read and do during one turn.

    A walk belongs to one turn and is never shared. Nodes use ``turn``, ``ports``, ``variables``,
    ``resumed`` and the methods up to `mask`; the rest is how the engine keeps its books.

    Attributes:
        resumed: The turn starts at this very node, because it waited here.
    """

    def __init__(
        self,
        turn: Turn,
        ports: Ports,
        budgets: Budgets,
        variables: Mapping[str, JsonValue],
        personal: frozenset[str],
    ) -> None:
        self.turn = turn
        self.ports = ports
        self.variables = dict(variables)
        self.resumed = False
        self.steps: list[Step] = []
        self.exit: tuple[str, str] = ("", "")
        self.outcome: Outcome | None = None
        self.changed: dict[str, JsonValue] = {}
        self._replies: list[Content] = []
        self._effects: list[Effect] = []
        self._position: Position | None = None
        self._personal = personal
        self._max_steps = budgets.steps
        self._deadline = monotonic() + budgets.seconds

    def __deepcopy__(self, memo: object) -> Self:
        """Stay one object: Haystack copies each input of each component."""
        return self

    @property
    def values(self) -> dict[str, JsonValue]:
        """All that templates and conditions can name."""
        return {**self.variables, "message": self.turn.message}

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
        """Reply; words that are empty after rendering make no message."""
        if text.strip() or choices:
            self._replies.append(TextContent(text=text, choices=tuple(choices)))

    def set(self, variable: str, value: JsonValue) -> None:
        """Remember a value; the trace shows it unless it is personal."""
        self.variables[variable] = value
        self.changed[variable] = MASK if variable in self._personal else self.mask(value)

    def add(self, effect: Effect) -> None:
        """Want something done when the turn is committed."""
        self._effects.append(effect)

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
        held = (self.variables.get(name) for name in self._personal)
        return sorted((str(value) for value in held if value not in (None, "")), key=len)[::-1]

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

    def waiting_at(self, node: str) -> Position:
        """Give the position of waiting at a node, inside the sub-flows the turn came from."""
        came_from = self.turn.position
        return Position(node, came_from.stack, came_from.counters) if came_from else Position(node)

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
        )
