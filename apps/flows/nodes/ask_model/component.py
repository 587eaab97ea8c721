"""Asks the model something that the tenant has written."""

from dataclasses import replace
from typing import Annotated, Self

from pydantic import Field, JsonValue, model_validator

from apps.flows.engine.component import Leave, Move
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.model_block.component import ModelComponent, ModelMessage, ModelReply
from apps.flows.families.model_block.config import MAX_EARLIER, MESSAGE, ModelConfig
from apps.flows.families.model_block.failures import ModelFailed
from apps.flows.families.model_block.fields import (
    MAX_FIELDS,
    FieldToFind,
    list_fields,
    refuse_doubled_names,
)
from apps.flows.families.model_block.said_words import SaidUnless, closed
from apps.flows.graph.schema import Text, VariableName

ANSWERED, NOT_SURE = "answered", "not_sure"
UNKNOWN = "NOT_SURE"
"""What the model shall answer when it does not know."""

_UNKNOWN = f"If you do not know, or may not answer, answer with {UNKNOWN} and nothing else."
_FIELDS = """Answer with a JSON object that has each of these names; what you do not know is null.

{fields}"""


class AskModelConfig(ModelConfig):
    """The prompt, and what becomes of the answer."""

    instructions: Annotated[
        Text | None,
        Setting(
            "Instructions",
            description="Who the bot is, what it may say, what it knows.",
            widget="text",
        ),
    ] = None
    prompt: Annotated[Text, Setting("Question", widget="text")] = MESSAGE
    say: Annotated[bool, Setting("Say the answer", widget="switch")] = True
    save_as: Annotated[VariableName | None, Setting("Save the answer as", widget="variable")] = None
    fields: Annotated[
        tuple[FieldToFind, ...],
        Field(max_length=MAX_FIELDS),
        Setting(
            "Values instead of words",
            description="The answer is no message then: each value is saved.",
            widget="rows",
            advanced=True,
        ),
    ] = ()
    earlier_messages: Annotated[
        int,
        Field(ge=0, le=MAX_EARLIER),
        Setting("Earlier messages it may read", widget="number", advanced=True),
    ] = 10

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        refuse_doubled_names(self.fields)
        return self


class AskModel(ModelComponent[AskModelConfig]):
    """Ask, and take the answer as words or as values."""

    async def consult(self, walk: Walk) -> Move:
        prompt = self.reading(walk, self.config.prompt)
        messages = [
            ModelMessage("system", self._instructions(walk)),
            *await self._earlier(walk),
            ModelMessage("user", prompt),
        ]
        if self.config.fields:
            return await self._find(walk, messages)
        return await self._answer(walk, messages)

    def _instructions(self, walk: Walk) -> str:
        own = walk.render(self.config.instructions or "")
        fields = self.config.fields
        how = _FIELDS.format(fields=list_fields(fields)) if fields else _UNKNOWN
        return f"{own}\n\n{how}".strip()

    async def _earlier(self, walk: Walk) -> list[ModelMessage]:
        """Give what was said before the messages that this turn answers."""
        limit = self.config.earlier_messages
        if not limit:
            return []
        recent = await walk.ports.history.recent(limit + len(walk.turn.inputs))
        before = recent[: len(recent) - len(walk.turn.inputs)]
        return [_model_message(message) for message in before if isinstance(message, dict)]

    async def _answer(self, walk: Walk, messages: list[ModelMessage]) -> Move:
        answer = await self._ask(walk, messages)
        if not answer.text or UNKNOWN in answer.text:
            return Leave(NOT_SURE)
        if self.config.save_as:
            walk.set(self.config.save_as, answer.text)
        if self.config.say:
            walk.say(answer.text)
        return Leave(ANSWERED, {} if answer.is_whole else {"cut_short": True})

    async def _ask(self, walk: Walk, messages: list[ModelMessage]) -> ModelReply:
        """Ask; what is said may be seen as it comes, and ends with a whole sentence."""
        if not self.config.say:
            return ModelReply(await self.words(walk, messages), is_whole=True)
        deltas = SaidUnless(walk.ports.deltas, UNKNOWN)
        answer = await self.answer(walk, messages, deltas=deltas)
        if answer.is_whole:
            return answer
        words = closed(answer.text)
        if not words:
            deltas.discard()
            raise ModelFailed("cut_short")
        return replace(answer, text=words)

    async def _find(self, walk: Walk, messages: list[ModelMessage]) -> Move:
        schema = {field.name: field.answer_schema for field in self.config.fields}
        answer = await self.values(walk, messages, schema)
        found: list[JsonValue] = []
        for field in self.config.fields:
            value = field.read(answer.get(field.name))
            walk.set(field.name, value)
            found += [] if value is None else [field.name]
        return Leave(ANSWERED if found else NOT_SURE, {"found": found})


def _model_message(message: dict[str, JsonValue]) -> ModelMessage:
    role = "user" if message.get("author") == "visitor" else "assistant"
    return ModelMessage(role, str(message.get("text") or ""))
