"""The flow file: the shape of a graph, before anybody asks whether it makes sense.

Whatever breaks the shape (a wrong type, an unknown key, a file too large) is refused here by
pydantic. Whatever a person can draw by mistake (a wire to nowhere, two starts) has a valid shape
and is a finding of `apps.flows.checker`.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FiniteFloat,
    JsonValue,
    StringConstraints,
    model_validator,
)

MAX_NODES = 2_000
MAX_EDGES = 10_000
MAX_BYTES = 2 * 1024 * 1024
"""Of the canonical JSON."""
MAX_DEPTH = 12
"""Levels of lists and objects inside one free JSON value."""
MAX_INTEGER = 2**53
"""Larger whole numbers do not survive a browser."""
MAX_CALLED = 50
"""Flows that one flow file holds beside its own."""
MAX_TEXT = 10_000
"""Characters of one text in one language."""


def _refuse_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("holds a NUL character, which no database keeps")
    return text


def _refuse_hostile(value: Any) -> Any:
    """Refuse JSON that is too deep to handle or that the database cannot keep."""
    waiting = [(value, 0)]
    while waiting:
        item, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise ValueError(f"is nested deeper than {MAX_DEPTH} levels")
        if isinstance(item, Mapping):
            waiting.extend((part, depth + 1) for pair in item.items() for part in pair)
        elif isinstance(item, list | tuple):
            waiting.extend((part, depth + 1) for part in item)
        else:
            _refuse_hostile_scalar(item)
    return value


def _refuse_hostile_scalar(item: object) -> None:
    if isinstance(item, str):
        _refuse_nul(item)
    elif isinstance(item, float) and not math.isfinite(item):
        raise ValueError("holds a number that JSON does not have (NaN or infinity)")
    elif isinstance(item, int) and abs(item) > MAX_INTEGER:
        raise ValueError("holds a whole number that is too large")


Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""Id of a node, an exit or a choice."""

VariableName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}$")]

FieldPath = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$", max_length=200)
]
"""A variable, or a part of one: ``order.status``."""

PlainText = Annotated[str, StringConstraints(max_length=MAX_TEXT), AfterValidator(_refuse_nul)]

Language = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)
]

Text = PlainText | dict[Language, PlainText]
"""Words for a visitor, as a Liquid template: one for all, or one per language."""

Json = Annotated[JsonValue, BeforeValidator(_refuse_hostile)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Point(_Part):
    """A place on the canvas, in pixels at full zoom."""

    x: FiniteFloat = 0
    y: FiniteFloat = 0


class Variable(_Part):
    """A value the flow remembers. ``personal`` ones are masked in every trace."""

    name: VariableName
    kind: Annotated[str, StringConstraints(min_length=1, max_length=32)] = "text"
    default: Json = None
    personal: bool = False


class Node(_Part):
    """One block. Its config is read by the kind's own model when it is checked or compiled."""

    id: Identifier
    kind: Identifier
    position: Point = Point()
    config: Annotated[dict[str, JsonValue], BeforeValidator(_refuse_hostile)] = {}


class Edge(_Part):
    """One path: who leaves ``source`` by ``exit`` comes to ``target``."""

    source: Identifier
    exit: Identifier
    target: Identifier


class Note(_Part):
    """A remark on the canvas; nothing runs it."""

    id: Identifier | None = None
    text: PlainText
    position: Point = Point()
    width: FiniteFloat | None = None
    height: FiniteFloat | None = None


def _read_notes(value: object) -> object:
    """A remark that somebody wrote as plain words becomes one note."""
    if isinstance(value, str):
        return [{"text": value}] if value.strip() else []
    return value


class FlowGraph(_Part):
    """The flow file, schema 1.

    ``flows`` are the flows that it calls, themselves or through others, by id. A draft holds none
    of them; a published version and an exported file hold all, so that each is whole.
    """

    schema_number: Literal[1] = Field(alias="schema")
    name: Annotated[PlainText, StringConstraints(max_length=200)] = ""
    variables: Annotated[tuple[Variable, ...], Field(max_length=500)] = ()
    nodes: Annotated[tuple[Node, ...], Field(max_length=MAX_NODES)]
    edges: Annotated[tuple[Edge, ...], Field(max_length=MAX_EDGES)] = ()
    notes: Annotated[tuple[Note, ...], Field(max_length=500), BeforeValidator(_read_notes)] = ()
    flows: Annotated[dict[Identifier, "FlowGraph"], Field(max_length=MAX_CALLED)] = {}

    @model_validator(mode="after")
    def _fits_the_limit(self) -> Self:
        if len(canonical_json(self)) > MAX_BYTES:
            raise ValueError(f"The flow is larger than {MAX_BYTES // 1024**2} MiB.")
        return self

    @model_validator(mode="after")
    def _holds_flows_side_by_side(self) -> Self:
        if any(called.flows for called in self.flows.values()):
            raise ValueError("A called flow holds flows itself. Put all of them side by side.")
        return self

    def as_json(self) -> dict[str, Any]:
        """Give the flow file as plain JSON values; one that calls nothing has no ``flows``."""
        shape = self.model_dump(mode="json", by_alias=True)
        for part in (shape, *shape["flows"].values()):
            if not part["flows"]:
                del part["flows"]
        return shape


def canonical_json(graph: FlowGraph) -> bytes:
    """Give the one spelling of a graph: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        graph.as_json(),
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    ).encode()


def checksum(graph: FlowGraph) -> str:
    """Give the SHA-256 of the whole canonical graph, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(graph)).hexdigest()
