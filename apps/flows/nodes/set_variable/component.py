"""Saves values."""

from typing import Annotated, Literal

from pydantic import Field, FiniteFloat, JsonValue

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.values import OPERATIONS, work_out
from apps.flows.graph.schema import PlainText, VariableName

MAX_ASSIGNMENTS = 50

OperationName = Literal[
    "set",
    "count_up",
    "add",
    "subtract",
    "multiply",
    "divide",
    "round",
    "append",
    "upper",
    "lower",
    "trim",
    "length",
    "now",
    "today",
    "add_days",
    "days_between",
]
Operand = PlainText | bool | int | FiniteFloat | None


class Assignment(NodeConfig):
    """One value and how it is worked out; words are a template, anything else stays as it is."""

    variable: Annotated[VariableName, Setting("Value", widget="variable")]
    operation: Annotated[
        OperationName, Setting("How", labels={name: op.label for name, op in OPERATIONS.items()})
    ] = "set"
    value: Annotated[
        Operand,
        Setting(
            "Becomes",
            widget="text",
            only_with={"operation": [name for name, op in OPERATIONS.items() if op.takes]},
        ),
    ] = None
    second: Annotated[
        Operand,
        Setting(
            "And",
            widget="text",
            only_with={"operation": [name for name, op in OPERATIONS.items() if op.takes == 2]},
        ),
    ] = None


class SetVariableConfig(NodeConfig):
    """The assignments, from the first to the last."""

    assign: Annotated[
        tuple[Assignment, ...],
        Field(min_length=1, max_length=MAX_ASSIGNMENTS),
        Setting("Values", widget="rows"),
    ]


class SetVariable(NodeComponent[SetVariableConfig]):
    """Assign row by row, so that a row can read what an earlier one set."""

    def visit(self, walk: Walk) -> Move:
        for row in self.config.assign:
            left, right = _operands(row, walk)
            walk.set(row.variable, work_out(row.operation, left, right, walk.turn))
        return Leave("next")


def _operands(row: Assignment, walk: Walk) -> tuple[JsonValue, JsonValue]:
    value = _rendered(row.value, walk)
    if row.operation == "count_up":
        return walk.value(row.variable) or 0, 1 if value in (None, "") else value
    return value, _rendered(row.second, walk)


def _rendered(value: Operand, walk: Walk) -> JsonValue:
    return walk.render(value) if isinstance(value, str) else value
