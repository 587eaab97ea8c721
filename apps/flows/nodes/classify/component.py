"""Takes a path by what the visitor wants."""

from typing import Annotated, Self

from pydantic import Field, JsonValue, model_validator

from apps.flows.engine.component import Leave, Move
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.sentences import Unusable
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.items import refuse_doubled
from apps.flows.families.model_block.component import DATA_ONLY, ModelComponent, prompt, read_share
from apps.flows.families.model_block.config import ERROR, ReadingConfig
from apps.flows.graph.schema import Identifier, PlainText, VariableName

MAX_INTENTS = 50
MAX_EXAMPLES = 20
NOT_SURE = "not_sure"
NONE = "none"

_INSTRUCTIONS = """Sort what a visitor of a chat wrote into one of these intents:

{intents}

Answer with a JSON object: "intent" is the id of the intent, or "{none}" if no intent fits; \
"confidence" says how sure you are, from 0 to 1. {data_only}"""


class Intent(NodeConfig):
    """One thing that visitors want, and its path."""

    id: Identifier
    title: Annotated[PlainText, Setting("Name", widget="words")] = ""
    description: Annotated[PlainText, Setting("What they want", widget="words")] = ""
    examples: Annotated[
        tuple[PlainText, ...],
        Field(max_length=MAX_EXAMPLES),
        Setting("How they say it", widget="texts"),
    ] = ()

    def in_words(self) -> str:
        """Tell the model about it."""
        examples = "; ".join(f"“{example.strip()}”" for example in self.examples if example.strip())
        parts = (self.title, self.description, f"For example: {examples}" if examples else "")
        return f"- {self.id}: " + ". ".join(part.rstrip(".") for part in parts if part)


class ClassifyConfig(ReadingConfig):
    """The intents, and how sure the model must be."""

    intents: Annotated[
        tuple[Intent, ...],
        Field(min_length=1, max_length=MAX_INTENTS),
        Setting("Intents", widget="rows"),
    ]
    threshold: Annotated[
        int,
        Field(ge=0, le=100),
        Setting(
            "How sure it must be, in percent",
            description="Below it, the path “Not sure” is taken.",
            widget="number",
            advanced=True,
        ),
    ] = 60
    save_as: Annotated[
        VariableName | None, Setting("Save the intent as", widget="variable", advanced=True)
    ] = None

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        refuse_doubled(self.intents, taken=NOT_SURE)
        if any(intent.id in (ERROR, NONE) for intent in self.intents):
            raise Unusable(
                "“%(error)s” and “%(none)s” cannot be the id of an intent", error=ERROR, none=NONE
            )
        return self


class Classify(ModelComponent[ClassifyConfig]):
    """Ask for the intent and a confidence, and leave by the intent if that is high enough."""

    async def consult(self, walk: Walk) -> Move:
        words = self.reading(walk, self.config.text)
        answer = await self.values(walk, prompt(self._instructions(), words), self._schema())
        share, intent = read_share(answer.get("confidence")), str(answer.get("intent"))
        found = next((one for one in self.config.intents if one.id == intent), None)
        detail: dict[str, JsonValue] = {"confidence": share}
        if found is None:
            return Leave(NOT_SURE, detail)
        detail["title"] = self.setup.exits[found.id]
        if share * 100 < self.config.threshold:
            return Leave(NOT_SURE, detail)
        if self.config.save_as:
            walk.set(self.config.save_as, found.id)
        return Leave(found.id, detail)

    def _instructions(self) -> str:
        intents = "\n".join(intent.in_words() for intent in self.config.intents)
        return _INSTRUCTIONS.format(intents=intents, none=NONE, data_only=DATA_ONLY)

    def _schema(self) -> dict[str, dict[str, JsonValue]]:
        ids: list[JsonValue] = [intent.id for intent in self.config.intents]
        return {
            "intent": {"type": "string", "enum": [*ids, NONE]},
            "confidence": {"type": "number"},
        }
