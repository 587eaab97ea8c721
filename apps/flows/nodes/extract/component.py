"""Finds values in what the visitor wrote."""

from typing import Annotated, Self

from pydantic import Field, JsonValue, model_validator

from apps.flows.engine.component import Leave, Move
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.model_block.component import DATA_ONLY, ModelComponent, prompt
from apps.flows.families.model_block.config import ReadingConfig
from apps.flows.families.model_block.fields import (
    MAX_FIELDS,
    FieldToFind,
    list_fields,
    refuse_doubled_names,
)

DONE, MISSING = "done", "missing"

_INSTRUCTIONS = """Find these values in what a visitor of a chat wrote:

{fields}

Answer with a JSON object that has each of these names; a value that is not there is null. Invent \
nothing. Today is {today}. {data_only}"""


class FieldToExtract(FieldToFind):
    """One value, and whether the flow needs it."""

    required: Annotated[bool, Setting("Has to be found", widget="switch")] = True


class ExtractConfig(ReadingConfig):
    """The values to find."""

    fields: Annotated[
        tuple[FieldToExtract, ...],
        Field(min_length=1, max_length=MAX_FIELDS),
        Setting("Values", widget="rows"),
    ]

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        refuse_doubled_names(self.fields)
        return self


class Extract(ModelComponent[ExtractConfig]):
    """Save what is found; what an earlier message said stays."""

    async def consult(self, walk: Walk) -> Move:
        words = self.reading(walk, self.config.text)
        schema = {field.name: field.answer_schema for field in self.config.fields}
        answer = await self.values(walk, prompt(self._instructions(walk), words), schema)
        found: list[JsonValue] = []
        for field in self.config.fields:
            value = field.read(answer.get(field.name))
            if value is not None:
                walk.set(field.name, value)
                found.append(field.name)
        missing = self._missing(walk)
        return Leave(MISSING if missing else DONE, {"found": found, "missing": missing})

    def _instructions(self, walk: Walk) -> str:
        today = walk.turn.now.strftime("%A, %Y-%m-%d")
        fields = list_fields(self.config.fields)
        return _INSTRUCTIONS.format(fields=fields, today=today, data_only=DATA_ONLY)

    def _missing(self, walk: Walk) -> list[JsonValue]:
        needed = [field.name for field in self.config.fields if field.required]
        return [name for name in needed if walk.variables.get(name) in (None, "")]
