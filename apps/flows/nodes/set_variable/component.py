"""Saves values."""

from typing import Annotated

from pydantic import Field, FiniteFloat

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.walk import Walk
from apps.flows.graph import PlainText, VariableName

MAX_ASSIGNMENTS = 50


class Assignment(NodeConfig):
    """One value: words are a template, anything else stays what it is."""

    variable: VariableName = Field(title="Value", json_schema_extra={"ui": {"widget": "variable"}})
    value: PlainText | bool | int | FiniteFloat | None = Field(
        title="Becomes", json_schema_extra={"ui": {"widget": "text"}}
    )


class SetVariableConfig(NodeConfig):
    """The assignments, from the first to the last."""

    assign: Annotated[tuple[Assignment, ...], Field(min_length=1, max_length=MAX_ASSIGNMENTS)] = (
        Field(title="Values", json_schema_extra={"ui": {"widget": "rows"}})
    )


class SetVariable(NodeComponent[SetVariableConfig]):
    """Assign row by row, so that a row can read what an earlier one set."""

    def visit(self, walk: Walk) -> Move:
        for row in self.config.assign:
            value = row.value
            walk.set(row.variable, walk.render(value) if isinstance(value, str) else value)
        return Leave("next")
