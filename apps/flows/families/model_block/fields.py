"""Values that a model shall find: how it is asked for each, and how its answer is read."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import JsonValue

from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.sentences import Unusable
from apps.flows.engine.setting import Setting
from apps.flows.families.model_block.component import Schema, storable
from apps.flows.graph.schema import MAX_INTEGER, PlainText, VariableName

FieldKind = Literal["text", "number", "yes_no", "date", "one_of"]
MAX_FIELDS = 30
MAX_FOUND = 2_000
"""Characters of one value."""


class FieldToFind(NodeConfig):
    """One value: the variable that keeps it, and what the model is told about it."""

    name: Annotated[VariableName, Setting("Save as", widget="variable")]
    kind: Annotated[
        FieldKind,
        Setting(
            "Kind",
            widget="select",
            options={
                "text": "Words",
                "number": "Number",
                "yes_no": "Yes or no",
                "date": "Date",
                "one_of": "One of a list",
            },
        ),
    ] = "text"
    description: Annotated[
        PlainText,
        Setting(
            "What it is",
            description="Said to the model, as in: the number on the invoice, six digits.",
            widget="words",
        ),
    ] = ""
    options: Annotated[
        PlainText, Setting("List, between commas", widget="words", only_with={"kind": ["one_of"]})
    ] = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """What a list offers."""
        return tuple(dict.fromkeys(one.strip() for one in self.options.split(",") if one.strip()))

    @property
    def answer_schema(self) -> Schema:
        """What the model may answer; null where it finds nothing."""
        schema: dict[str, JsonValue] = {"type": [_TYPES[self.kind], "null"]}
        if self.kind == "one_of":
            schema["enum"] = [*self.choices, None]
        described = [self.description, "As YYYY-MM-DD." if self.kind == "date" else ""]
        return schema | {"description": " ".join(filter(None, described))}

    def read(self, value: JsonValue) -> JsonValue:
        """Give what was found; None when it is nothing of this kind."""
        return None if value is None else _READERS[self.kind](self, value)


def refuse_doubled_names(fields: Sequence[FieldToFind]) -> None:
    """Refuse two values that are saved under one name.

    Raises:
        ValueError: the message names it.
    """
    names = [field.name for field in fields]
    for name in names:
        if names.count(name) > 1:
            raise Unusable("two values are saved as “%(name)s”", name=name)


def list_fields(fields: Sequence[FieldToFind]) -> str:
    """Name the fields for a model that was given no schema, or does not heed it."""
    return "\n".join(
        f"- {field.name} ({_type_in_words(field)}): {field.description}" for field in fields
    )


def _type_in_words(field: FieldToFind) -> str:
    if field.kind == "one_of":
        return "one of: " + ", ".join(field.choices)
    return {"yes_no": "true or false", "date": "date as YYYY-MM-DD"}.get(field.kind, field.kind)


def _read_words(field: FieldToFind, value: JsonValue) -> JsonValue:
    words = "" if isinstance(value, dict | list) else storable(str(value)).strip()
    return words[:MAX_FOUND] or None


def _read_number(field: FieldToFind, value: JsonValue) -> JsonValue:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if math.isfinite(value) and abs(value) <= MAX_INTEGER else None


def _read_yes_no(field: FieldToFind, value: JsonValue) -> JsonValue:
    return value if isinstance(value, bool) else None


def _read_date(field: FieldToFind, value: JsonValue) -> JsonValue:
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return None


def _read_one_of(field: FieldToFind, value: JsonValue) -> JsonValue:
    offered = {one.casefold(): one for one in field.choices}
    return offered.get(str(value).strip().casefold())


_TYPES: Mapping[FieldKind, str] = {
    "text": "string",
    "number": "number",
    "yes_no": "boolean",
    "date": "string",
    "one_of": "string",
}
_READERS: Mapping[FieldKind, Callable[[FieldToFind, JsonValue], JsonValue]] = {
    "text": _read_words,
    "number": _read_number,
    "yes_no": _read_yes_no,
    "date": _read_date,
    "one_of": _read_one_of,
}
