"""The script of a test: what the visitor does, turn by turn, and what must come of it."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from apps.core.content import MAX_VISITOR_TEXT
from apps.core.errors import Invalid
from apps.core.events import VisitorInput
from apps.flows.engine import Cause, Outcome, PortAnswer, Turn
from apps.flows.engine.patterns import compile_pattern
from apps.flows.graph.schema import MAX_TEXT, Identifier, Json, PlainText

MAX_EXCHANGES = 200

Match = Literal["exact", "contains", "matches"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Given(_Part):
    """One message of the visitor; ``choice`` is the id of a picked button, ``text`` its title."""

    text: Annotated[str, Field(max_length=MAX_VISITOR_TEXT)] = ""
    choice: Annotated[str, Field(max_length=200)] | None = None
    values: dict[str, Json] | None = None
    attachment: dict[str, Json] | None = None


class ExpectedReply(_Part):
    """One message of the bot, in words; ``matches`` is a regular expression."""

    match: Match = "exact"
    text: Annotated[PlainText, Field(max_length=MAX_TEXT)]

    @field_validator("text")
    @classmethod
    def _pattern_compiles(cls, text: str, info: Any) -> str:
        if info.data.get("match") == "matches":
            compile_pattern(text)
        return text

    def fits(self, words: str) -> bool:
        """Say whether the bot's words are those expected."""
        if self.match == "matches":
            return bool(compile_pattern(self.text).search(words))
        wanted, said = self.text.strip(), words.strip()
        return wanted == said if self.match == "exact" else wanted.casefold() in said.casefold()


class Way(_Part):
    """A block that the turn must leave by this exit."""

    node: Identifier
    exit: Identifier


class Answered(_Part):
    """What the world outside answered when it was asked."""

    port: str
    asked: dict[str, Json] = {}
    answer: Json = None


class Exchange(_Part):
    """One turn. What is left out is not looked at: ``replies`` of null are any replies.

    Attributes:
        after: Seconds since the turn before.
        answers: What ports answer during this turn and later ones.
    """

    cause: Cause = "message"
    inputs: Annotated[tuple[Given, ...], Field(max_length=50)] = ()
    after: Annotated[float, Field(ge=0, le=366 * 86_400)] = 0
    replies: Annotated[tuple[ExpectedReply, ...], Field(max_length=100)] | None = None
    ways: Annotated[tuple[Way, ...], Field(max_length=200)] = ()
    variables: Annotated[dict[str, Json], Field(max_length=100)] = {}
    outcome: Outcome | None = None
    answers: Annotated[tuple[Answered, ...], Field(max_length=200)] = ()

    @property
    def visitor_inputs(self) -> tuple[VisitorInput, ...]:
        """What the visitor sends, as the engine reads it."""
        return tuple(VisitorInput(**given.model_dump()) for given in self.inputs)


FACTS = frozenset(Turn.__dataclass_fields__) - {"cause", "inputs", "position", "variables", "at"}
"""What stays the same through a conversation: language, contact and so on."""


class Script(_Part):
    """A whole conversation from its first turn; ``facts`` are those of `Turn` that do not move.

    ``with_policies``: it runs between the policies that the workspace has by then.
    """

    schema_number: Literal[1] = Field(default=1, alias="schema")
    at: float = 0.0
    facts: dict[str, Json] = {}
    with_policies: bool = False
    exchanges: Annotated[tuple[Exchange, ...], Field(min_length=1, max_length=MAX_EXCHANGES)]

    @field_validator("facts")
    @classmethod
    def _facts_are_known(cls, facts: dict[str, Json]) -> dict[str, Json]:
        if unknown := sorted(facts.keys() - FACTS):
            raise ValueError(f"“{unknown[0]}” is nothing that a turn knows")
        return facts

    @property
    def recorded(self) -> list[PortAnswer]:
        """All that was answered from outside, in order."""
        return [
            PortAnswer(**answer.model_dump())
            for exchange in self.exchanges
            for answer in exchange.answers
        ]

    def as_json(self) -> dict[str, Any]:
        """Give the script as plain JSON values."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {"schema": 1}

    @classmethod
    def read(cls, value: object) -> Self:
        """Read a script from JSON values.

        Raises:
            Invalid: the shape is broken; its fields are paths such as ``exchanges.0.cause``.
        """
        try:
            return cls.model_validate(value)
        except ValidationError as error:
            problems = error.errors(include_url=False, include_input=False, include_context=False)
            fields = {".".join(map(str, item["loc"])) or "test": item["msg"] for item in problems}
            raise Invalid("This is no test.", code="invalid_test", fields=fields) from None
